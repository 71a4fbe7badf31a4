"""One field to start with: any code leads the distributor to what comes next."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.conftest import NOW
from tests.factories import World, personal_card
from tests.support.english import english_visitor
from tests.support.page import Page
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.cards.actions import Replacement, replace_card, stop_card
from webapp.core.cards.models import Card
from webapp.core.cards.validity import CardStatus
from webapp.core.languages import LocalisedText
from webapp.core.partners.contacts import NewContacts, write_contacts
from webapp.core.partners.models import Organisation

OLD, OTHER_OLD = "A999123453", "A045198723"
BACKGROUND = {"birth_year": "1984", "postal_code": "87100", "children": "4"}


@pytest.fixture
def tablet(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """A distributor's worker, signed in, who reads English."""
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.distributor)
    return person


def issued(app: Flask, app_world: World, *, days_ago: int = 1) -> uuid.UUID:
    """A card with two children that the tablet's office gave so many days ago."""
    with session_factory_of(app).begin() as session:
        issued_at = NOW - timedelta(days=days_ago)
        return personal_card(session, app_world.distributor, OLD, now=issued_at, children=2).card.id


def issued_elsewhere(app: Flask, app_world: World) -> str:
    """The code of a card that another office gave."""
    code = app_world.other_codes[0]
    with session_factory_of(app).begin() as session:
        personal_card(session, app_world.other_distributor, code, now=NOW)
    return code


def read(tablet: Visitor, code: str) -> Page:
    tablet.open("/jakaja/lue")
    return tablet.submit({"code": code}, action="/jakaja/lue")


def cards(app: Flask) -> int:
    with session_factory_of(app)() as session:
        return session.scalar(select(func.count()).select_from(Card)) or 0


def test_signing_in_leads_to_the_field(tablet: Visitor) -> None:
    assert tablet.open("/jakaja/lue").h1 == "Read a card"


def test_an_unused_code_leads_to_the_form_which_keeps_it(tablet: Visitor, app_world: World) -> None:
    page = read(tablet, app_world.codes[0].lower())
    assert (page.h1, page.path) == ("Issue a card", "/jakaja/uusi")
    assert page.value_of("code") == app_world.codes[0]
    assert tablet.submit(BACKGROUND, action="/jakaja/uusi").h1 == "The card is in use"


def test_without_a_cardboard_card_the_form_begins_with_the_phone(tablet: Visitor) -> None:
    tablet.open("/jakaja/lue")
    assert tablet.follow("carrier=phone").value_of("carrier") == "phone"


def test_an_own_valid_card_leads_to_its_page(tablet: Visitor, app: Flask, app_world: World) -> None:
    card = issued(app, app_world)
    page = read(tablet, "a 999 123 453")
    assert page.path == f"/jakaja/kortti/{card}/"
    assert "Valid until 21 Nov 2027" in page.text
    assert "Renewed now it goes on" not in page.text


@pytest.mark.parametrize(
    ("days_ago", "words"),
    [
        (305, "The card ends on 21 Jan 2027. Renewed now it goes on from there, with the same code."),
        (400, "The card is no longer valid. Renewed, the card works again with the same code"),
    ],
)
def test_an_own_card_near_or_after_its_end_is_renewed_first(
    tablet: Visitor, app: Flask, app_world: World, days_ago: int, words: str
) -> None:
    card = issued(app, app_world, days_ago=days_ago)
    page = read(tablet, OLD)
    assert words in page.text
    act = f'class="govuk-button govuk-button--large"\n     href="/jakaja/kortti/{card}/uusi"'
    assert page.body.count(f"/jakaja/kortti/{card}/uusi") == page.body.count(act) == 1
    assert page.body.index(act) < page.body.index("Year of birth")


def test_a_card_that_has_time_left_is_not_renewed_first(
    tablet: Visitor, app: Flask, app_world: World
) -> None:
    issued(app, app_world, days_ago=302)
    assert "Renewed now" not in read(tablet, OLD).text


def test_an_own_card_out_of_use_says_what_happened_and_what_to_do(
    tablet: Visitor, app: Flask, app_world: World
) -> None:
    card = issued(app, app_world)
    with session_factory_of(app).begin() as session:
        stop_card(session, app_world.distributor, card, status=CardStatus.WITHDRAWN, now=NOW)
    text = read(tablet, OLD).text
    assert "It was lost or misused, and stopped on 22 Nov 2026. It cannot be renewed." in text
    assert text.index("give a new one in its place") < text.index("Year of birth")


def test_a_replaced_code_leads_to_its_card_and_says_since_when(
    tablet: Visitor, app: Flask, app_world: World
) -> None:
    card = issued(app, app_world)
    with session_factory_of(app).begin() as session:
        replace_card(session, app_world.distributor, card, replacement=Replacement(OLD, OTHER_OLD), now=NOW)
    page = read(tablet, OLD)
    assert page.path == f"/jakaja/kortti/{card}/"
    assert f"The code {OLD} was replaced on 22 Nov 2026" in page.text


def test_another_office_s_card_tells_whom_to_ask_and_nothing_of_the_card(
    visitor: Callable[[], Visitor], app: Flask, app_world: World
) -> None:
    card = issued(app, app_world)
    with session_factory_of(app).begin() as session:
        told = NewContacts(phone="08 615 5411", hours=LocalisedText(fi="ma–pe klo 9–15"))
        write_contacts(session, app_world.distributor, told, now=NOW)
        session.get_one(Organisation, app_world.distributor.organisation.id).name = LocalisedText(
            fi="Kajaanin sosiaalitoimisto"
        )
    elsewhere = visitor()
    elsewhere.speak("en")
    elsewhere.sign_in(app_world.other_distributor)
    page = read(elsewhere, OLD)
    assert page.h1 == "The card is of another office"
    assert "Kajaanin sosiaalitoimisto" in page.text.replace("\N{SOFT HYPHEN}", "")
    assert "ma–pe klo 9–15" in page.text
    assert "08 615 5411" in page.text.replace("\N{NO-BREAK SPACE}", " ")
    assert not any(fact in page.body for fact in ("2027", "2026", str(card), "alid until", "87100"))


def test_an_office_that_is_closed_or_told_no_number_leads_to_the_coordinator(
    visitor: Callable[[], Visitor], app: Flask, app_world: World
) -> None:
    issued(app, app_world)
    elsewhere = visitor()
    elsewhere.speak("en")
    elsewhere.sign_in(app_world.other_distributor)
    assert "has not written a phone number" in read(elsewhere, OLD).text
    with session_factory_of(app).begin() as session:
        session.get_one(Organisation, app_world.distributor.organisation.id).is_active = False
    assert "no longer gives out cards" in read(elsewhere, OLD).text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Read the card, or write its code."),
        ("A12", "one letter and nine digits"),
        ("A111111111", "no such code in the register"),
    ],
)
def test_what_is_no_card_is_told_beside_the_field_and_kept(tablet: Visitor, typed: str, words: str) -> None:
    page = read(tablet, typed)
    assert (page.status, page.value_of("code")) == (422, typed)
    assert words in page.error_of("code")


def test_an_unused_card_of_another_network_is_refused(tablet: Visitor, app_world: World) -> None:
    assert "made for another network" in read(tablet, app_world.other_codes[0]).error_of("code")


def test_cards_of_others_are_guesses_and_own_and_new_ones_are_not(
    limited_app: Flask, app_world: World
) -> None:
    issued(limited_app, app_world)
    theirs = issued_elsewhere(limited_app, app_world)
    worker = english_visitor(limited_app)
    worker.sign_in(app_world.distributor)
    token = worker.open("/jakaja/lue").value_of("csrf_token")

    def reads(code: str) -> int:
        return worker.client.post("/jakaja/lue", data={"csrf_token": token, "code": code}).status_code

    assert [reads(code) for code in (OLD, app_world.codes[0]) * 16] == [303] * 32
    assert [reads(theirs) for _ in range(15)] == [200] * 15
    assert [reads("A000000001") for _ in range(15)] == [422] * 15
    assert [reads(code) for code in (theirs, OLD)] == [429, 429]


@pytest.mark.parametrize("days_ago", [1, 400])
def test_the_form_for_a_new_card_leads_an_own_card_on_instead_of_refusing_it(
    tablet: Visitor, app: Flask, app_world: World, days_ago: int
) -> None:
    card = issued(app, app_world, days_ago=days_ago)
    tablet.open("/jakaja/uusi")
    page = tablet.submit({**BACKGROUND, "birth_year": "", "code": OLD}, action="/jakaja/uusi")
    assert cards(app) == 1
    if days_ago == 1:
        assert page.path == f"/jakaja/kortti/{card}/"
        assert "so nothing was registered anew" in page.text
    else:
        assert page.path == f"/jakaja/kortti/{card}/uusi"
        assert "it is renewed instead: it keeps its code and its history" in page.text
        assert page.value_of("children") == "4"  # as told just now


def test_the_community_form_leads_an_own_card_on_too(tablet: Visitor, app: Flask, app_world: World) -> None:
    card = issued(app, app_world, days_ago=400)
    tablet.open("/jakaja/yhteison-kortti")
    page = tablet.submit({"code": OLD}, action="/jakaja/yhteison-kortti")
    assert page.path == f"/jakaja/kortti/{card}/uusi"
