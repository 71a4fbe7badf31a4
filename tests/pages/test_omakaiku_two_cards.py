"""Two cards on one phone: which of them the pages are about, and that each has its own end."""

import json
import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.conftest import NOW, MovableClock
from tests.factories import World, personal_card
from tests.support.english import english_visitor
from tests.support.holder_portal import new_phone
from tests.support.visitor import Visitor
from webapp.core.cards.actions import stop_card
from webapp.core.cards.queries import CardInHand
from webapp.core.cards.validity import CardStatus
from webapp.core.database import session_factory
from webapp.core.omakaiku.phones.actions import make_pairing
from webapp.core.omakaiku.phones.queries import card_on_phone


@pytest.fixture
def cards(app_world: World, sqlite_engine: Engine) -> list[CardInHand]:
    with session_factory(sqlite_engine).begin() as session:
        return [personal_card(session, app_world.distributor, code, now=NOW) for code in app_world.codes[:2]]


@pytest.fixture
def tokens(cards: list[CardInHand], app_world: World, sqlite_engine: Engine) -> list[str]:
    with session_factory(sqlite_engine).begin() as session:
        earlier = NOW - timedelta(hours=1)
        return [
            new_phone(session, app_world.distributor, held, now=now)
            for held, now in zip(cards, (earlier, NOW), strict=True)
        ]


@pytest.fixture
def phone(app: Flask, tokens: list[str]) -> Visitor:
    person = english_visitor(app)
    for name, token in zip(("card", "other-card"), tokens, strict=True):
        person.client.set_cookie(name, token)
    return person


def about(phone: Visitor) -> str:
    """The code's end of the card that a page is about."""
    return phone.open("/oma/puhelimet").response.text.split("••")[1][:3]


def test_both_cards_stand_on_the_one_page_and_are_asked_for_together(
    phone: Visitor, cards: list[CardInHand]
) -> None:
    page = phone.open("/oma")
    marked = [one.get("data-copied") for one in page.root.iter("p") if one.get("data-copied")]
    assert marked == [held.code for held in cards]
    asked = json.loads(phone.client.get("/oma/tila").text)
    assert [one.split()[0] for one in asked["card"].split(", ")] == marked
    assert asked["card"] in {one.get("data-card") for one in page.root.iter("div")}


def test_the_pages_are_about_the_card_that_was_chosen_last(phone: Visitor, cards: list[CardInHand]) -> None:
    first, second = (held.code for held in cards)
    assert about(phone) == first[-3:]
    page = phone.submit(action="/vaihda", button=f"card={second}")
    assert page.path == "/oma/puhelimet"
    assert about(phone) == second[-3:]
    phone.submit(action="/vaihda", button="card=A000000000")  # no card of this phone
    assert about(phone) == second[-3:]


def test_stopping_one_card_stops_that_card(
    phone: Visitor, tokens: list[str], cards: list[CardInHand], sqlite_engine: Engine
) -> None:
    phone.open("/oma")
    page = phone.submit({"card": cards[1].code}, action="/vaihda", button="next=/oma/kadonnut")
    assert page.path == "/oma/kadonnut"
    phone.submit(action="/oma/kadonnut")
    with session_factory(sqlite_engine)() as session:
        held = [card_on_phone(session, token, now=NOW) for token in tokens]
    assert [one.refusal is None for one in held if one] == [True, False]


@pytest.mark.parametrize("taken_off", [0, 1])
def test_a_card_that_is_taken_off_leaves_the_other_on_the_phone(
    phone: Visitor, cards: list[CardInHand], taken_off: int
) -> None:
    phone.open("/oma")
    sent = {"card": str(cards[taken_off].card.id), "csrf_token": token_of(phone)}
    asked = phone.client.post("/oma/unohda", data=sent, follow_redirects=True)
    assert f"ends in {cards[taken_off].code[-3:]}" in asked.text
    phone.client.post("/oma/unohda", data={**sent, "confirmed": "yes"})
    page = phone.open("/oma")
    marked = [one.get("data-copied") for one in page.root.iter("p") if one.get("data-copied")]
    assert marked == [cards[1 - taken_off].code]
    assert "Change to the other card" not in phone.open("/oma/puhelimet").text


def token_of(phone: Visitor) -> str:
    assert phone.page
    inputs = phone.page.root.iter("input")
    return next(one.get("value", "") for one in inputs if one.get("name") == "csrf_token")


def test_a_phone_whose_first_card_has_gone_shows_the_other(phone: Visitor, cards: list[CardInHand]) -> None:
    phone.client.set_cookie("card", "a-token-of-no-phone")
    page = phone.open("/oma")
    assert cards[1].code in page.response.text
    assert len(list(page.root.iter("article"))) == 1


def test_a_second_card_is_taken_beside_the_first(
    app: Flask, app_world: World, sqlite_engine: Engine, clock: MovableClock
) -> None:
    with session_factory(sqlite_engine).begin() as session:
        held = [personal_card(session, app_world.distributor, code, now=NOW) for code in app_world.codes[:2]]
        secrets = [make_pairing(session, app_world.distributor, one.card.id, now=NOW).secret for one in held]
        codes = [one.code for one in held]
    person = english_visitor(app)
    for secret in secrets:
        person.open("/oma/liita")
        person.submit({"secret": secret}, action="/oma/liita")
        clock.now += timedelta(minutes=1)
    page = person.open("/oma")
    marked = [one.get("data-copied") for one in page.root.iter("p") if one.get("data-copied")]
    assert marked == codes, "in the order in which they came"
    tabs = {one.get("href"): one.get("aria-current") for one in page.root.iter("a")}
    assert (tabs["#card-1"], tabs["#card-2"]) == (None, "true"), "it is about the one that has come last"
    person.open("/oma/puhelimet")
    person.submit(action="/vaihda", button=f"card={codes[0]}")
    again = person.open("/oma")
    assert [one.get("data-copied") for one in again.root.iter("p") if one.get("data-copied")] == codes


def test_beside_a_card_that_has_ended_the_other_is_shown_large(
    phone: Visitor, app_world: World, cards: list[CardInHand], sqlite_engine: Engine
) -> None:
    with session_factory(sqlite_engine).begin() as session:
        stop_card(session, app_world.distributor, cards[0].card.id, status=CardStatus.ENDED, now=NOW)
    body = phone.open("/oma").body
    shown = re.findall(r'<use href="#(\w+)"', body)
    assert len(shown) == 2
    assert set(shown) <= set(re.findall(r'<svg id="(\w+)"', body))


def test_without_a_card_of_this_phone_nothing_is_taken_off(phone: Visitor, cards: list[CardInHand]) -> None:
    phone.open("/oma")
    token = token_of(phone)
    for named in ({}, {"card": "another"}):
        sent = {**named, "csrf_token": token, "confirmed": "yes"}
        assert phone.client.post("/oma/unohda", data=sent).headers["Location"] == "/oma"
    assert phone.open("/oma/unohda").path == "/oma"
    assert all(held.code in phone.open("/oma").response.text for held in cards)


def test_the_question_is_of_its_card_in_any_language_and_so_is_the_act(
    phone: Visitor, cards: list[CardInHand]
) -> None:
    address = f"/oma/unohda?card={cards[1].card.id}"
    assert f"ends in {cards[1].code[-3:]}" in phone.open(address).text
    page = phone.submit(action="/kieli", button="language=sv")
    assert page.response.request.full_path == address
    assert cards[1].code[-3:] in page.text
    phone.submit(action="/oma/unohda")
    page = phone.open("/oma")
    marked = [one.get("data-copied") for one in page.root.iter("p") if one.get("data-copied")]
    assert marked == [cards[0].code]
