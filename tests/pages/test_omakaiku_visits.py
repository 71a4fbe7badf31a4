"""The holder's visits on their phone: what the year has been, each visit, and hiding them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests.conftest import NOW, MovableClock
from tests.factories import World
from tests.support.holder_portal import phone_with_card, visited
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.cards.actions import Replacement, replace_card
from webapp.core.cards.queries import CardInHand

ISSUED = NOW - timedelta(days=60)
Phone = tuple[Visitor, CardInHand]


@pytest.fixture
def phone(app: Flask, app_world: World, visitor: Callable[[], Visitor]) -> Phone:
    """A phone whose card was issued two months ago."""
    return phone_with_card(app, app_world, visitor, now=ISSUED)


@pytest.fixture
def been_out(app: Flask, app_world: World, phone: Phone) -> None:
    """Two visits in November and one in October."""
    with session_factory_of(app).begin() as session:
        for days, children in ((1, 2), (3, 0), (40, 0)):
            visited(session, app_world.venue, phone[1].code, at=NOW - timedelta(days=days), children=children)


def test_an_empty_year_invites(phone: Phone) -> None:
    page = phone[0].open("/oma/kaynnit")
    assert "The year is still open for you" in page.text
    assert "€" not in page.text


def test_the_year_is_told_in_visits_places_and_kinds(phone: Phone, been_out: None, app_world: World) -> None:
    page = phone[0].open("/oma/kaynnit")
    assert "This year the card has opened doors for you 3 times." in page.text
    assert "3 visits" in page.text
    assert "1 place" in page.text
    assert "Theatre 3" in page.text
    assert page.body.count('class="kk-chart__adults"') == 12
    assert "November 2026: 2 visits" in page.text
    assert "Tickets: 3, of which for children: 2. 21 Nov 2026" in page.text
    # The three visits, and the question how the last one was.
    assert page.text.count(app_world.venue.organisation.name["fi"]) == 4


def test_an_earlier_year_can_be_chosen(phone: Phone, been_out: None, clock: MovableClock) -> None:
    clock.now = NOW + timedelta(days=60)
    page = phone[0].open("/oma/kaynnit")
    assert "The year is still open for you" in page.text
    assert "/oma/kaynnit?vuosi=2026" in page.links()
    page = phone[0].open("/oma/kaynnit?vuosi=2026")
    assert "In 2026 the card opened doors for you 3 times." in page.text
    assert phone[0].open("/oma/kaynnit?vuosi=x").status == 200


def test_the_history_hides_on_this_phone_until_it_is_shown_again(phone: Phone, been_out: None) -> None:
    person = phone[0]
    person.open("/oma/kaynnit")
    page = person.submit(action="/piilota")
    assert "Your visits are hidden on this phone." in page.text
    page = person.open("/oma/kaynnit?vuosi=2026")
    assert "Theatre" not in page.text
    assert "visits 3" not in page.text
    assert "3 times" in person.submit(action="/nayta").text


def test_the_menu_leads_round_and_marks_the_page(phone: Phone) -> None:
    page = phone[0].open("/oma/kaynnit")
    assert {"/oma", "/kohteet", "/oma/kaynnit", "/oma/retket", "/oma/lisaa"} <= page.links()
    assert {"/oma/vinkit", "/oma/palaute", "/oma/puhelimet", "/oma/tiedot"} <= phone[0].open(
        "/oma/lisaa"
    ).links()
    (here,) = [one for one in page.root.iter("a") if one.get("aria-current") == "page"]
    assert here.get("href") == "/oma/kaynnit"


def test_a_phone_without_a_card_has_no_menu_and_is_led_to_its_beginning(
    visitor: Callable[[], Visitor],
) -> None:
    stranger = visitor()
    page = stranger.open("/oma/kaynnit")
    assert page.path == "/oma"
    assert "/oma/kaynnit" not in page.links()


def test_a_lost_phone_sees_no_history_and_no_menu(
    app: Flask, app_world: World, phone: Phone, been_out: None
) -> None:
    person, held = phone
    with session_factory_of(app).begin() as session:
        replacement = Replacement(held.code, app_world.codes[1])
        replace_card(session, app_world.distributor, held.card.id, replacement=replacement, now=NOW)
    for path in ("/oma/kaynnit", "/oma/tiedot", "/oma/poistu"):
        page = person.open(path)
        assert page.path == "/oma"
        assert "/oma/tiedot" not in page.links()
