"""Signing in gives nothing away to a guesser, and leads to the right page."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.factories import PASSWORD, World, add_account
from tests.support.english import english_visitor
from tests.support.visitor import Visitor
from webapp.core.accounts.actor import Actor
from webapp.core.accounts.models import Account
from webapp.core.database import session_factory
from webapp.core.partners.models import Membership


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


def email_of(engine: Engine, actor: Actor) -> str:
    """An actor's address."""
    with session_factory(engine)() as session:
        return session.get_one(Account, actor.account_id).email


@pytest.fixture
def cashier(app_world: World, sqlite_engine: Engine) -> Actor:
    """Somebody who works at one counter and looks after nobody: a password is enough."""
    with session_factory(sqlite_engine).begin() as session:
        mine = (app_world.venue.account_id, app_world.venue.organisation.id)
        session.get_one(Membership, mine).is_contact_person = False
    return app_world.venue


@pytest.fixture
def two_roles(app_world: World, sqlite_engine: Engine) -> Account:
    """A person who works at two venues."""
    with session_factory(sqlite_engine).begin() as session:
        since = session.get_one(Account, app_world.venue.account_id).created_at
        account = add_account(session, now=since, email="both@staff.example")
        for actor in (app_world.venue, app_world.other_venue):
            session.add(Membership(account_id=account.id, organisation_id=actor.organisation.id, since=since))
        return account


def test_who_works_at_one_counter_arrives_there_by_a_password(
    visitor: Callable[[], Visitor], cashier: Actor
) -> None:
    assert visitor().write_password(cashier).path.startswith("/kohde")


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
    visitor: Callable[[], Visitor], cashier: Actor, sqlite_engine: Engine
) -> None:
    email = f"  {email_of(sqlite_engine, cashier).upper()} "
    person = visitor()
    person.open("/kirjaudu")
    page = person.submit({"email": email, "password": PASSWORD}, action="/kirjaudu")
    assert page.path.startswith("/kohde")


def test_the_page_that_was_asked_for_comes_after_signing_in(
    visitor: Callable[[], Visitor], cashier: Actor, sqlite_engine: Engine
) -> None:
    person = visitor()
    assert person.open("/kohde/ohjelma").path == "/kirjaudu"
    fields = {"email": email_of(sqlite_engine, cashier), "password": PASSWORD}
    assert person.submit(fields, action="/kirjaudu").path == "/kohde/ohjelma"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_led_elsewhere(
    visitor: Callable[[], Visitor], cashier: Actor, sqlite_engine: Engine, elsewhere: str
) -> None:
    person = visitor()
    person.open("/kirjaudu", query_string={"next": elsewhere})
    fields = {"email": email_of(sqlite_engine, cashier), "password": PASSWORD}
    page = person.submit(fields, action="/kirjaudu")
    assert page.path.startswith("/kohde")
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
    page = person.open("/tili")
    assert "/rooli" in page.links()
    person.open("/rooli")
    person.submit(action="/rooli", button=f"organisation={app_world.other_venue.organisation.id}")
    assert app_world.other_venue.organisation.name["fi"] in person.open("/tili").text


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


def test_guessing_is_stopped_by_a_kind_page(limited_app: Flask) -> None:
    person = english_visitor(limited_app)
    fields = {"email": "nobody@staff.example", "password": "a guess"}
    statuses = []
    for _try in range(11):
        person.open("/kirjaudu")
        statuses.append(person.submit(fields, action="/kirjaudu").status)
    assert statuses == [422] * 10 + [429]
    assert person.page is not None
    assert "There have been many wrong tries. You can try again at" in person.page.text
    assert person.page.response.headers["Retry-After"] == "300"
