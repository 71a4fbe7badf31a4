"""The counter's API: a check, closed to other sites, slowed where somebody guesses."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.conftest import NOW
from tests.factories import World, personal_card
from tests.support.visitor import Visitor
from webapp.core.database import session_factory

OURS = {"Origin": "http://localhost"}


@pytest.fixture
def code(app_world: World, sqlite_engine: Engine) -> str:
    with session_factory(sqlite_engine).begin() as session:
        return personal_card(session, app_world.distributor, app_world.codes[0], now=NOW, children=2).code


@pytest.fixture
def till(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    person = visitor()
    person.sign_in(app_world.venue)
    return person


def post(person: Visitor, path: str, body: Any) -> Any:
    return person.client.post(path, json=body, headers=OURS)


def test_a_valid_card_is_told_with_its_children_and_the_time(till: Visitor, code: str) -> None:
    answer = post(till, "/api/cards/check", {"code": code}).get_json()
    assert (answer["verdict"], answer["valid_until"], answer["children"]) == ("valid", "2027-11-22", 2)
    assert answer["now"] == NOW.isoformat()


def test_a_code_nobody_has_is_an_answer_not_an_error(till: Visitor, app_world: World) -> None:
    response = post(till, "/api/cards/check", {"code": app_world.codes[3]})
    assert (response.status_code, response.get_json()["verdict"]) == (200, "card_not_registered")


def test_what_is_no_code_is_422_with_its_reason(till: Visitor) -> None:
    response = post(till, "/api/cards/check", {"code": "hello"})
    assert (response.status_code, response.get_json()["code"]) == (422, "code_shape")


@pytest.mark.parametrize("body", [{}, [], "A999123453", {"code": 7}])
def test_a_check_of_nothing_is_400_in_json(till: Visitor, body: Any) -> None:
    response = post(till, "/api/cards/check", body)
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")


@pytest.mark.parametrize("path", ["/api/visits", "/api/counter/day", "/api/cards/check"])
@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
def test_another_site_is_shut_out(till: Visitor, path: str, headers: dict[str, str]) -> None:
    assert till.client.post(path, json={}, headers=headers).status_code == 403


def test_a_form_cannot_pose_as_json(till: Visitor, code: str) -> None:
    response = till.client.post(
        "/api/cards/check", data=f'{{"code": "{code}"}}', content_type="text/plain", headers=OURS
    )
    assert response.status_code == 403


def test_nobody_is_401_in_json(visitor: Callable[[], Visitor], code: str) -> None:
    response = post(visitor(), "/api/cards/check", {"code": code})
    assert (response.status_code, response.mimetype) == (401, "application/problem+json")
