"""A single-use invitation lets one person in, once, in time."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.conftest import MovableClock
from tests.factories import PASSWORD, World
from tests.support.english import english_visitor
from tests.support.page import Page
from tests.support.visitor import Visitor
from webapp.core.accounts.models import Account
from webapp.core.database import session_factory

NEW_PASSWORD = "neljä vihreää aasia lentää"


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


@pytest.fixture
def invite(visitor: Callable[[], Visitor], app_world: World) -> Callable[[str], str]:
    """`invite(email)`: the venue's contact person invites; the secret of the link."""

    def inviting(email: str) -> str:
        person = visitor()
        person.sign_in(app_world.venue)
        person.open(f"/henkilosto/{app_world.venue.organisation.id}/")
        page = person.submit({"email": email}, action="/kutsu")
        return page.text.partition("/kutsu#")[2].partition(" ")[0]

    return inviting


def accept(person: Visitor, secret: str, **facts: str) -> Page:
    """Fill in and send the invitation's form."""
    person.open("/kutsu")
    fields = {"secret": secret, "name": "Aino", "password": NEW_PASSWORD, **facts}
    return person.submit(fields, action="/kutsu")


def test_an_invited_person_is_at_work_at_once(
    visitor: Callable[[], Visitor], invite: Callable[[str], str], app_world: World
) -> None:
    secret = invite("aino@staff.example")
    assert accept(visitor(), secret).path.startswith("/kohde")


def test_an_invitation_works_once(visitor: Callable[[], Visitor], invite: Callable[[str], str]) -> None:
    secret = invite("aino@staff.example")
    accept(visitor(), secret)
    page = accept(visitor(), secret, name="Eino")
    assert page.status == 422
    assert page.error_of("secret")
    assert page.value_of("name") == "Eino"


def test_an_invitation_lasts_seven_days(
    visitor: Callable[[], Visitor], invite: Callable[[str], str], clock: MovableClock
) -> None:
    in_time, late = invite("aino@staff.example"), invite("eino@staff.example")
    clock.now += timedelta(days=7, seconds=-1)
    assert accept(visitor(), in_time).path.startswith("/kohde")
    clock.now += timedelta(seconds=1)
    assert accept(visitor(), late).error_of("secret")


@pytest.mark.parametrize("secret", ["", "nonsense", "0" * 26, "%(x)s", "ä" * 300])
def test_a_code_that_is_none_is_explained_and_kept(
    visitor: Callable[[], Visitor], app_world: World, secret: str
) -> None:
    page = accept(visitor(), secret)
    assert page.status == 422
    assert page.error_of("secret")
    assert page.value_of("secret") == secret


def test_a_code_is_forgiven_its_case_spaces_and_lookalikes(
    visitor: Callable[[], Visitor], invite: Callable[[str], str]
) -> None:
    secret = invite("aino@staff.example").lower().replace("0", "o").replace("1", "l")
    assert accept(visitor(), f" {secret[:13]} - {secret[13:]} ").path.startswith("/kohde")


def test_a_weak_password_uses_nothing_up(
    visitor: Callable[[], Visitor], invite: Callable[[str], str]
) -> None:
    secret = invite("aino@staff.example")
    person = visitor()
    page = accept(person, secret, password="short")
    assert page.status == 422
    assert page.error_of("password")
    assert page.value_of("secret") == secret
    assert accept(person, secret).path.startswith("/kohde")


def test_a_person_with_an_account_proves_it_and_gets_a_second_role(
    visitor: Callable[[], Visitor], invite: Callable[[str], str], app_world: World, sqlite_engine: Engine
) -> None:
    with session_factory(sqlite_engine)() as session:
        email = session.get_one(Account, app_world.distributor.account_id).email
    secret = invite(email)
    person = visitor()
    wrong = accept(person, secret)
    assert wrong.status == 422
    assert "already have an account" in wrong.error_of("password")
    assert accept(person, secret, password=PASSWORD, name="Somebody else").path.startswith("/kohde")
    account = person.open("/tili")
    assert "Testaaja" in account.text
    assert "/rooli" in account.links()
