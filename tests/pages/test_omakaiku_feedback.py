"""Feedback and its answer on the phone, and five faces after a visit."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.conftest import NOW, MovableClock
from tests.factories import World
from tests.support.holder_portal import phone_with_card, visited
from tests.support.visitor import Visitor, form_values, session_factory_of
from webapp.core.cards.queries import CardInHand
from webapp.core.feedback.models import Feedback, MoodCount

Phone = tuple[Visitor, CardInHand]
SAID = {"category": "accessibility", "text": "Ovi oli raskas."}


@pytest.fixture
def phone(app: Flask, app_world: World, visitor: Callable[[], Visitor]) -> Phone:
    """A phone whose card was issued two months ago."""
    return phone_with_card(app, app_world, visitor, now=NOW - timedelta(days=60))


@pytest.fixture
def office(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """Kainuu's coordinator, signed in."""
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.coordinator)
    return person


def count(app: Flask) -> int:
    with session_factory_of(app)() as session:
        return session.scalar(select(func.count()).select_from(Feedback)) or 0


def test_feedback_goes_to_the_network_and_its_answer_comes_back(phone: Phone, office: Visitor) -> None:
    person, held = phone
    page = person.open("/oma/palaute")
    assert "nobody’s name, personal identity code" in page.text
    page = person.submit(SAID)
    assert "Your feedback has been sent" in page.text
    assert "You get an answer on 6 Dec 2026 at the latest." in page.text

    page = office.open("/alue/palaute")
    assert "14 days left" in page.text
    assert "Ovi oli raskas." in page.text
    assert held.code not in page.body
    assert str(held.card.id) not in page.body
    form = page.form("/alue/palaute/")
    (field,) = (name for name in form_values(form) if name.endswith("answer"))
    page = office.submit({field: "Kiitos. Soita 08 123 4567."}, action="/alue/palaute/")
    assert "The answer is in OmaKaiku now." in page.text
    assert "Nobody is waiting" in page.text

    page = person.open("/oma/palaute")
    assert "Kiitos. Soita 08 123 4567." in page.text
    assert "Waiting for an answer" not in page.text
    text = person.open("/oma/tiedot").text
    assert "Ovi oli raskas." in text
    data = json.loads(person.submit(action="/tiedot.json").response.text)
    assert [(one["about"], one["answer"]) for one in data["feedback"]] == [
        ("accessibility", "Kiitos. Soita 08 123 4567.")
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Olen 131052-308T", "personal identity code"),
        ("matti@posti.example", "e-mail address"),
        ("Soita 040 123 4567", "phone number"),
        ("Korttini on A999123453", "card code"),
        ("", "Write your feedback."),
        ("a" * 2001, "2000"),
    ],
)
def test_what_tells_who_somebody_is_is_refused_beside_the_field_and_kept(
    app: Flask, phone: Phone, text: str, message: str
) -> None:
    person = phone[0]
    person.open("/oma/palaute")
    page = person.submit({"category": "app", "text": text})
    assert page.status == 422
    assert message in page.error_of("text")
    assert page.value_of("text") == text
    assert page.value_of("category") == "app"
    assert count(app) == 0
    assert "has been sent" in person.submit({"text": "Kiitos."}).text


def test_what_it_is_about_is_asked(phone: Phone) -> None:
    person = phone[0]
    person.open("/oma/palaute")
    page = person.submit({"text": "Kiitos."})
    assert page.error_of("category").endswith("Choose what your feedback is about.")


def test_sending_the_same_page_twice_sends_one(app: Flask, phone: Phone) -> None:
    person = phone[0]
    first = person.open("/oma/palaute")
    person.submit(SAID)
    person.page = first
    assert "has been sent" in person.submit(SAID).text
    assert count(app) == 1


def test_a_page_that_is_not_ours_is_refused(phone: Phone) -> None:
    person = phone[0]
    person.open("/oma/palaute")
    page = person.submit({**SAID, "feedback_id": "x"})
    assert page.status == 422
    assert "Open the page again" in page.text


def test_ten_open_questions_are_enough(app: Flask, phone: Phone) -> None:
    person = phone[0]
    for number in range(10):
        person.open("/oma/palaute")
        person.submit({"category": "other", "text": f"Asia {number}"})
    person.open("/oma/palaute")
    page = person.submit(SAID)
    assert page.status == 422
    assert "You already have 10 messages" in page.text
    assert count(app) == 10


def test_a_late_answer_is_called_late(
    phone: Phone, office: Visitor, clock: MovableClock, app_world: World
) -> None:
    person = phone[0]
    person.open("/oma/palaute")
    person.submit(SAID)
    clock.now = NOW + timedelta(days=14)
    office.sign_in(app_world.coordinator)
    assert "Last day today" in office.open("/alue/palaute").text
    clock.now = NOW + timedelta(days=16)
    assert "It should have come on 6 Dec 2026." in person.open("/oma/palaute").text
    office.sign_in(app_world.coordinator)
    assert "2 days late" in office.open("/alue/palaute").text


def test_five_faces_are_asked_once_and_counted_without_the_card(
    app: Flask, app_world: World, phone: Phone
) -> None:
    person, held = phone
    with session_factory_of(app).begin() as session:
        for days in (1, 3, 20):
            visited(session, app_world.venue, held.code, at=NOW - timedelta(days=days))
    page = person.open("/oma/kaynnit")
    assert "How was it?" in page.text
    assert (
        f"{app_world.venue.organisation.name['fi']} , 21 Nov 2026" in page.text
    )  # the name has a language of its own
    page = person.submit(action="/fiilis", button="face=5")
    assert "Thank you for telling." in page.text
    assert f"{app_world.venue.organisation.name['fi']} , 19 Nov 2026" in page.text
    page = person.submit(action="/fiilis")  # the button that says nothing of it
    assert "How was it?" not in page.text
    with session_factory_of(app)() as session:
        (row,) = session.scalars(select(MoodCount)).all()
    assert (row.mood, row.answers) == (5, 1)


def test_a_visit_that_is_not_there_is_not_found(app: Flask, app_world: World, phone: Phone) -> None:
    person, held = phone
    with session_factory_of(app).begin() as session:
        visited(session, app_world.venue, held.code, at=NOW)
    for wrong in ("x", "01900000-0000-7000-8000-000000000000"):
        person.open("/oma/kaynnit")
        assert person.submit({"visit_id": wrong}, action="/fiilis", button="face=5").status == 404
