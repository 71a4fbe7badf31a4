"""One click for each role, in the demo country and nowhere else."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.conftest import MovableClock
from tests.factories import World, personal_card
from tests.support.visitor import Visitor
from webapp import create_app
from webapp.core.accounts.models import Account
from webapp.core.database import session_factory
from webapp.demo.known import DEMO_ACCOUNTS
from webapp.settings import Settings

CODE = "A999123453"


@pytest.fixture
def demo_app(settings: Settings, sqlite_engine: Engine, clock: MovableClock, app_world: World) -> Flask:
    """The application as `kaikukortti demo` starts it, with two of its people and its best-known card."""
    with session_factory(sqlite_engine).begin() as session:
        session.get_one(Account, app_world.venue.account_id).email = "venue@demo.example"
        session.get_one(Account, app_world.office.account_id).email = "national_office@demo.example"
        personal_card(session, app_world.distributor, CODE, now=clock.now, children=2)
    return create_app(replace(settings, mode="demo"), engine=sqlite_engine, clock=clock)


def test_outside_the_demo_there_is_no_such_address(visitor: Callable[[], Visitor], app_world: World) -> None:
    person = visitor()
    page = person.open("/kirjaudu")
    assert "/kirjaudu/demo" not in page.body
    answer = person.client.post(
        "/kirjaudu/demo", data={"role": "venue", "csrf_token": page.value_of("csrf_token")}
    )
    assert answer.status_code == 404


def test_one_click_signs_a_demo_person_in(demo_app: Flask) -> None:
    for role, path in (("venue", "/kohde"), ("national_office", "/keskus")):
        person = Visitor(demo_app)
        person.open("/kirjaudu")
        assert person.submit(action="/kirjaudu/demo", button=f"role={role}").path.startswith(path)


def test_the_panel_lists_demo_people_only(demo_app: Flask) -> None:
    body = Visitor(demo_app).open("/kirjaudu").body
    assert 'value="venue"' in body
    assert 'value="coordinator"' not in body


@pytest.mark.parametrize("role", ["", "nobody", "venue@demo.example", "%"])
def test_an_unknown_role_is_not_found(demo_app: Flask, role: str) -> None:
    person = Visitor(demo_app)
    person.open("/kirjaudu")
    assert person.submit(action="/kirjaudu/demo", button=f"role={role}").status == 404


def test_one_click_puts_the_card_on_this_device_however_many_have_it(demo_app: Flask) -> None:
    for _one in range(7):
        holder = Visitor(demo_app)
        holder.open("/kirjaudu")
        page = holder.submit(action="/kirjaudu/demo", button="role=cardholder")
        assert page.path == "/oma"
        assert CODE in "".join(page.body.split())


def test_the_demo_countrys_accounts_are_found_by_their_key() -> None:
    assert all(one.email == f"{key}@demo.example" for key, one in DEMO_ACCOUNTS.items())
