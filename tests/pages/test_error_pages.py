"""What a reader meets when something fails: their header, a way back, and no question to the register."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask, abort
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from tests.conftest import NOW
from tests.factories import World
from tests.support.holder_portal import phone_with_card
from tests.support.visitor import Visitor
from webapp import create_app
from webapp.plumbing.access.gate import public
from webapp.settings import Settings

GONE = OperationalError("SELECT", {}, Exception())
STATUSES = (400, 403, 404, 409, 413, 422, 429, 500, 503)


def fail(status: int) -> str:
    if status == 503:
        raise GONE
    abort(status)


@pytest.fixture
def app(settings: Settings, sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Flask:
    def register_pages(app: Flask, *, is_demo: bool) -> None:
        from webapp.pages import register_pages as register_all  # noqa: PLC0415 - the one this replaces

        register_all(app, is_demo=is_demo)
        for path in ("/fails", "/oma/fails"):
            app.add_url_rule(f"{path}/<int:status>", path.strip("/").replace("/", "_"), public(fail))

    monkeypatch.setattr("webapp.register_pages", register_pages)
    return create_app(settings, engine=sqlite_engine, clock=lambda: NOW)


@pytest.fixture
def phone(app: Flask, app_world: World, visitor: Callable[[], Visitor]) -> Visitor:
    person, _held = phone_with_card(app, app_world, visitor, now=NOW)
    return person


@pytest.fixture
def asked(sqlite_engine: Engine) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(sqlite_engine, "before_cursor_execute", note)
    yield statements
    event.remove(sqlite_engine, "before_cursor_execute", note)


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("path", ["/fails", "/oma/fails"])
def test_a_phone_with_a_card_has_its_own_header_and_the_way_back(
    *, phone: Visitor, asked: list[str], path: str, status: int
) -> None:
    asked.clear()
    page = phone.open(f"{path}/{status}")
    assert page.status == status
    assert "/oma" in page.links()
    assert "/kirjaudu" not in page.links()
    assert 'class="kk-holder' in page.body
    assert asked == []


@pytest.mark.parametrize("path", ["/oma/none", "/none", "/kohteet/none"])
def test_an_address_that_leads_nowhere_is_the_same(phone: Visitor, asked: list[str], path: str) -> None:
    asked.clear()
    page = phone.open(path)
    assert (page.status, "/oma" in page.links(), "/kirjaudu" in page.links()) == (404, True, False)
    assert asked == []


def test_without_a_card_there_is_the_public_header(visitor: Callable[[], Visitor]) -> None:
    for path in ("/fails/404", "/oma/fails/404", "/oma/none"):
        page = visitor().open(path)
        assert {"/kirjaudu", "/"} <= page.links()
        assert "kk-holder" not in page.body


def test_staff_with_a_card_of_their_own_are_staff_but_on_its_pages(
    phone: Visitor, app_world: World, asked: list[str]
) -> None:
    phone.sign_in(app_world.venue)
    assert "/tili" in phone.open("/fails/404").links()
    asked.clear()
    assert "kk-holder" in phone.open("/oma/fails/404").body
    assert asked == []


def test_a_register_that_does_not_answer_is_said_to_those_who_are_signed_in(
    app_world: World, visitor: Callable[[], Visitor], sqlite_engine: Engine
) -> None:
    person = visitor()
    person.sign_in(app_world.venue)

    def gone(*_: object) -> None:
        raise GONE

    event.listen(sqlite_engine, "before_cursor_execute", gone)
    try:
        page = person.open("/kohde")
    finally:
        event.remove(sqlite_engine, "before_cursor_execute", gone)
    assert page.status == 503
    assert "/" in page.links()
