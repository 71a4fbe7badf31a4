"""My data: everything in words and as a file, a correction asked for, and leaving OmaKaiku."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW
from tests.factories import World
from tests.support.holder_portal import phone_with_card, visited
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.audit.models import AuditRecord
from webapp.core.cards.queries import CardInHand

Phone = tuple[Visitor, CardInHand]


@pytest.fixture
def phone(app: Flask, app_world: World, visitor: Callable[[], Visitor]) -> Phone:
    """A phone whose card was issued two months ago and used once."""
    phone, held = phone_with_card(app, app_world, visitor, now=NOW - timedelta(days=60))
    with session_factory_of(app).begin() as session:
        visited(session, app_world.venue, held.code, at=NOW - timedelta(days=1))
    return phone, held


@pytest.fixture
def tablet(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """The distributor's worker, signed in."""
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.distributor)
    return person


def test_the_page_tells_everything_in_words(phone: Phone, app_world: World) -> None:
    text = phone[0].open("/oma/tiedot").text
    assert "Year of birth 1984" in text
    assert "Postal code of the home 87100 Kajaani" in text
    assert "Own children and grandchildren under 16 2" in text
    assert "Mother tongue You were not asked" in text
    assert f"Given by {app_world.distributor.organisation.name['fi']}" in text
    assert "Visits 1" in text
    assert "Phones that carry the card 1" in text
    assert "23 Sep 2026 Distributor" in text
    assert "What is never stored" in text


def test_the_data_is_taken_along_as_a_file_and_that_is_logged(app: Flask, phone: Phone) -> None:
    person, held = phone
    person.open("/oma/tiedot")
    answer = person.submit(action="/tiedot.json").response
    assert answer.headers["Content-Disposition"] == 'attachment; filename="omakaiku.json"'
    assert answer.headers["Cache-Control"] == "no-store"
    data = json.loads(answer.text)
    assert data["answers"]["birth_year"] == 1984
    assert data["answers"]["gender"] is None
    assert [one["code"] for one in data["visits"]] == [held.code]
    assert data["looked_at_by"] == [{"day": "2026-09-23", "kind_of_organisation": "distributor"}]
    with session_factory_of(app)() as session:
        logged = session.scalars(select(AuditRecord.event).where(AuditRecord.card_id == held.card.id)).all()
    assert "holder_data_downloaded" in logged


def test_a_correction_is_chosen_from_a_list_and_reaches_the_distributor(
    phone: Phone, tablet: Visitor
) -> None:
    person, held = phone
    person.open("/oma/tiedot")
    page = person.submit({"kind": "postal_code"}, action="/korjaus")
    assert "now sees what you want corrected" in page.text
    assert "You asked for this on 22 Nov 2026: Postal code." in page.text
    assert "Asks for a correction: Postal code" in tablet.open("/jakaja/").text
    assert "asks for a correction: Postal code" in tablet.open(f"/jakaja/kortti/{held.card.id}/").text
    page = tablet.answer_yes("/korjattu")
    assert "Marked as done." in page.text
    assert "asks for a correction" not in page.text
    assert "Cardholders are waiting" not in tablet.open("/jakaja/").text
    assert "Correction: Postal code Sent 22 Nov 2026, answered 22 Nov 2026" in person.open("/oma/tiedot").text


@pytest.mark.parametrize("kind", ["", "a whole story"])
def test_nothing_else_can_be_asked(phone: Phone, kind: str) -> None:
    phone[0].open("/oma/tiedot")
    page = phone[0].submit({"kind": kind} if kind else {}, action="/korjaus")
    assert page.status == 422
    assert page.error_of("kind")


def test_a_correction_made_reaches_the_holder_and_answers_the_wish_about_it(
    phone: Phone, tablet: Visitor
) -> None:
    person, held = phone
    for kind in ("postal_code", "children"):
        person.open("/oma/tiedot")
        person.submit({"kind": kind}, action="/korjaus")
    page = tablet.open(f"/jakaja/kortti/{held.card.id}/korjaa")
    assert (page.value_of("birth_year"), page.value_of("gender")) == ("1984", "keep")
    assert "22 Nov 2026 Distributor" in person.open("/oma/tiedot").text
    page = tablet.submit({"postal_code": "65100", "birth_year": "1985"}, action="/korjaa")
    assert "The answers have been corrected." in page.text
    assert "asks for a correction: Number of children" in page.text
    assert "asks for a correction: Postal code" not in page.text
    text = person.open("/oma/tiedot").text
    assert "Year of birth 1985" in text
    assert "65100 Vaasa" in text


def test_an_impossible_correction_is_told_at_its_field(phone: Phone, tablet: Visitor) -> None:
    tablet.open(f"/jakaja/kortti/{phone[1].card.id}/korjaa")
    page = tablet.submit({"postal_code": "00001", "birth_year": "2020", "children": "x"}, action="/korjaa")
    assert (page.status, page.value_of("postal_code")) == (422, "00001")
    assert all(page.error_of(field) for field in ("postal_code", "birth_year", "children"))


def test_the_optional_answers_are_corrected_without_being_shown(phone: Phone, tablet: Visitor) -> None:
    person, held = phone
    page = tablet.open(f"/jakaja/kortti/{held.card.id}/korjaa")
    select = next(one for one in page.root.iter("select") if one.get("name") == "gender")
    answer = list(select.iter("option"))[-1]
    tablet.submit({"gender": answer.get("value", "")}, action="/korjaa")
    assert f"Gender {''.join(answer.itertext()).strip()}" in person.open("/oma/tiedot").text
    tablet.open(f"/jakaja/kortti/{held.card.id}/korjaa")
    declined = next(one for one in select.iter("option") if one.text == "does not want to say")
    tablet.submit({"gender": declined.get("value", "")}, action="/korjaa")
    assert "Gender You did not want to say" in person.open("/oma/tiedot").text
    tablet.open(f"/jakaja/kortti/{held.card.id}/korjaa")
    tablet.submit({"gender": ""}, action="/korjaa")
    assert "Gender You were not asked" in person.open("/oma/tiedot").text


def test_another_distributor_marks_nothing_and_an_unknown_kind_is_nothing(
    phone: Phone, tablet: Visitor, visitor: Callable[[], Visitor], app_world: World
) -> None:
    phone[0].open("/oma/tiedot")
    phone[0].submit({"kind": "children"}, action="/korjaus")
    assert tablet.open(f"/jakaja/kortti/{phone[1].card.id}/korjattu/everything").status == 404
    tablet.open(f"/jakaja/kortti/{phone[1].card.id}/")
    tablet.sign_in(app_world.other_distributor)
    tablet.open("/jakaja/")
    assert "Cardholders are waiting" not in tablet.open("/jakaja/").text


def test_leaving_is_asked_first_and_takes_the_card_off_the_phone(phone: Phone, tablet: Visitor) -> None:
    person, held = phone
    page = person.open("/oma/poistu")
    assert "The card is taken off this phone." in page.text
    page = person.submit(action="/poistu")
    assert page.path == "/oma"
    assert "You have left OmaKaiku." in page.text
    assert held.code not in person.open("/oma").body
    assert "Valid until" in tablet.open(f"/jakaja/kortti/{held.card.id}/").text
