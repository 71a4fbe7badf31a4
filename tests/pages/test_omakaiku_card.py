"""The card's page: what it says, what the phone may keep of it, and what it asks while it is shown."""

import gzip
import json
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from tests.conftest import NOW, MovableClock
from tests.factories import World, personal_card
from tests.support.english import english_visitor
from tests.support.page import Page
from tests.support.visitor import Visitor
from webapp.core.cards.actions import RenewalAnswers, renew_card, stop_card
from webapp.core.cards.models import Card
from webapp.core.cards.validity import CardStatus
from webapp.core.database import session_factory
from webapp.core.omakaiku.phones.actions import make_pairing
from webapp.plumbing.http.headers import FORGET_MARK

MARK = "Kaikukortti-Page"


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


@pytest.fixture
def card(app_world: World, sqlite_engine: Engine) -> Card:
    """A card with two children."""
    with session_factory(sqlite_engine).begin() as session:
        code = app_world.codes[0]
        return personal_card(session, app_world.distributor, code, now=NOW, children=2).card


@pytest.fixture
def secret(card: Card, app_world: World, sqlite_engine: Engine) -> str:
    """What the distributor's screen shows."""
    with session_factory(sqlite_engine).begin() as session:
        return make_pairing(session, app_world.distributor, card.id, now=NOW).secret


@pytest.fixture
def holder(visitor: Callable[[], Visitor], secret: str) -> Visitor:
    """Somebody whose phone has just taken the card."""
    person = visitor()
    person.open("/oma/liita")
    person.submit({"secret": secret}, action="/oma/liita")
    return person


def code_of(engine: Engine, card: Card) -> str:
    with session_factory(engine)() as session:
        return session.scalars(select(Card).where(Card.id == card.id)).one().codes[0].code


def live_state(person: Visitor) -> dict[str, str]:
    response = person.client.get("/oma/tila")
    assert response.headers["Cache-Control"] == "no-store"
    answer: dict[str, str] = json.loads(response.text)
    return answer


def facts_on(page: Page) -> str:
    found = next(one.get("data-card") for one in page.root.iter("div") if one.get("data-card"))
    return unescape(found or "")


def test_a_phone_that_has_just_taken_the_card_is_asked_for_its_language_once(holder: Visitor) -> None:
    assert holder.page is not None
    assert holder.page.h1 == "The card is on this phone"
    assert holder.page.response.headers[MARK] == "page"  # not to be cached instead of the card
    swedish = holder.submit(action="/kieli", button="language=sv")
    assert swedish.root.get("lang") == "sv"
    assert "/oma" in swedish.links()
    holder.speak("en")
    assert holder.open("/oma").h1 == "My Kaikukortti"


def test_the_name_is_asked_for_by_the_phone_alone(holder: Visitor) -> None:
    for path in ("/oma?uusi=1", "/oma/nimi"):
        names = [one for one in holder.open(path).root.iter("input") if one.get("id") == "holder-name"]
        assert [(one.get("name"), one.get("value")) for one in names] == [(None, None)]


def test_a_screen_reader_reads_the_card_as_one_sentence(
    holder: Visitor, card: Card, sqlite_engine: Engine
) -> None:
    code = code_of(sqlite_engine, card)
    grouped = " ".join((code[0], code[1:4], code[4:7], code[7:]))
    page = holder.open("/oma")
    sentence = f"My Kaikukortti with the code {grouped} is valid until 22 November 2027"
    assert f"{sentence}, and 2 children can come along." in page.text
    assert "own children and grandchildren under 16" in page.text
    assert "the same event" in page.text
    assert "Course places are for you alone" in page.text


def test_the_phone_may_keep_the_card_and_clears_it_away_without_one(
    holder: Visitor, visitor: Callable[[], Visitor]
) -> None:
    assert holder.open("/oma").response.headers[MARK] == "card"
    holder.submit(action="/oma/unohda")
    assert holder.submit(action="/oma/unohda").response.headers[MARK] == "no-card"
    assert visitor().open("/oma").response.headers[MARK] == "no-card"


def test_the_card_comes_compressed_but_for_an_address_with_words_in_it(holder: Visitor) -> None:
    accepted = {"Accept-Encoding": "gzip"}
    bare, asked = (holder.client.get(path, headers=accepted) for path in ("/oma", "/oma?x=csrf_token"))
    assert bare.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(bare.data).count(b"</html>") == 1
    assert "Content-Encoding" not in asked.headers


def test_a_phone_in_other_hands_is_told_to_drop_the_places_that_were_looked_for(
    holder: Visitor, card: Card, app_world: World, sqlite_engine: Engine
) -> None:
    assert holder.page is not None
    assert holder.page.response.headers[FORGET_MARK] == "places"
    assert FORGET_MARK not in holder.open("/oma").response.headers
    with session_factory(sqlite_engine).begin() as session:
        stop_card(session, app_world.distributor, card.id, status=CardStatus.WITHDRAWN, now=NOW)
    assert holder.open("/oma").response.headers[FORGET_MARK] == "places"


def test_while_it_is_shown_the_page_is_told_of_its_own_card_only(
    holder: Visitor, visitor: Callable[[], Visitor], card: Card, sqlite_engine: Engine, clock: MovableClock
) -> None:
    code = code_of(sqlite_engine, card)
    shown = facts_on(holder.open("/oma"))
    clock.now += timedelta(minutes=3)
    answer = live_state(holder)
    assert answer["card"] == shown == f"{code} valid 2027-11-22 2"
    assert (answer["code"], answer["state"], answer["valid_until"]) == (code, "valid", "2027-11-22")
    assert answer["checked_at"] == "2026-11-22T10:08:00+00:00"
    assert "12:08" in answer["words"]["today"]  # type: ignore[index]
    assert live_state(visitor()) == {"card": "", "state": "no-card"}
    assert visitor().client.get(f"/oma/tila?code={code}").json == {"card": "", "state": "no-card"}


@pytest.mark.parametrize(
    ("status", "state", "heading"),
    [
        (CardStatus.WITHDRAWN, "card_withdrawn", "This card has been stopped"),
        (CardStatus.ENDED, "card_ended", "This card has been closed"),
    ],
)
def test_a_card_that_has_changed_is_told_at_once(
    *, holder: Visitor, app_world: World, card: Card, sqlite_engine: Engine,
    status: CardStatus, state: str, heading: str,
) -> None:  # fmt: skip
    before = facts_on(holder.open("/oma"))
    with session_factory(sqlite_engine).begin() as session:
        stop_card(session, app_world.distributor, card.id, status=status, now=NOW)
    assert live_state(holder)["state"] == state
    assert live_state(holder)["card"] != before
    page = holder.open("/oma")
    assert page.response.headers[MARK] == "card"  # it replaces the cached one
    assert page.h1 == heading
    assert {"/oma/liita", "/alueet"} <= page.links()


def test_a_closed_card_says_who_gives_a_new_one_and_a_lost_one_tells_its_finder_nothing(
    holder: Visitor, app_world: World, card: Card, sqlite_engine: Engine
) -> None:
    stops = {}
    for status in (CardStatus.WITHDRAWN, CardStatus.ENDED):
        with session_factory(sqlite_engine).begin() as session:
            again = session.get_one(Card, card.id)
            again.status, again.stopped_at = CardStatus.ACTIVE, None
            session.flush()
            stop_card(session, app_world.distributor, card.id, status=status, now=NOW)
        stops[status] = holder.open("/oma")
    place = app_world.distributor.organisation
    assert place.name.said_in("en").text in stops[CardStatus.ENDED].text
    assert "Kajaani" in stops[CardStatus.ENDED].text
    assert f"/alueet/{place.network_id}" in stops[CardStatus.ENDED].links()
    assert place.name.said_in("en").text not in stops[CardStatus.WITHDRAWN].text


def test_a_card_at_the_end_of_its_time_says_what_to_do_and_comes_back_by_itself(
    holder: Visitor, app_world: World, card: Card, sqlite_engine: Engine, clock: MovableClock
) -> None:
    clock.now += timedelta(days=366)
    page = holder.open("/oma")
    assert page.h1 == "Your card has come to the end of its time"
    assert "22 November 2027" in page.text
    assert "works again on this phone by itself" in page.text
    with session_factory(sqlite_engine).begin() as session:
        renew_card(session, app_world.distributor, card.id, answers=RenewalAnswers(1), now=clock.now)
    assert live_state(holder)["state"] == "valid"
    assert holder.open("/oma").h1 == "My Kaikukortti"


def test_how_to_install_is_told_for_both_kinds_of_phones(visitor: Callable[[], Visitor]) -> None:
    page = visitor().open("/oma/asenna")
    assert "Android" in page.text
    assert "iPhone" in page.text
    assert len([one for one in page.root.iter("ol") if one.get("class") == "kk-steps"]) == 2


def test_a_holder_without_a_network_is_shown_the_way_to_the_card(
    holder: Visitor, visitor: Callable[[], Visitor]
) -> None:
    assert {"/oma"} <= holder.open("/ei-verkkoa").links()
    assert "/kohde" not in holder.open("/ei-verkkoa").links()
    assert "/kohde" in visitor().open("/ei-verkkoa").links()
