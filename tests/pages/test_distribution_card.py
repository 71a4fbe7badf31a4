"""A card's own page: pairing, renewing, ending, withdrawing, replacing; finding cards; community cards."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests.conftest import NOW, MovableClock
from tests.factories import World, personal_card
from tests.support.page import Page
from tests.support.visitor import Visitor, session_factory_of

OLD, OTHER_OLD = "A999123453", "A045198723"


@pytest.fixture
def card(app: Flask, app_world: World) -> uuid.UUID:
    """The id of a valid card with two children, issued yesterday."""
    with session_factory_of(app).begin() as session:
        held = personal_card(session, app_world.distributor, OLD, now=NOW - timedelta(days=1), children=2)
        return held.card.id


@pytest.fixture
def tablet(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """A distributor's worker, signed in."""
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.distributor)
    return person


def open_card(tablet: Visitor, card: uuid.UUID) -> Page:
    return tablet.open(f"/jakaja/kortti/{card}/")


def open_act(tablet: Visitor, card: uuid.UUID, act: str) -> Page:
    return tablet.open(f"/jakaja/kortti/{card}/{act}")


def test_the_page_tells_what_the_register_holds(tablet: Visitor, card: uuid.UUID) -> None:
    text = open_card(tablet, card).text
    assert "Valid until 21 Nov 2027" in text
    assert "Number of children 2" in text
    assert "Home 87100 Kajaani" in text


def test_the_pairing_is_on_its_own_answer_only(tablet: Visitor, card: uuid.UUID) -> None:
    open_card(tablet, card)
    page = tablet.submit(action="/liita")
    assert "Works once, until 12:15." in page.text
    assert "kk-qr" in page.body
    assert re.search(r"localhost/oma/liita\s+([0-9A-Z]{4} ){6}[0-9A-Z]{4}\b", page.text)
    assert "kk-qr" not in open_card(tablet, card).body


def test_the_typed_pairing_code_takes_the_card_onto_a_phone(
    tablet: Visitor, visitor: Callable[[], Visitor], card: uuid.UUID
) -> None:
    open_card(tablet, card)
    found = re.search(r"((?:[0-9A-Z]{4} ){6}[0-9A-Z]{4})\b", tablet.submit(action="/liita").text)
    assert found
    phone = visitor()
    phone.open("/oma/liita")
    phone.submit({"secret": found[1].lower()}, action="/oma/liita")
    assert OLD in phone.open("/oma").body


def test_pairing_right_after_issue_keeps_what_to_write_in_sight(tablet: Visitor, app_world: World) -> None:
    tablet.open("/jakaja/uusi")
    answers = {"birth_year": "1984", "postal_code": "87100", "children": "0", "code": app_world.codes[0]}
    tablet.submit(answers, action="/jakaja/uusi")
    page = tablet.submit(action="/liita")
    assert "Write this on the card" in page.text
    assert "kk-qr" in page.body


def test_a_renewed_card_is_valid_for_a_year_from_today(tablet: Visitor, card: uuid.UUID) -> None:
    open_act(tablet, card, "uusi")
    page = tablet.submit({"children": "3"}, action="/uusi")
    assert "The card has been renewed" in page.text
    assert "Write this on the card" in page.text
    assert "Renewed 22 Nov 2026 Last valid day 22 Nov 2027 Number of children 3" in page.text
    assert "The number of children has changed from 2 to 3: correct it on the card, too." in page.text
    assert "has changed" not in open_card(tablet, card).text


def test_an_impossible_number_of_children_is_told_at_its_field(tablet: Visitor, card: uuid.UUID) -> None:
    open_act(tablet, card, "uusi")
    page = tablet.submit({"children": "40"}, action=f"{card}/uusi")
    assert (page.status, page.value_of("children")) == (422, "40")
    assert "from 0 to 20" in page.error_of("children")
    assert "Valid until 21 Nov 2027" in open_card(tablet, card).text


def test_an_expired_card_can_be_renewed(
    visitor: Callable[[], Visitor], app_world: World, card: uuid.UUID, clock: MovableClock
) -> None:
    clock.now = NOW + timedelta(days=400)
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.distributor)
    assert "Expired 21 Nov 2027" in open_card(person, card).text
    open_act(person, card, "uusi")
    assert "The card has been renewed" in person.submit(action=f"{card}/uusi").text


def test_an_ended_card_stops_and_can_be_renewed(tablet: Visitor, card: uuid.UUID) -> None:
    open_card(tablet, card)
    page = tablet.answer_yes("/paata")
    assert "The card has been ended." in page.text
    assert "Put the card on a phone" not in page.text
    open_act(tablet, card, "uusi")
    assert "Last valid day" in tablet.submit(action=f"{card}/uusi").text


def test_a_withdrawn_card_can_only_be_replaced(tablet: Visitor, card: uuid.UUID) -> None:
    open_card(tablet, card)
    page = tablet.answer_yes("/poista")
    assert "It stopped working at once." in page.text
    assert "Renew the card" not in page.text
    assert "cannot be renewed" in open_act(tablet, card, "uusi").text
    open_act(tablet, card, "korvaa")
    tablet.submit({"code": OTHER_OLD}, action="/korvaa")
    page = tablet.submit(action="/korvaa")
    assert page.h1 == "The card has a new code"
    assert "Code A 045 198 723" in page.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Destroy the old card" in page.text


def test_a_replaced_card_tells_its_earlier_code(tablet: Visitor, card: uuid.UUID) -> None:
    open_act(tablet, card, "korvaa")
    tablet.submit({"code": OTHER_OLD}, action="/korvaa")
    tablet.submit(action="/korvaa")
    assert "Earlier code, until 22 Nov 2026" in open_card(tablet, card).text


def test_a_card_moves_to_the_phone_with_a_new_code(tablet: Visitor, card: uuid.UUID) -> None:
    open_act(tablet, card, "korvaa")
    tablet.submit({"carrier": "phone"}, action="/korvaa")
    page = tablet.submit(action="/korvaa")
    assert "Write this on the card" not in page.text
    assert open_card(tablet, card).h1.startswith("K")


def test_a_code_that_will_not_do_is_told_at_its_field(
    tablet: Visitor, card: uuid.UUID, app_world: World
) -> None:
    open_act(tablet, card, "korvaa")
    page = tablet.submit({"code": app_world.other_codes[0]}, action="/korvaa")
    assert (page.status, page.value_of("code")) == (422, app_world.other_codes[0])
    assert "another network" in page.error_of("code")
    assert open_card(tablet, card).h1.endswith("453")


def test_a_change_of_language_after_a_refusal_leads_to_the_form(tablet: Visitor, card: uuid.UUID) -> None:
    open_act(tablet, card, "korvaa")
    tablet.submit({"code": "A1"}, action="/korvaa")
    page = tablet.submit(action="/kieli", button="language=en")
    assert (page.status, page.path) == (200, f"/jakaja/kortti/{card}/korvaa")


def test_another_distributor_finds_no_such_card(
    visitor: Callable[[], Visitor], app_world: World, card: uuid.UUID
) -> None:
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.other_distributor)
    assert open_card(person, card).status == 404
    page = person.open("/jakaja/")
    assert "No cards yet" in page.text
    token = page.value_of("csrf_token")
    for act in ("uusi", "paata", "poista", "korvaa", "liita"):
        sent = {"csrf_token": token, "children": "0", "card_id": str(uuid.uuid4()), "carrier": "phone"}
        assert person.client.post(f"/jakaja/kortti/{card}/{act}", data=sent).status_code == 404


def test_cards_are_counted_listed_and_found_by_a_part_of_their_code(tablet: Visitor, card: uuid.UUID) -> None:
    page = tablet.open("/jakaja/")
    assert "1 Issued this year 1 Valid today" in page.text
    page = tablet.submit({"code": "999 12"}, action="/jakaja")
    assert f"/jakaja/kortti/{card}/" in page.links()
    assert page.value_of("code") == "999 12"


def test_a_code_that_is_not_there_says_so(tablet: Visitor, card: uuid.UUID) -> None:
    tablet.open("/jakaja/")
    assert "No card with 777 in its code" in tablet.submit({"code": "777"}, action="/jakaja").text


def test_too_short_a_search_asks_for_more(tablet: Visitor, card: uuid.UUID) -> None:
    tablet.open("/jakaja/")
    page = tablet.submit({"code": "9"}, action="/jakaja")
    assert "at least three characters" in page.text


def test_a_community_card_is_taken_into_use(tablet: Visitor) -> None:
    page = tablet.open("/jakaja/yhteison-kortti")
    assert page.value_of("valid_until") == "22 Nov 2027"
    page = tablet.submit({"code": OLD, "valid_until": "1.2.2028"}, action="/yhteison-kortti")
    assert page.h1 == "The card is in use"
    assert "Last valid day 1 Feb 2028" in page.text
    assert "Number of children" not in page.text
    assert "no person’s name" in page.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("31.2.2027", "There is no such day"),
        ("soon", "such as 31 Dec 2027"),
        ("", "such as 31 Dec 2027"),
        ("21.11.2026", "today or later"),
        ("23.11.2031", "22 Nov 2031 at the latest"),
    ],
)
def test_a_day_that_will_not_do_is_told_at_its_field(tablet: Visitor, typed: str, words: str) -> None:
    tablet.open("/jakaja/yhteison-kortti")
    page = tablet.submit({"code": OLD, "valid_until": typed}, action="/yhteison-kortti")
    assert (page.status, page.value_of("valid_until")) == (422, typed)
    assert words in page.error_of("valid_until")


def test_a_day_from_a_date_picker_is_understood(tablet: Visitor) -> None:
    tablet.open("/jakaja/yhteison-kortti")
    page = tablet.submit({"code": OLD, "valid_until": "2027-05-31"}, action="/yhteison-kortti")
    assert "Last valid day 31 May 2027" in page.text


@pytest.mark.parametrize("act", ["paata", "poista"])
def test_of_a_withdrawn_card_nothing_is_asked(tablet: Visitor, card: uuid.UUID, act: str) -> None:
    open_card(tablet, card)
    address = tablet.answer_yes("/poista").path
    page = tablet.open(f"{address}{act}")
    assert page.status == 422
    assert "The card has already been taken out of use." in page.text
