"""Before what a stranger at an open screen must not do, people show again who they are."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.conftest import MovableClock
from tests.factories import PASSWORD, World
from tests.support.english import english_visitor
from tests.support.second_factor import with_app
from tests.support.visitor import Visitor
from webapp import create_app
from webapp.core.accounts.models import Account
from webapp.core.database import session_factory
from webapp.settings import Settings

WHILE_GONE = timedelta(minutes=11)
NEW_CODES = "/keskus/tunnukset/uusi"


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


@pytest.fixture
def codes(app: Flask, app_world: World, clock: MovableClock) -> pyotp.TOTP:
    """The authenticator app of somebody of the national office."""
    return with_app(app, app_world.office, now=clock.now)


@pytest.fixture
def office(
    visitor: Callable[[], Visitor], app_world: World, clock: MovableClock, codes: pyotp.TOTP
) -> Visitor:
    """Somebody of the national office whose screen has been left open for a while."""
    person = visitor()
    person.sign_in(app_world.office)
    clock.now += WHILE_GONE
    return person


@pytest.fixture
def proof(codes: pyotp.TOTP, clock: MovableClock) -> Callable[[], dict[str, str]]:
    """What they write to show that it is they."""
    return lambda: {"password": PASSWORD, "code": codes.at(clock.now)}


def first_batch(person: Visitor) -> str:
    """The page of a batch of codes."""
    page = person.open("/keskus/tunnukset")
    return next(link for link in page.links() if link.removeprefix("/keskus/tunnukset/").isdecimal())


def test_a_form_opens_after_the_password_and_the_reader_is_where_they_wanted_to_be(
    office: Visitor, proof: Callable[[], dict[str, str]]
) -> None:
    assert office.open(NEW_CODES).path == "/vahvista"
    assert office.submit(proof(), action="/vahvista").path == NEW_CODES


def test_a_wrong_password_opens_nothing_and_is_explained(
    office: Visitor, proof: Callable[[], dict[str, str]]
) -> None:
    office.open(NEW_CODES)
    page = office.submit({**proof(), "password": "not the password"}, action="/vahvista")
    assert page.status == 422
    assert "This is not your password." in page.error_of("password")
    assert office.open(NEW_CODES).path == "/vahvista"


def test_nobody_is_asked_who_has_just_signed_in(visitor: Callable[[], Visitor], app_world: World) -> None:
    person = visitor()
    person.sign_in(app_world.office)
    assert person.open(NEW_CODES).path == NEW_CODES


def test_what_was_opened_in_time_may_be_sent_a_little_later(
    visitor: Callable[[], Visitor], app_world: World, clock: MovableClock
) -> None:
    person = visitor()
    person.sign_in(app_world.office)
    person.open(NEW_CODES)
    clock.now += timedelta(minutes=19)
    fields = {"letter": "R", "size": "10", "network": str(app_world.kainuu)}
    assert "The codes have been made." in person.submit(fields, action=NEW_CODES).text


def test_a_form_that_stood_open_too_long_changes_nothing_and_leads_back(
    visitor: Callable[[], Visitor],
    app_world: World,
    clock: MovableClock,
    proof: Callable[[], dict[str, str]],
) -> None:
    person = visitor()
    person.sign_in(app_world.office)
    batch = first_batch(person)
    page = person.open(batch)
    clock.now += timedelta(minutes=21)
    sent = {"csrf_token": page.value_of("csrf_token")}
    answer = person.client.post(
        f"{batch}/tunnukset.csv", data=sent, headers={"Referer": f"http://localhost{batch}"}
    )
    assert answer.status_code == 303
    person.open(answer.location)
    assert person.submit(proof(), action="/vahvista").path == batch


def test_a_page_says_why_its_button_is_not_there_and_gives_it_after_the_password(
    office: Visitor, proof: Callable[[], dict[str, str]]
) -> None:
    batch = first_batch(office)
    page = office.open(batch)
    assert "tunnukset.csv" not in page.body
    assert "To download the codes, show first that it is you." in page.text
    office.open(next(link for link in page.links() if link.startswith("/vahvista")))
    assert "tunnukset.csv" in office.submit(proof(), action="/vahvista").body


def test_people_are_seen_without_and_invited_or_removed_after_the_password(
    office: Visitor, app_world: World, proof: Callable[[], dict[str, str]]
) -> None:
    people = f"/henkilosto/{app_world.venue.organisation.id}/"
    page = office.open(people)
    assert page.status == 200
    assert "/kutsu" not in page.body
    assert "/poista" not in page.body
    office.open(next(link for link in page.links() if link.startswith("/vahvista")))
    page = office.submit(proof(), action="/vahvista")
    assert page.path == people
    assert "/poista" in page.body
    invited = office.submit({"email": "newcomer@staff.example"}, action="/kutsu")
    assert "The invitation is ready" in invited.text


def test_a_password_leads_to_our_own_pages_only(office: Visitor, proof: Callable[[], dict[str, str]]) -> None:
    office.open("/vahvista?next=https://elsewhere.example/")
    assert office.submit(proof(), action="/vahvista").path == "/tili"


def test_in_the_demo_one_click_proves_it(
    settings: Settings, sqlite_engine: Engine, clock: MovableClock, app_world: World
) -> None:
    with session_factory(sqlite_engine).begin() as session:
        session.get_one(Account, app_world.office.account_id).email = "national_office@demo.example"
    person = english_visitor(create_app(replace(settings, mode="demo"), engine=sqlite_engine, clock=clock))
    person.open("/kirjaudu")
    person.submit(action="/kirjaudu/demo", button="role=national_office")
    clock.now += WHILE_GONE
    assert person.open(NEW_CODES).path == "/vahvista"
    assert person.submit(action="/vahvista/demo").path == NEW_CODES


def test_outside_the_demo_no_click_proves_anything(office: Visitor) -> None:
    page = office.open("/vahvista")
    assert "/vahvista/demo" not in page.body
    sent = {"csrf_token": page.value_of("csrf_token")}
    assert office.client.post("/vahvista/demo", data=sent).status_code == 404


def test_guessing_at_an_open_screen_is_stopped(limited_app: Flask, app_world: World) -> None:
    person = english_visitor(limited_app)
    statuses = []
    person.sign_in(app_world.office)
    for password in ["a guess"] * 10 + [PASSWORD]:
        person.open("/vahvista")
        statuses.append(person.submit({"password": password, "code": "1"}, action="/vahvista").status)
    assert statuses == [422] * 10 + [429]
