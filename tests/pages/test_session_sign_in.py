"""Signing in gives nothing away to a guesser, and leads to the right page."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.factories import PASSWORD, World, add_account
from tests.support.english import english_visitor
from tests.support.visitor import Visitor
from webapp import create_app
from webapp.core.accounts.actor import Actor
from webapp.core.accounts.models import Account
from webapp.core.database import session_factory
from webapp.core.partners.models import Membership
from webapp.plumbing.access.limits import limiter
from webapp.settings import Settings


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


def email_of(engine: Engine, actor: Actor) -> str:
    """An actor's address."""
    with session_factory(engine)() as session:
        return session.get_one(Account, actor.account_id).email


@pytest.fixture
def two_roles(app_world: World, sqlite_engine: Engine) -> Account:
    """A person who works at the venue and for the distributor."""
    with session_factory(sqlite_engine).begin() as session:
        since = session.get_one(Account, app_world.venue.account_id).created_at
        account = add_account(session, now=since, email="both@staff.example")
        for actor in (app_world.venue, app_world.distributor):
            session.add(Membership(account_id=account.id, organisation_id=actor.organisation.id, since=since))
        return account


def test_each_role_arrives_at_its_own_work(visitor: Callable[[], Visitor], app_world: World) -> None:
    arrivals = {
        app_world.office: "/keskus/",
        app_world.coordinator: "/alue/",
        app_world.distributor: "/jakaja/uusi",
        app_world.venue: "/kohde",
    }
    for actor, path in arrivals.items():
        assert visitor().sign_in(actor).path.rstrip("/") == path.rstrip("/")


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    visitor: Callable[[], Visitor], app_world: World, sqlite_engine: Engine
) -> None:
    known = email_of(sqlite_engine, app_world.venue)
    answers = []
    for email in (known, "nobody@staff.example"):
        person = visitor()
        person.open("/kirjaudu")
        page = person.submit({"email": email, "password": "not the password"}, action="/kirjaudu")
        assert page.status == 422
        assert page.value_of("email") == email
        assert page.value_of("password") == ""
        assert page.error_of("email") == ""
        answers.append(page.error_of("password"))
    assert answers[0] == answers[1] != ""


def test_empty_fields_are_explained_each_at_its_place(
    visitor: Callable[[], Visitor], app_world: World
) -> None:
    person = visitor()
    person.open("/kirjaudu")
    page = person.submit({"email": " ", "password": ""}, action="/kirjaudu")
    assert page.status == 422
    assert page.error_of("email")
    assert page.error_of("password")


def test_an_address_is_taken_in_any_case_and_with_spaces(
    visitor: Callable[[], Visitor], app_world: World, sqlite_engine: Engine
) -> None:
    email = f"  {email_of(sqlite_engine, app_world.coordinator).upper()} "
    person = visitor()
    person.open("/kirjaudu")
    assert person.submit({"email": email, "password": PASSWORD}, action="/kirjaudu").path == "/alue/"


def test_the_page_that_was_asked_for_comes_after_signing_in(
    visitor: Callable[[], Visitor], app_world: World, sqlite_engine: Engine
) -> None:
    person = visitor()
    assert person.open("/keskus/loki").path == "/kirjaudu"
    fields = {"email": email_of(sqlite_engine, app_world.office), "password": PASSWORD}
    assert person.submit(fields, action="/kirjaudu").path == "/keskus/loki"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_led_elsewhere(
    visitor: Callable[[], Visitor], app_world: World, sqlite_engine: Engine, elsewhere: str
) -> None:
    person = visitor()
    person.open("/kirjaudu", query_string={"next": elsewhere})
    fields = {"email": email_of(sqlite_engine, app_world.office), "password": PASSWORD}
    page = person.submit(fields, action="/kirjaudu")
    assert page.path == "/keskus/"
    assert urlsplit(page.response.request.url).hostname == "localhost"


def test_a_person_with_two_roles_chooses_and_changes(
    visitor: Callable[[], Visitor], two_roles: Account, app_world: World
) -> None:
    person = visitor()
    person.open("/kirjaudu")
    fields = {"email": two_roles.email, "password": PASSWORD}
    choosing = person.submit(fields, action="/kirjaudu")
    assert choosing.path == "/rooli"
    assert app_world.venue.organisation.name["fi"] in choosing.text
    venue = person.submit(action="/rooli", button=f"organisation={app_world.venue.organisation.id}")
    assert venue.path.startswith("/kohde")
    assert person.open("/jakaja/uusi").status == 403
    assert "/rooli" in person.open("/tili").links()
    person.open("/rooli")
    person.submit(action="/rooli", button=f"organisation={app_world.distributor.organisation.id}")
    assert person.open("/jakaja/uusi").status == 200


def test_nobody_chooses_a_place_where_they_do_not_work(
    visitor: Callable[[], Visitor], two_roles: Account, app_world: World
) -> None:
    person = visitor()
    person.open("/kirjaudu")
    person.submit({"email": two_roles.email, "password": PASSWORD}, action="/kirjaudu")
    for organisation in (str(app_world.office.organisation.id), "", "x"):
        person.open("/rooli")
        assert person.submit(action="/rooli", button=f"organisation={organisation}").status == 403


def test_choosing_a_role_needs_a_sign_in(visitor: Callable[[], Visitor], app_world: World) -> None:
    assert visitor().open("/rooli").path == "/kirjaudu"


def test_signing_out_ends_the_session(visitor: Callable[[], Visitor], app_world: World) -> None:
    person = visitor()
    person.sign_in(app_world.office)
    person.open("/tili")
    assert "You have signed out." in person.submit(action="/ulos").text
    assert person.open("/keskus/").path == "/kirjaudu"


def test_a_changed_password_signs_other_devices_out(visitor: Callable[[], Visitor], app_world: World) -> None:
    here, elsewhere = visitor(), visitor()
    here.sign_in(app_world.office)
    elsewhere.sign_in(app_world.office)
    here.open("/tili")
    page = here.submit(
        {"current_password": PASSWORD, "password": "neljä vihreää aasia lentää"}, action="/tili"
    )
    assert "Your password has been changed." in page.text
    assert elsewhere.open("/keskus/").path == "/kirjaudu"
    assert elsewhere.open("/rooli").path == "/kirjaudu"


@pytest.mark.parametrize(
    ("current", "new", "field"),
    [
        ("not the password", "neljä vihreää aasia lentää", "current_password"),
        (PASSWORD, "lyhyt", "password"),
        (PASSWORD, "kaikukorttikaikukortti", "password"),
        (PASSWORD, "x" * 129, "password"),
        (PASSWORD, "", "password"),
    ],
)
def test_a_password_that_will_not_do_is_explained(
    visitor: Callable[[], Visitor], app_world: World, current: str, new: str, field: str
) -> None:
    person = visitor()
    person.sign_in(app_world.office)
    person.open("/tili")
    page = person.submit({"current_password": current, "password": new}, action="/tili")
    assert page.status == 422
    assert page.error_of(field)
    assert person.open("/keskus/").status == 200


@pytest.fixture
def limited_app(settings: Settings, sqlite_engine: Engine, app_world: World) -> Iterator[Flask]:
    """The application as in production: tries are counted."""
    app = create_app(replace(settings, rate_limits=True), engine=sqlite_engine)
    limiter.reset()
    yield app
    limiter.reset()
    limiter.enabled = False


def test_guessing_is_stopped_by_a_kind_page(limited_app: Flask) -> None:
    person = english_visitor(limited_app)
    fields = {"email": "nobody@staff.example", "password": "a guess"}
    statuses = []
    for _try in range(11):
        person.open("/kirjaudu")
        statuses.append(person.submit(fields, action="/kirjaudu").status)
    assert statuses == [422] * 10 + [429]
    assert person.page is not None
    assert "Wait a few minutes" in person.page.text
