"""The slip: printed in the holder's language, with a code for later and nobody's name."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests.conftest import NOW, MovableClock
from tests.factories import World, personal_card
from tests.support.english import english_visitor
from tests.support.page import Page
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.omakaiku.phones.actions import SLIP_LENGTH
from webapp.core.secret_codes import new_secret

CODE = "A999123453"
TYPED = re.compile(r"\b((?:[0-9A-Z]{4} ){2}[0-9A-Z]{3} [0-9A-Z]{3})\b")


@pytest.fixture
def card(app: Flask, app_world: World) -> uuid.UUID:
    """The id of a card issued long before."""
    with session_factory_of(app).begin() as session:
        return personal_card(session, app_world.distributor, CODE, now=NOW - timedelta(days=200)).card.id


@pytest.fixture
def tablet(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.distributor)
    return person


def make_slip(tablet: Visitor, card: uuid.UUID, **fields: str) -> Page:
    tablet.open(f"/jakaja/kortti/{card}/")
    return tablet.submit(fields, action="/lipuke")


def code_on(page: Page) -> str:
    found = TYPED.search(page.text)
    assert found
    return found[1]


def test_the_slip_says_what_it_is_and_until_when(tablet: Visitor, card: uuid.UUID) -> None:
    page = make_slip(tablet, card)
    assert page.h1 == "Your Kaikukortti on your phone"
    assert "until 25 Nov 2026 at 12:05." in page.text
    assert "localhost/oma/liita" in page.text
    assert "kk-qr" in page.body
    assert page.response.headers["Cache-Control"] == "no-store"


def test_the_slip_speaks_the_holders_language_and_the_bar_the_workers(
    tablet: Visitor, card: uuid.UUID
) -> None:
    for language, day in (
        ("fi", "25.11.2026"),
        ("sv", "25.11.2026"),
        ("en", "25 Nov 2026"),
        ("fi-selko", "25.11.2026"),
    ):
        page = make_slip(tablet, card, language=language)
        assert page.root.get("lang") == language[:2]
        assert day in page.text
        bar = next(element for element in page.root.iter("div") if element.get("lang"))
        assert bar.get("lang") == "en"
        assert "Back to the card" in page.text


def test_the_slip_begins_with_the_workers_own_language(tablet: Visitor, card: uuid.UUID) -> None:
    assert make_slip(tablet, card).root.get("lang") == "en"


def test_nobody_is_named_on_the_slip(tablet: Visitor, card: uuid.UUID, app_world: World) -> None:
    body = make_slip(tablet, card).body
    organisation = app_world.distributor.organisation
    for secret in (CODE, organisation.name["fi"], organisation.name["sv"], app_world.distributor.name):
        assert secret not in body


def test_the_typed_code_takes_the_card_onto_a_phone_two_days_later(
    tablet: Visitor, visitor: Callable[[], Visitor], card: uuid.UUID, clock: MovableClock
) -> None:
    code = code_on(make_slip(tablet, card))
    tablet.open(f"/jakaja/kortti/{card}/")
    tablet.submit(action="/liita")
    clock.now = NOW + timedelta(days=2)
    phone = visitor()
    phone.open("/oma/liita")
    phone.submit({"secret": code.lower().replace("0", "o")}, action="/oma/liita")
    assert CODE in phone.open("/oma").body


def test_a_typing_error_and_the_cards_own_code_are_told_as_that_and_are_no_guesses(
    tablet: Visitor, card: uuid.UUID, limited_app: Flask
) -> None:
    code = code_on(make_slip(tablet, card))
    other = "8" if code.startswith("9") else "9"
    phone = english_visitor(limited_app)
    errors = [error_of_pairing(phone, typed) for typed in (code[1:], other + code[1:], CODE) * 4]
    unknown = error_of_pairing(phone, new_secret(SLIP_LENGTH))
    phone.open("/oma/liita")
    took = phone.submit({"secret": code}, action="/oma/liita")
    used = error_of_pairing(phone, code)
    mistyped, card_code = errors[0], errors[2]
    assert "There is a typing error in this code." in mistyped
    assert "This is the code of your card." in card_code
    assert errors == [mistyped, mistyped, card_code] * 4
    assert unknown == used
    assert "has been used or has expired" in unknown
    assert took.h1 == "The card is on this phone"


def error_of_pairing(phone: Visitor, typed: str) -> str:
    """What the form says beside its field, which keeps what was typed."""
    phone.open("/oma/liita")
    page = phone.submit({"secret": typed}, action="/oma/liita")
    assert (page.status, page.value_of("secret")) == (422, typed)
    return page.error_of("secret")


def test_a_language_that_there_is_not_is_told_at_its_field(tablet: Visitor, card: uuid.UUID) -> None:
    for wrong in ("de", ""):
        page = make_slip(tablet, card, language=wrong)
        assert (page.status, page.error_of("language")) == (422, "Error: Choose the language of the slip.")


def test_a_slip_for_a_card_that_has_stopped_meanwhile_is_refused(tablet: Visitor, card: uuid.UUID) -> None:
    tablet.open(f"/jakaja/kortti/{card}/")
    stale = tablet.page
    tablet.answer_yes("/paata")
    tablet.page = stale
    page = tablet.submit(action="/lipuke")
    assert page.status == 422
    assert "The distributor has ended this card." in page.text


def test_a_slip_is_offered_right_after_issue_too(tablet: Visitor, app_world: World) -> None:
    tablet.open("/jakaja/uusi")
    answers = {"birth_year": "1984", "postal_code": "87100", "children": "0", "code": app_world.codes[0]}
    tablet.submit(answers, action="/jakaja/uusi")
    assert TYPED.search(tablet.submit(action="/lipuke").text)


def test_opening_the_slips_address_leads_to_the_card(tablet: Visitor, card: uuid.UUID) -> None:
    assert tablet.open(f"/jakaja/kortti/{card}/lipuke").path == f"/jakaja/kortti/{card}/"


def test_another_distributor_makes_no_slip(
    visitor: Callable[[], Visitor], app_world: World, card: uuid.UUID
) -> None:
    person = visitor()
    person.sign_in(app_world.other_distributor)
    token = person.open("/jakaja/").value_of("csrf_token")
    sent = {"csrf_token": token, "language": "fi"}
    assert person.client.post(f"/jakaja/kortti/{card}/lipuke", data=sent).status_code == 404
