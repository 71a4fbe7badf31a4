"""A venue's phones: taken into use with a QR, listed with what is missing, taken out of use with a word."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.conftest import NOW, MovableClock
from tests.factories import PASSWORD, World, add_account
from tests.support.counter_phone import report_own_state
from tests.support.english import english_visitor
from tests.support.page import Page
from tests.support.venue_phone import become_counter_device
from tests.support.visitor import Visitor
from webapp.core.accounts.models import Account
from webapp.core.database import session_factory
from webapp.core.devices.actions import DeviceReport, register_personal_device
from webapp.core.devices.queries import device_of_token
from webapp.core.partners.desks import own_desk
from webapp.core.partners.models import Membership

USED = "This code has been used or has expired."
TYPING_ERROR = "There is a typing error in this code."


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


@pytest.fixture
def contact_person(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """The venue's contact person, on the page of its phones."""
    person = visitor()
    person.sign_in(app_world.venue)
    person.open("/kohde/laitteet")
    return person


@pytest.fixture
def office(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """Somebody of the national office."""
    person = visitor()
    person.sign_in(app_world.office)
    return person


@pytest.fixture
def colleague(app_world: World, sqlite_engine: Engine) -> Account:
    """Somebody who works at the venue without being its contact person."""
    with session_factory(sqlite_engine).begin() as session:
        account = add_account(session, now=NOW, email="colleague@staff.example")
        venue_id = app_world.venue.organisation.id
        session.add(Membership(account_id=account.id, organisation_id=venue_id, since=NOW))
        return account


def secret_on(page: Page) -> str:
    found = re.search(r'kk-pairing__secret">([^<]+)<', page.body)
    assert found is not None
    return found[1]


def make_secret(contact_person: Visitor, name: str = "Box office") -> str:
    contact_person.open("/kohde/laitteet")
    return secret_on(contact_person.submit({"name": name}, action="/uusi"))


def take_into_use(phone: Visitor, secret: str) -> Page:
    phone.open("/laite")
    return phone.submit({"secret": secret}, action="/laite")


def tell(engine: Engine, token: str, report: DeviceReport) -> str:
    """Let a phone report itself; gives its id."""
    with session_factory(engine).begin() as session:
        known = device_of_token(session, token)
        assert known is not None
        report_own_state(session, token, known.id, report, now=NOW)
        return str(known.id)


def test_a_phone_is_taken_into_use_by_what_the_contact_person_shows(
    contact_person: Visitor, visitor: Callable[[], Visitor], app_world: World
) -> None:
    shown = contact_person.submit({"name": "Box office"}, action="/uusi")
    assert shown.h1 == "Take Box office into use"
    assert "Works once, until 12:15." in shown.text
    assert "localhost/laite" in shown.text
    secret = secret_on(shown)
    assert re.fullmatch(r"([0-9A-Z]{4} ){6}[0-9A-Z]{4}", secret)
    phone = visitor()
    counter = take_into_use(phone, secret.lower())
    assert counter.path == "/kohde"
    assert "This phone is ready for the counter." in counter.text
    assert "Box office" in "".join(next(counter.root.iter("header")).itertext())
    assert {"/tili", "/kohde/laitteet"} & counter.links() == set()
    listed = contact_person.open("/kohde/laitteet").text
    assert "Box office" in listed
    assert "Last heard from: 12:05" in listed
    assert "No card list yet" in listed


def test_the_qr_holds_the_secret_and_no_page_shows_it_again(contact_person: Visitor) -> None:
    shown = contact_person.submit({"name": "Box office"}, action="/uusi")
    secret = secret_on(shown)
    assert "kk-qr" in shown.body
    again = contact_person.open("/kohde/laitteet/uusi")
    assert again.path == "/kohde/laitteet"
    assert secret not in again.body
    assert secret.replace(" ", "") not in again.body


def test_a_new_qr_keeps_the_name_and_ends_the_one_before(
    contact_person: Visitor, visitor: Callable[[], Visitor]
) -> None:
    old = secret_on(contact_person.submit({"name": "Box office"}, action="/uusi"))
    new = contact_person.submit(action="/uusi")
    assert new.h1 == "Take Box office into use"
    assert USED in take_into_use(visitor(), old).error_of("secret")


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_a_name_that_will_not_do_is_explained_and_kept(contact_person: Visitor, name: str) -> None:
    page = contact_person.submit({"name": name}, action="/uusi")
    assert (page.status, page.value_of("name")) == (422, name)
    assert page.error_of("name")


def test_used_late_and_guessed_codes_get_the_same_answer(
    contact_person: Visitor, visitor: Callable[[], Visitor], clock: MovableClock
) -> None:
    used = make_secret(contact_person)
    take_into_use(visitor(), used)
    late = make_secret(contact_person)
    clock.now += timedelta(minutes=10)
    for secret in (used, late, "0" * 26):
        page = take_into_use(visitor(), secret)
        assert (page.status, page.path) == (422, "/laite")
        assert USED in page.error_of("secret")
        assert page.response.headers.get("Set-Cookie", "").count("device=") == 0


def test_no_code_at_all_is_asked_for(visitor: Callable[[], Visitor]) -> None:
    assert "Write the code" in take_into_use(visitor(), " ").error_of("secret")


def test_guessing_is_slowed_down_and_typing_errors_are_no_guesses(limited_app: Flask) -> None:
    phone = english_visitor(limited_app)
    mistyped = [take_into_use(phone, "x") for _ in range(12)][-1]
    statuses = [take_into_use(phone, f"{number:026}").status for number in range(10)]
    phone.open("/laite")
    last = phone.submit({"secret": "0" * 26}, action="/laite").status
    assert (set(statuses), last) == ({422}, 429)
    assert (mistyped.status, TYPING_ERROR in mistyped.error_of("secret")) == (422, True)


def test_the_code_is_filled_in_and_not_sent_by_itself(visitor: Callable[[], Visitor]) -> None:
    form = visitor().open("/laite").form("/laite")
    assert "secret-from-fragment" in form.get("data-enhance", "")
    assert form.get("data-fill-only") is not None


def test_a_phone_that_is_taken_into_use_anew_is_no_longer_what_it_was(
    contact_person: Visitor, visitor: Callable[[], Visitor]
) -> None:
    phone = visitor()
    take_into_use(phone, make_secret(contact_person, "Old name"))
    take_into_use(phone, make_secret(contact_person, "New name"))
    listed = contact_person.open("/kohde/laitteet").text
    assert "New name" in listed
    assert "Old name" not in listed


def test_a_phone_out_of_use_is_out_at_once(contact_person: Visitor, visitor: Callable[[], Visitor]) -> None:
    phone = visitor()
    take_into_use(phone, make_secret(contact_person))
    contact_person.open("/kohde/laitteet")
    page = contact_person.answer_yes("/poista")
    assert page.path == "/kohde/laitteet"
    assert "The phone has been taken out of use." in page.text
    assert "No phones yet" in page.text
    assert phone.open("/kohde").path == "/kirjaudu"


def test_a_counters_phone_opens_the_counter_and_nothing_else(
    visitor: Callable[[], Visitor], app_world: World
) -> None:
    phone = visitor()
    become_counter_device(phone, app_world.venue)
    assert phone.open("/kohde").status == 200
    assert phone.open("/kohde/kirjaukset").status == 200
    for path in ("/tili", "/kohde/laitteet", "/jakaja", "/alue", "/keskus/", "/henkilosto/1/"):
        assert phone.open(path).status == 403


def test_what_is_missing_and_what_waits_is_said(
    contact_person: Visitor, app_world: World, sqlite_engine: Engine, visitor: Callable[[], Visitor]
) -> None:
    assert "needs your attention" not in contact_person.open("/kohde/laitteet").text
    token = become_counter_device(visitor(), app_world.venue)
    tell(sqlite_engine, token, DeviceReport(3, 1, NOW - timedelta(hours=26)))
    page = contact_person.open("/kohde/laitteet")
    assert "Something needs your attention" in page.text
    assert "2 records missing" in page.text
    assert "1 record waits on the phone to be sent." in page.text
    assert "have not arrived: 1–3." in page.text
    assert "Card list of 21 Nov 2026 at 10:05" in page.text


def test_a_silent_phone_is_told_to_the_venue_and_the_office(
    contact_person: Visitor, office: Visitor, app_world: World, visitor: Callable[[], Visitor],
    clock: MovableClock,
) -> None:  # fmt: skip
    become_counter_device(visitor(), app_world.venue, name="Cellar")
    assert "needs attention" not in office.open("/keskus/").text
    clock.now += timedelta(days=14)
    for person, path in ((contact_person, "/kohde/laitteet"), (office, "/keskus/laitteet")):
        person.sign_in(app_world.venue if person is contact_person else app_world.office)
        assert "Cellar Silent" in person.open(path).text
    assert "1 phone of a venue needs attention." in office.open("/keskus/").text


def test_the_office_sees_all_phones_when_it_asks_and_takes_any_out_of_use(
    office: Visitor, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    phone = visitor()
    become_counter_device(phone, app_world.other_venue, name="Museum shop")
    assert "All is well" in office.open("/keskus/laitteet").text
    page = office.open("/keskus/laitteet?kaikki=1")
    assert "Museum shop" in page.text
    assert app_world.other_venue.organisation.name["fi"] in page.text
    assert office.answer_yes("/poista").path == "/keskus/laitteet"
    assert phone.open("/kohde").path == "/kirjaudu"


def test_somebody_who_is_no_contact_person_sees_and_ends_the_own_phone_only(
    visitor: Callable[[], Visitor], app_world: World, colleague: Account, sqlite_engine: Engine
) -> None:
    become_counter_device(visitor(), app_world.venue, name="Box office")
    with session_factory(sqlite_engine).begin() as session:
        register_personal_device(session, own_desk(replace(app_world.venue, person_id=colleague.id)), now=NOW)
    person = visitor()
    person.open("/kirjaudu")
    person.submit({"email": colleague.email, "password": PASSWORD}, action="/kirjaudu")
    page = person.open("/kohde/laitteet")
    assert "Box office" not in page.text
    assert "Own phone of a member of staff" in page.text
    assert "/kohde/laitteet" in person.open("/kohde").links()
    person.page = page
    token = page.value_of("csrf_token")
    enrolling = person.client.post("/kohde/laitteet/uusi", data={"csrf_token": token, "name": "Mine"})
    assert enrolling.status_code == 403
    assert "No phones yet" in person.answer_yes("/poista").text


def test_another_venues_phone_cannot_be_taken_out_of_use(
    contact_person: Visitor, app_world: World, sqlite_engine: Engine, visitor: Callable[[], Visitor]
) -> None:
    phone = visitor()
    device_id = tell(
        sqlite_engine, become_counter_device(phone, app_world.other_venue), DeviceReport(0, 0, None)
    )
    token = contact_person.open("/kohde/laitteet").value_of("csrf_token")
    answer = contact_person.client.post(f"/kohde/laitteet/{device_id}/poista", data={"csrf_token": token})
    assert answer.status_code == 404
    assert phone.open("/kohde").status == 200


def test_the_phones_are_in_the_navigation_of_those_who_look_after_them(
    contact_person: Visitor, office: Visitor
) -> None:
    assert "/kohde/laitteet" in contact_person.open("/kohde").links()
    assert "/keskus/laitteet" in office.open("/lisaa").links()
