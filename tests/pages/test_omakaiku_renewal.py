"""A wish to renew: sent with one tap, seen by the distributor, answered by renewing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests.conftest import NOW, MovableClock
from tests.factories import World
from tests.support.holder_portal import phone_with_card
from tests.support.visitor import Visitor
from webapp.core.cards.queries import CardInHand

NEAR_THE_END = NOW - timedelta(days=330)
Phone = tuple[Visitor, CardInHand]


@pytest.fixture
def phone(app: Flask, app_world: World, visitor: Callable[[], Visitor]) -> Phone:
    """A phone whose card ends in five weeks."""
    return phone_with_card(app, app_world, visitor, now=NEAR_THE_END)


def wish(person: Visitor) -> str:
    """Send the wish, also from a page that no longer offers it, and read where it leads."""
    token = person.open("/oma/tiedot").value_of("csrf_token")
    return person.client.post("/oma/uusinta", data={"csrf_token": token}, follow_redirects=True).text


def test_a_wish_goes_to_the_distributor_and_renewing_answers_it(
    phone: Phone, visitor: Callable[[], Visitor], app_world: World
) -> None:
    person, held = phone
    assert "Would you like to keep the card?" in person.open("/oma").text
    assert "Your wish has been sent." in wish(person)
    assert "Your wish has been sent." in wish(person)
    assert "Your wish to renew has been sent" in person.open("/oma").text
    tablet = visitor()
    tablet.speak("en")
    tablet.sign_in(app_world.distributor)
    page = tablet.open("/jakaja/")
    assert page.text.count("Wants to renew the card.") == 1
    assert f"/jakaja/kortti/{held.card.id}/" in page.links()
    assert "Wants to renew the card." not in tablet.open(f"/jakaja/?code={held.code}").text
    assert "has wished to renew this card" in tablet.open(f"/jakaja/kortti/{held.card.id}/").text
    tablet.open(f"/jakaja/kortti/{held.card.id}/uusi")
    page = tablet.submit({"children": "1"}, action="/uusi")
    assert "The card has been renewed" in page.text
    assert "has wished to renew" not in page.text
    assert "Cardholders are waiting" not in tablet.open("/jakaja/").text
    assert "renew" not in person.open("/oma").text
    assert "27 December 2027" in person.open("/oma").text


def test_a_card_with_most_of_its_year_left_is_not_wished_on(phone: Phone, clock: MovableClock) -> None:
    clock.now = NEAR_THE_END + timedelta(days=100)
    assert "renew" not in phone[0].open("/oma").text
    assert "from 2 months before the last valid day" in wish(phone[0])


def test_an_expired_card_is_asked_back(phone: Phone, clock: MovableClock) -> None:
    clock.now = NOW + timedelta(days=60)
    assert "Would you like the card back?" in phone[0].open("/oma").text
    assert "Your wish has been sent." in wish(phone[0])
