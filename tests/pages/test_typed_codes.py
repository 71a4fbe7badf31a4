"""Every page that takes a card's code takes it in the same disguises, and refuses the same."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import World, personal_card
from tests.pages.conftest import CODE
from tests.support.page import Page
from tests.support.visitor import Visitor, session_factory_of

DISGUISES = [
    f"]A0{CODE}\r\n",
    f"*{CODE.lower()}*",
    f"Ä0{CODE}",
    "A(((!@#$%#",
    "(A) 999\u00a0l23\u2011453\u200b",
]
MEANS_TWO = "A&&&!!!!!!"
SENTENCE = (
    "This can mean two different codes. Read or write one card at a time, with Shift and Caps Lock off."
)

disguises = pytest.mark.parametrize("typed", DISGUISES, ids=ascii)


@pytest.fixture
def card(app: Flask, app_world: World) -> None:
    """A valid card with the code that comes in disguise."""
    with session_factory_of(app).begin() as session:
        personal_card(session, app_world.distributor, CODE, now=NOW, children=2)


@pytest.fixture
def tablet(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """A distributor's worker."""
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.distributor)
    return person


def issue(tablet: Visitor, typed: str) -> Page:
    tablet.open("/jakaja/uusi")
    answers = {"birth_year": "1984", "postal_code": "87100", "children": "2"}
    return tablet.submit({**answers, "code": typed}, action="/jakaja/uusi")


def check(at_venue: Visitor, typed: str) -> Page:
    at_venue.open("/kohde")
    return at_venue.submit({"code": typed})


@disguises
def test_at_the_counter(at_venue: Visitor, card: None, typed: str) -> None:
    page = check(at_venue, typed)
    assert page.h1 == "Valid"


@disguises
def test_at_issue(tablet: Visitor, typed: str) -> None:
    page = issue(tablet, typed)
    assert page.h1 == "The card is in use"
    assert CODE[-3:] in page.text


@disguises
def test_in_a_distributors_search(tablet: Visitor, card: None, typed: str) -> None:
    tablet.open("/jakaja/")
    page = tablet.submit({"code": typed}, action="/jakaja")
    assert f"Cards with {CODE} in their code" in page.text
    assert any(link.startswith("/jakaja/kortti/") for link in page.links())


@disguises
@pytest.mark.usefixtures("recorded")
def test_among_earlier_visits(at_venue: Visitor, typed: str) -> None:
    at_venue.open("/kohde/aiemmat")
    page = at_venue.submit({"code": typed}, action="/kohde/aiemmat")
    assert "1 visit 22 Nov 2026" in page.text


def test_what_can_mean_two_is_refused_with_that_reason(at_venue: Visitor, tablet: Visitor) -> None:
    assert SENTENCE in check(at_venue, MEANS_TWO).text
    assert issue(tablet, MEANS_TWO).error_of("code") == f"Error: {SENTENCE}"


def test_a_search_for_nothing_but_separators_is_no_search_for_everything(at_venue: Visitor) -> None:
    at_venue.open("/kohde/aiemmat")
    page = at_venue.submit({"code": "--"}, action="/kohde/aiemmat")
    assert page.error_of("code") == "Error: Write the whole code, or at least its last 3 digits."
