"""What is only read, refused or tried is written to the log too: once, shortly, and never of a cardholder."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.conftest import NOW, MovableClock
from tests.factories import World, personal_card
from tests.support.english import english_visitor
from tests.support.holder_portal import new_phone
from tests.support.venue_phone import become_counter_device
from tests.support.visitor import Visitor, form_values, session_factory_of
from webapp.core.accounts.models import Account
from webapp.core.audit.circumstances import shortened_origin
from webapp.core.audit.models import AuditRecord

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148"
TABLET = "Mozilla/5.0 (Linux; Android 14; SM-X200) Safari/537.36"
HERE = {"device_type": "computer", "origin": "127.0.0.0/24"}


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


def written(app: Flask, event: str) -> list[AuditRecord]:
    with session_factory_of(app)() as session:
        ordered = select(AuditRecord).where(AuditRecord.event == event).order_by(AuditRecord.at)
        return list(session.scalars(ordered))


def facts(app: Flask, event: str) -> list[dict[str, Any]]:
    return [one.facts for one in written(app, event)]


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:aaaa:bbbb::1", "2001:db8:aaaa::/48"),
        ("unix:", ""),
    ],
)
def test_of_an_address_only_its_network_is_kept(address: str, kept: str) -> None:
    assert shortened_origin(address) == kept


def test_reading_is_noted_once_an_hour_for_each_person_and_thing(
    app: Flask, visitor: Callable[[], Visitor], app_world: World, clock: MovableClock
) -> None:
    world = app_world
    with session_factory_of(app).begin() as session:
        cards = [personal_card(session, world.distributor, code, now=NOW).card.id for code in world.codes[:2]]
    distributor, venue, coordinator = visitor(), visitor(), visitor()
    for person, actor in (
        (distributor, world.distributor), (venue, world.venue), (coordinator, world.coordinator),
    ):  # fmt: skip
        person.sign_in(actor)
    for minutes in (0, 59, 61):
        clock.now = NOW + timedelta(minutes=minutes)
        for card in cards:
            distributor.open(f"/jakaja/kortti/{card}/")
        venue.open("/kohde/aiemmat")
        coordinator.open("/alue/palaute")
        coordinator.open(f"/henkilosto/{world.venue.organisation.id}/")
    assert [one["card_id"] for one in facts(app, "card_viewed")] == [str(card) for card in cards] * 2
    for event, who in (("history_read", world.venue), ("feedback_read", world.coordinator)):
        assert [one.account_id for one in written(app, event)] == [who.account_id] * 2
    read = HERE | {"of_organisation_id": world.venue.organisation.id}
    assert facts(app, "staff_list_read") == [read, read]


def test_who_comes_and_goes_is_noted_with_the_kind_of_device(
    app: Flask, visitor: Callable[[], Visitor], app_world: World
) -> None:
    person = visitor()
    person.client.environ_base["HTTP_USER_AGENT"] = PHONE
    person.write_password(app_world.venue)
    assert written(app, "signed_in")[-1].facts == HERE | {"device_type": "phone"}
    person.client.environ_base["HTTP_USER_AGENT"] = TABLET
    person.open("/tili")
    person.submit(action="/ulos")
    (left,) = written(app, "signed_out")
    assert (left.account_id, left.facts) == (
        app_world.venue.account_id, HERE | {"device_type": "tablet"}
    )  # fmt: skip


def test_a_wrong_password_is_noted_at_the_account_and_a_wrong_address_is_not_kept(
    app: Flask, visitor: Callable[[], Visitor], app_world: World
) -> None:
    stranger = visitor()
    with session_factory_of(app)() as session:
        known = session.get_one(Account, app_world.venue.account_id).email
    for address in (known, "nobody@elsewhere.example"):
        stranger.open("/kirjaudu")
        stranger.submit({"email": address, "password": "wrong horse"}, action="/kirjaudu")
    failed = written(app, "sign_in_failed")
    assert sorted(str(one.account_id) for one in failed) == [str(app_world.venue.account_id), "None"]
    assert all(one.facts == HERE for one in failed)
    office = visitor()
    office.sign_in(app_world.office)
    text = office.open("/keskus/loki").text
    assert "Somebody who was not signed in could not sign in" in text
    assert "From the network 127.0.0.0/24" in text
    assert "On a computer" in text
    assert "elsewhere.example" not in text


def test_what_a_role_may_not_open_is_noted_once(
    app: Flask, visitor: Callable[[], Visitor], app_world: World
) -> None:
    venue = visitor()
    venue.sign_in(app_world.venue)
    for path in ("/keskus/loki", "/keskus/loki", "/alue/palaute"):
        assert venue.open(path).status == 403
    assert [one["page"] for one in facts(app, "access_refused")] == ["/keskus/loki", "/alue/palaute"]


def test_a_refused_writing_is_noted_although_all_it_did_is_rolled_back(
    app: Flask, visitor: Callable[[], Visitor], app_world: World
) -> None:
    venue = visitor()
    venue.sign_in(app_world.venue)
    venue.open("/tili")
    assert venue.page is not None
    sent = form_values(venue.page.form("/ulos"))
    assert venue.client.post("/alue/anna-vinkki", data=sent).status_code == 403
    assert "/alue/anna-vinkki" in [one["page"] for one in facts(app, "access_refused")]


def test_who_has_to_wait_is_noted_once(limited_app: Flask) -> None:
    stranger = english_visitor(limited_app)
    statuses = []
    for _ in range(13):
        stranger.open("/kirjaudu")
        sent = {"email": "nobody@elsewhere.example", "password": "wrong horse"}
        token = form_values(stranger.page.form("/kirjaudu"))["csrf_token"] if stranger.page else ""
        statuses.append(stranger.client.post("/kirjaudu", data=sent | {"csrf_token": token}).status_code)
    assert statuses.count(429) > 1
    assert facts(limited_app, "tries_held_up") == [HERE | {"page": "/kirjaudu"}]


def test_a_cardholder_is_not_noted(app: Flask, visitor: Callable[[], Visitor], app_world: World) -> None:
    with session_factory_of(app).begin() as session:
        held = personal_card(session, app_world.distributor, app_world.codes[0], now=NOW)
        token = new_phone(session, app_world.distributor, held, now=NOW)
    phone = visitor()
    phone.client.set_cookie("card", token)
    with session_factory_of(app)() as session:
        before = session.scalar(select(func.count()).select_from(AuditRecord))
    for path in ("/oma/", "/oma/kaynnit", "/keskus/loki"):
        phone.open(path)
    with session_factory_of(app)() as session:
        assert session.scalar(select(func.count()).select_from(AuditRecord)) == before
        assert not any("origin" in one for one in session.scalars(select(AuditRecord.facts)))


def test_a_phones_list_is_noted_once_a_day(
    app: Flask, visitor: Callable[[], Visitor], app_world: World, clock: MovableClock
) -> None:
    phone = visitor()
    become_counter_device(phone, app_world.venue)
    phone.client.post("/api/device", json={}, headers={"Origin": "http://localhost"})
    for hours in (0, 1, 23, 25):
        clock.now = NOW + timedelta(hours=hours)
        answer = phone.client.post(
            "/api/device/list", json={"since": None}, headers={"Origin": "http://localhost"}
        )
        assert answer.status_code == 200
    assert len(facts(app, "list_fetched")) == 2


def test_a_bad_invitation_is_noted(app: Flask, visitor: Callable[[], Visitor], app_world: World) -> None:
    stranger = visitor()
    stranger.open("/kutsu")
    sent = {"secret": "A" * 26, "name": "N", "password": "kolme hevosta laukkaa"}
    stranger.submit(sent, action="/kutsu")
    assert facts(app, "invitation_refused") == [HERE]
