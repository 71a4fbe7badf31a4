"""The page of reminders: off unless asked for, sent by the ordinary form, hidden where there is no key."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from tests.conftest import NOW, MovableClock
from tests.factories import World
from tests.support.holder_portal import phone_with_card
from tests.support.visitor import Visitor, session_factory_of
from webapp import create_app
from webapp.core.cards.actions import stop_card
from webapp.core.cards.queries import CardInHand
from webapp.core.cards.validity import CardStatus
from webapp.core.omakaiku.reminders.models import HolderNotice
from webapp.plumbing.push.vapid import new_private_key
from webapp.settings import Settings

ENDPOINT = "https://fcm.googleapis.com/fcm/send/one"
NEAR_THE_END = NOW - timedelta(days=330)
Phone = tuple[Visitor, CardInHand]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """With a key for reminders."""
    subject = "mailto:office@kaikukortti.example"
    return replace(settings, vapid_private_key=new_private_key(), vapid_subject=subject)


@pytest.fixture
def phone(app: Flask, app_world: World, visitor: Callable[[], Visitor]) -> Phone:
    """A phone whose card ends in five weeks."""
    return phone_with_card(app, app_world, visitor, now=NEAR_THE_END)


def test_it_is_off_and_says_what_comes_and_that_scripts_are_needed(phone: Phone, app_world: World) -> None:
    person, held = phone
    page = person.open("/oma/muistutus")
    assert "Your phone can tell you when it is time to renew your card" in page.text
    assert "It says nothing about your card" in page.text
    assert "It is off unless you turn it on." in page.text
    assert "The reminder needs JavaScript" in page.text
    (part,) = [one for one in page.root.iter("div") if one.get("data-enhance") == "notices"]
    assert len(part.get("data-key") or "") == 87
    assert part.get("data-text") == "There is something new for you. Tap to look."
    assert held.code not in page.response.text
    assert f"Where your card is renewed {app_world.distributor.organisation.name['fi']}" in page.text


def test_renewal_and_phones_lead_there(phone: Phone) -> None:
    person = phone[0]
    assert "/oma/muistutus" in person.open("/oma").links()
    assert "/oma/muistutus" in person.open("/oma/puhelimet").links()


def test_it_is_turned_on_twice_and_off_twice(phone: Phone) -> None:
    person = phone[0]
    for _ in range(2):
        person.open("/oma/muistutus")
        answer = person.submit({"endpoint": ENDPOINT}, action="/muistutus")
        assert "The reminder is now on for this phone." in answer.text
    page = person.open("/oma/muistutus")
    assert "The reminder has been on for this phone since 22 Nov 2026." in page.text
    assert "needs a browser" not in page.text
    token = page.value_of("csrf_token")
    for _ in range(2):
        answer_to_off = person.client.post(
            "/oma/muistutus/pois", data={"csrf_token": token}, follow_redirects=True
        )
        assert "The reminder is now off for this phone." in answer_to_off.text
        assert "has been on for this phone" not in answer_to_off.text


@pytest.mark.parametrize(
    ("endpoint", "sentence"),
    [
        ("", "The phone did not finish."),
        ("https://attacker.example/", "come from a place that we do not know"),
        ("http://127.0.0.1:8000/", "come from a place that we do not know"),
    ],
)
def test_an_address_that_is_none_is_told(app: Flask, phone: Phone, endpoint: str, sentence: str) -> None:
    person = phone[0]
    person.open("/oma/muistutus")
    page = person.submit({"endpoint": endpoint}, action="/muistutus")
    assert (page.status, sentence in page.text) == (422, True)
    with session_factory_of(app)() as session:
        assert session.scalars(select(HolderNotice)).all() == []


def test_a_token_is_needed(phone: Phone) -> None:
    answer = phone[0].client.post("/oma/muistutus", data={"endpoint": ENDPOINT})
    assert answer.status_code == 400


def test_the_page_of_my_data_shows_the_reminder(phone: Phone) -> None:
    person = phone[0]
    assert "Reminder" not in person.open("/oma/tiedot").text
    person.open("/oma/muistutus")
    person.submit({"endpoint": ENDPOINT}, action="/muistutus")
    assert "Reminder Unknown device, since 22 Nov 2026" in person.open("/oma/tiedot").text
    data = json.loads(person.submit(action="/tiedot.json").response.text)
    assert data["reminders"] == [
        {
            "phone": "other",
            "turned_on_at": "2026-11-22T10:05:00+00:00",
            "push_service": ENDPOINT,
            "told_of_last_valid_day": "2026-12-27",
        }
    ]


def test_a_card_that_has_been_ended_offers_none(app: Flask, app_world: World, phone: Phone) -> None:
    person, held = phone
    with session_factory_of(app).begin() as session:
        stop_card(session, app_world.distributor, held.card.id, status=CardStatus.ENDED, now=NOW)
    assert "This card is not in use" in person.open("/oma/muistutus").text


def test_without_a_key_nothing_leads_there_and_nothing_is_there(
    settings: Settings, app_world: World, sqlite_engine: Engine, clock: MovableClock
) -> None:
    app = create_app(replace(settings, vapid_private_key=""), engine=sqlite_engine, clock=clock)
    person, _ = phone_with_card(app, app_world, lambda: Visitor(app), now=NEAR_THE_END)
    token = person.open("/oma/puhelimet").value_of("csrf_token")
    assert "/oma/muistutus" not in person.open("/oma/puhelimet").links()
    assert "/oma/muistutus" not in person.open("/oma").links()
    assert person.open("/oma/muistutus").status == 404
    for path in ("/oma/muistutus", "/oma/muistutus/pois"):
        data = {"csrf_token": token, "endpoint": ENDPOINT}
        assert person.client.post(path, data=data).status_code == 404
