"""A phone asks who it is and for its list: by session, by its own cookie, and no more once it is revoked."""

import base64
import hashlib
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.conftest import NOW
from tests.factories import World, personal_card
from tests.support.card_list_reader import CardList, read_answer
from tests.support.counter_phone import report_state
from tests.support.english import english_visitor
from tests.support.venue_phone import become_counter_device
from tests.support.visitor import Visitor
from webapp.core.database import session_factory
from webapp.core.devices.actions import DeviceReport, revoke_device
from webapp.core.devices.models import Device
from webapp.plumbing.http.cookies import DEVICE_COOKIE, cookie_name

OURS = {"Origin": "http://localhost"}


@pytest.fixture
def code(app_world: World, sqlite_engine: Engine) -> str:
    with session_factory(sqlite_engine).begin() as session:
        return personal_card(session, app_world.distributor, app_world.codes[0], now=NOW, children=2).code


@pytest.fixture
def till(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """A member of the venue's staff on their own phone."""
    person = visitor()
    person.sign_in(app_world.venue)
    return person


@pytest.fixture
def desk(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """The counter's phone, with nobody signed in."""
    phone = visitor()
    become_counter_device(phone, app_world.venue)
    return phone


def post(phone: Visitor, path: str, body: Any) -> Any:
    return phone.client.post(path, json=body, headers=OURS)


def introduce(phone: Visitor) -> dict[str, Any]:
    answer: dict[str, Any] = post(phone, "/api/device", {}).get_json()
    return answer


def fetch_list(phone: Visitor, since: int | None = None, *, check: bool = False) -> bytes:
    response = post(phone, "/api/device/list", {"since": since, "check": check, "version": 3})
    assert (response.status_code, response.mimetype) == (200, "application/octet-stream")
    return bytes(response.data)


def revoke(engine: Engine, world: World, device_id: str) -> None:
    with session_factory(engine).begin() as session:
        revoke_device(session, world.venue, UUID(device_id), now=NOW)


def test_a_member_of_staffs_phone_becomes_a_device_by_asking(till: Visitor, app_world: World) -> None:
    answer = introduce(till)
    device = answer["device"]
    assert (device["kind"], device["name"]) == ("personal", app_world.venue.name)
    assert (device["venue_id"], answer["next_sequence"]) == (app_world.venue.organisation.id, 1)
    assert device["venue_name"].startswith("venue")
    assert len(base64.b64decode(answer["key"])) == 32


def test_the_cookie_is_out_of_reach_of_scripts_and_lasts(till: Visitor) -> None:
    cookie = post(till, "/api/device", {}).headers["Set-Cookie"]
    assert cookie.startswith("device=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/", f"Max-Age={400 * 86_400}"} <= set(cookie.split("; "))


def test_over_https_the_cookie_is_tied_to_the_host(app: Flask) -> None:
    app.config["SESSION_COOKIE_SECURE"] = True
    assert cookie_name(app, DEVICE_COOKIE) == "__Host-device"


def test_asking_again_is_the_same_device_with_a_new_key(till: Visitor, desk: Visitor) -> None:
    for phone in (till, desk):
        first, second = introduce(phone), introduce(phone)
        assert first["device"] == second["device"]
        assert first["key"] != second["key"]


def test_numbers_that_were_lost_with_the_storage_are_not_given_again(
    desk: Visitor, app_world: World, sqlite_engine: Engine
) -> None:
    device_id = UUID(introduce(desk)["device"]["id"])
    with session_factory(sqlite_engine).begin() as session:
        report_state(session, app_world.venue, device_id, DeviceReport(7, 2, None), now=NOW)
    assert introduce(desk)["next_sequence"] == 8


def test_the_next_person_on_a_phone_has_a_device_of_their_own(
    till: Visitor, app_world: World, sqlite_engine: Engine
) -> None:
    first = introduce(till)["device"]["id"]
    till.sign_in(app_world.other_venue)
    second = introduce(till)["device"]
    assert second["id"] != first
    assert second["venue_id"] == app_world.other_venue.organisation.id
    with session_factory(sqlite_engine)() as session:
        assert session.get_one(Device, UUID(first)).revoked_at == NOW
        assert session.get_one(Device, UUID(second["id"])).revoked_at is None


def test_a_session_wins_over_the_counters_cookie(desk: Visitor, app_world: World) -> None:
    counters = introduce(desk)["device"]
    desk.sign_in(app_world.venue)
    assert introduce(desk)["device"] == counters
    assert desk.open("/tili").status == 200


def test_signing_out_ends_the_own_phone_and_leaves_the_counters(
    till: Visitor, desk: Visitor, app_world: World, sqlite_engine: Engine
) -> None:
    desk.sign_in(app_world.venue)
    ids = {phone: UUID(introduce(phone)["device"]["id"]) for phone in (till, desk)}
    for phone in ids:
        phone.open("/tili")
        phone.submit(action="/ulos")
    assert till.client.get_cookie("device") is None
    assert post(desk, "/api/device", {}).status_code == 200
    with session_factory(sqlite_engine)() as session:
        revoked = {phone: session.get_one(Device, one).revoked_at for phone, one in ids.items()}
    assert revoked == {till: NOW, desk: None}


def test_a_list_holds_the_register_and_later_its_changes(
    desk: Visitor, code: str, app_world: World, sqlite_engine: Engine
) -> None:
    key, phone = base64.b64decode(introduce(desk)["key"]), CardList()
    read = phone.take(fetch_list(desk))
    assert read.is_full
    assert phone.agrees_with(read)
    entry = phone.entry_of(key, code)
    assert entry is not None
    assert entry & 0xFF == 2
    with session_factory(sqlite_engine).begin() as session:
        newer = personal_card(session, app_world.distributor, app_world.codes[1], now=NOW).code
    changes = phone.take(fetch_list(desk, phone.cursor, check=True))
    assert not changes.is_full
    assert phone.agrees_with(changes)
    assert phone.entry_of(key, newer) is not None


def test_a_list_names_the_key_it_is_sealed_with(desk: Visitor) -> None:
    key = base64.b64decode(introduce(desk)["key"])
    response = post(desk, "/api/device/list", {"since": None})
    assert response.headers["Kaikukortti-Key"] == hashlib.sha256(key).hexdigest()[:16]


def test_giving_a_list_is_noted(desk: Visitor, sqlite_engine: Engine) -> None:
    device_id = UUID(introduce(desk)["device"]["id"])
    fetch_list(desk)
    with session_factory(sqlite_engine)() as session:
        device = session.get_one(Device, device_id)
        assert (device.list_made_at, device.last_seen_at) == (NOW, NOW)


def test_a_cursor_of_another_time_gets_a_whole_list(desk: Visitor, code: str) -> None:
    assert read_answer(fetch_list(desk, 2**63 - 1)).is_full


@pytest.mark.usefixtures("code")
def test_a_page_that_names_no_version_gets_the_first_and_one_that_does_its_own(desk: Visitor) -> None:
    assert post(desk, "/api/device/list", {"since": None}).data[:4] == b"KKL1"
    for version in 1, 2, 3:
        answer = post(desk, "/api/device/list", {"since": None, "version": version}).data
        assert len(read_answer(answer, f"KKL{version}".encode()).entries) == 1


@pytest.mark.parametrize("body", [
    "", [], {"since": "1"}, {"since": -1}, {"since": True}, {"since": 2**63},
    {"version": 4}, {"version": "2"}, {"version": True}, {"version": None},
])  # fmt: skip
def test_what_is_no_cursor_or_no_version_is_400(desk: Visitor, body: Any) -> None:
    response = post(desk, "/api/device/list", body)
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")


def test_a_session_without_a_device_is_told_to_introduce_itself(till: Visitor) -> None:
    response = post(till, "/api/device/list", {"since": None})
    assert (response.status_code, response.get_json()["code"]) == (404, "no_device")


def test_nobody_is_signed_out(visitor: Callable[[], Visitor], app_world: World) -> None:
    for path in ("/api/device", "/api/device/list", "/api/visits", "/api/cards/check"):
        response = post(visitor(), path, {})
        assert (response.status_code, response.get_json()["code"]) == (401, "signed_out")


def test_a_personal_phone_without_its_session_is_signed_out_not_revoked(till: Visitor) -> None:
    introduce(till)
    till.client.delete_cookie("session")
    assert post(till, "/api/device/list", {}).get_json()["code"] == "signed_out"


def test_a_revoked_counters_phone_is_told_so(desk: Visitor, app_world: World, sqlite_engine: Engine) -> None:
    revoke(sqlite_engine, app_world, introduce(desk)["device"]["id"])
    for path in ("/api/device", "/api/device/list", "/api/visits", "/api/cards/check"):
        response = post(desk, path, {})
        assert (response.status_code, response.get_json()["code"]) == (401, "revoked")
    assert desk.open("/kohde").path == "/kirjaudu"


def test_a_revoked_personal_phone_starts_afresh(
    till: Visitor, app_world: World, sqlite_engine: Engine
) -> None:
    first = introduce(till)["device"]["id"]
    revoke(sqlite_engine, app_world, first)
    assert post(till, "/api/device/list", {}).get_json()["code"] == "no_device"
    assert introduce(till)["device"]["id"] != first


def test_only_venues_have_devices(visitor: Callable[[], Visitor], app_world: World) -> None:
    for actor in (app_world.distributor, app_world.coordinator, app_world.office):
        person = visitor()
        person.sign_in(actor)
        assert post(person, "/api/device", {}).status_code == 403
        assert post(person, "/api/device/list", {}).status_code == 403


@pytest.mark.parametrize("path", ["/api/device", "/api/device/list"])
def test_another_site_gets_neither_key_nor_list(desk: Visitor, path: str) -> None:
    for headers in ({}, {"Origin": "https://evil.example"}):
        assert desk.client.post(path, json={}, headers=headers).status_code == 403


def test_an_emptied_phone_is_another_device_from_then_on_under_the_same_cookie(
    desk: Visitor, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    first = introduce(desk)
    assert not first["worked_before"]
    post(desk, "/api/device/list", {})
    again = introduce(desk)
    assert (again["device"]["id"], again["worked_before"]) == (first["device"]["id"], True)
    anew = post(desk, "/api/device", {"emptied": first["device"]["id"]}).get_json()
    assert anew["device"]["id"] != first["device"]["id"]
    assert (anew["device"]["name"], anew["next_sequence"]) == (first["device"]["name"], 1)
    # Whose answer was lost says it again: that device is no more, and the phone is who it is now.
    repeated = post(desk, "/api/device", {"emptied": first["device"]["id"]}).get_json()
    assert repeated["device"]["id"] == anew["device"]["id"]
    contact = visitor()
    contact.speak("en")
    contact.sign_in(app_world.venue)
    page = contact.open("/kohde/laitteet").text
    assert page.count("Storage emptied") == 1
    assert "may be lost, and nobody knows how many" in page


def test_nobody_makes_another_phone_an_emptied_one(desk: Visitor, till: Visitor) -> None:
    theirs, ours = introduce(desk)["device"]["id"], introduce(till)["device"]["id"]
    assert post(till, "/api/device", {"emptied": theirs}).get_json()["device"]["id"] == ours
    assert introduce(desk)["device"]["id"] == theirs


def test_a_phone_that_asks_in_a_loop_is_told_how_long_to_wait(limited_app: Flask, app_world: World) -> None:
    phone = english_visitor(limited_app)
    become_counter_device(phone, app_world.venue)
    # A minute may end in the middle of them: by twice as many it is full.
    answers = [post(phone, "/api/device", {}) for _ in range(122)]
    refused = [one for one in answers if one.status_code == 429]
    assert {one.status_code for one in answers} == {200, 429}
    assert {one.mimetype for one in refused} == {"application/problem+json"}
    assert {1 <= int(one.headers["Retry-After"]) <= 60 for one in refused} == {True}
