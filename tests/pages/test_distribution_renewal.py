"""Renewing: the new last day and what it is counted from are told before it is done; nothing is shortened."""

import uuid
from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW, MovableClock
from tests.factories import KAJAANI, NOKIA, TRIAL_ENDS, World, add_actor, community_card, personal_card
from tests.support.page import Page
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.cards.models import Card
from webapp.core.networks.models import Network, Participation

LAST_DAY = date(2027, 11, 22)


@pytest.fixture
def card(app: Flask, app_world: World) -> uuid.UUID:
    """A personal card of today's."""
    with session_factory_of(app).begin() as session:
        return personal_card(session, app_world.distributor, app_world.codes[0], now=NOW).card.id


@pytest.fixture
def community(app: Flask, app_world: World) -> uuid.UUID:
    """A card of the organisation's own, for three and a half years."""
    until = date(2030, 6, 30)
    with session_factory_of(app).begin() as session:
        return community_card(
            session, app_world.distributor, app_world.codes[1], now=NOW, until=until
        ).card.id


@pytest.fixture
def worker(
    visitor: Callable[[], Visitor], app_world: World, clock: MovableClock
) -> Callable[[date], Visitor]:
    """Let a distributor's worker sign in on a day."""

    def on(day: date) -> Visitor:
        clock.now = datetime.combine(day, NOW.timetz())
        person = visitor()
        person.speak("en")
        person.sign_in(app_world.distributor)
        return person

    return on


def page_of(person: Visitor, card: uuid.UUID) -> Page:
    return person.open(f"/jakaja/kortti/{card}/uusi")


def last_day_of(app: Flask, card: uuid.UUID) -> date:
    with session_factory_of(app)() as session:
        until: date = session.get_one(Card, card).valid_until
        return until


@pytest.mark.parametrize(
    ("today", "told", "until"),
    [
        (date(2027, 3, 1), "12 months from today. If you renew it on 22 Sep 2027 or later", date(2028, 3, 1)),
        (date(2027, 10, 1), "renewing early costs the holder no days", date(2028, 11, 22)),
        (date(2027, 12, 1), "That is 12 months from today. Write the new day", date(2028, 12, 1)),
        (date(2026, 11, 22), "brings no more days, and takes none. If you renew it on", LAST_DAY),
    ],
)
def test_what_renewing_does_is_told_before_it_is_done(
    worker: Callable[[date], Visitor], app: Flask, card: uuid.UUID, today: date, told: str, until: date
) -> None:
    person = worker(today)
    page = page_of(person, card)
    assert told in page.text
    assert f"Renewed today, the card is valid until {until.day} {until:%b %Y}." in page.text
    assert last_day_of(app, card) == LAST_DAY
    person.submit({"children": "1"}, action="/uusi")
    assert last_day_of(app, card) == until


def test_renewing_twice_brings_what_renewing_once_does(
    worker: Callable[[date], Visitor], app: Flask, card: uuid.UUID
) -> None:
    person = worker(date(2027, 10, 1))
    for _ in range(2):
        page_of(person, card)
        person.submit({"children": "1"}, action="/uusi")
    assert last_day_of(app, card) == date(2028, 11, 22)


def test_a_community_cards_new_day_is_asked_and_never_goes_back(
    worker: Callable[[date], Visitor], app: Flask, community: uuid.UUID
) -> None:
    person = worker(date(2027, 11, 27))
    page = page_of(person, community)
    assert "Renewing keeps that day or moves it on, never back." in page.text
    assert page.value_of("valid_until") == "30 Jun 2030"
    page = person.submit({"valid_until": "27.11.2028"}, action="/uusi")
    assert (page.status, page.value_of("valid_until")) == (422, "27.11.2028")
    assert "already valid until 30 Jun 2030, and renewing does not shorten" in page.error_of("valid_until")
    assert last_day_of(app, community) == date(2030, 6, 30)
    assert "The card has been renewed" in person.submit({"valid_until": "30.6.2031"}, action="/uusi").text
    assert last_day_of(app, community) == date(2031, 6, 30)


@pytest.mark.parametrize(
    ("typed", "words"), [("", "such as"), ("31.6.2031", "no such day"), ("1.1.2099", "at the latest")]
)
def test_a_day_that_will_not_do_is_told_at_its_field(
    worker: Callable[[date], Visitor], app: Flask, community: uuid.UUID, typed: str, words: str
) -> None:
    person = worker(date(2027, 11, 27))
    page_of(person, community)
    page = person.submit({"valid_until": typed}, action="/uusi")
    assert (page.status, page.value_of("valid_until")) == (422, typed)
    assert words in page.error_of("valid_until")
    assert last_day_of(app, community) == date(2030, 6, 30)


@pytest.mark.parametrize(
    ("place", "told", "until"),
    [
        (
            KAJAANI,
            "In Kajaani the card is here to stay. The cards that your office gives are valid for 12",
            2027,
        ),
        (
            NOKIA,
            "Nokia is still on trial. The cards that your office gives are valid until the trial ends",
            0,
        ),
        (None, "Your office serves the whole network, and in a part of it the card is here to stay.", 2027),
    ],
)
def test_where_municipalities_differ_the_rule_by_which_cards_are_given_is_shown(
    app: Flask, app_world: World, visitor: Callable[[], Visitor], place: str | None, told: str, until: int
) -> None:
    with session_factory_of(app).begin() as session:
        trial = session.scalars(select(Participation).where(Participation.municipality_code == NOKIA)).one()
        trial.network_id = app_world.kainuu
        kainuu = session.get_one(Network, app_world.kainuu)
        worker = add_actor(session, "distributor", now=NOW, network=kainuu, municipality=place)
    person = visitor()
    person.speak("en")
    person.sign_in(worker)
    page = person.open("/jakaja/uusi")
    assert told in page.text
    assert "On trial here: Nokia until 31 Mar 2027." in page.text
    last = date(until, 11, 22) if until else TRIAL_ENDS
    assert f"Last valid day {last.day} {last:%b %Y}" in page.text


def test_where_all_municipalities_are_alike_nothing_is_said_of_it(worker: Callable[[date], Visitor]) -> None:
    text = worker(NOW.date()).open("/jakaja/uusi").text
    assert "here to stay" not in text
    assert "on trial" not in text
