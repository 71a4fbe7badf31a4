"""Feedback at the network's office and, in numbers, at the national one; how visits have felt."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import World
from tests.support.english import english_visitor
from tests.support.holder_portal import phone_with_card
from tests.support.visitor import Visitor, form_values, session_factory_of
from webapp.core.feedback.models import Feedback
from webapp.core.feedback.moods import count_mood
from webapp.core.feedback.queries import PAGE_SIZE


@pytest.fixture
def coordinator(app: Flask, app_world: World) -> Visitor:
    """Kainuu's coordinator, signed in."""
    person = english_visitor(app)
    person.sign_in(app_world.coordinator)
    return person


@pytest.fixture
def waiting(app: Flask, app_world: World, visitor: Callable[[], Visitor]) -> uuid.UUID:
    """Feedback sent sixteen days ago."""
    _, held = phone_with_card(app, app_world, visitor, now=NOW - timedelta(days=60))
    sent = {"network_id": app_world.kainuu, "card_id": held.card.id, "category": "venue", "text": "Hei"}
    with session_factory_of(app).begin() as session:
        said = Feedback(id=uuid.uuid4(), sent_at=NOW - timedelta(days=16), **sent)
        session.add(said)
        for number in range(PAGE_SIZE + 1):
            session.add(
                Feedback(
                    id=uuid.uuid4(),
                    sent_at=NOW - timedelta(days=30),
                    answer=f"Vastaus {number}",
                    answered_at=NOW - timedelta(minutes=number),
                    answered_by=app_world.coordinator.account_id,
                    **sent,
                )
            )
        return said.id


@pytest.mark.parametrize(
    ("answer", "message"),
    [("", "Write an answer."), ("131052-308T", "personal identity code"), ("a" * 2001, "2000")],
)
def test_a_wrong_answer_is_kept_and_explained(
    coordinator: Visitor, waiting: uuid.UUID, answer: str, message: str
) -> None:
    page = coordinator.open("/alue/palaute")
    assert "2 days late" in page.text
    (field,) = (name for name in form_values(page.form("/alue/palaute/")) if name.endswith("answer"))
    page = coordinator.submit({field: answer}, action="/alue/palaute/")
    assert page.status == 422
    assert message in page.error_of(field)
    assert page.value_of(field) == answer


def test_an_answer_that_another_gave_is_told_of(coordinator: Visitor, waiting: uuid.UUID) -> None:
    first = coordinator.open("/alue/palaute")
    (field,) = (name for name in form_values(first.form("/alue/palaute/")) if name.endswith("answer"))
    coordinator.submit({field: "Kiitos."}, action="/alue/palaute/")
    coordinator.page = first
    assert (
        "A colleague has answered this already."
        in coordinator.submit({field: "Muuta."}, action="/alue/palaute/").text
    )


def test_the_network_s_page_tells_what_waits(coordinator: Visitor, waiting: uuid.UUID) -> None:
    text = coordinator.open("/alue/").text
    assert "One message from a cardholder waits for your answer. One has waited longer than 14 days." in text
    page = coordinator.open("/alue/palaute")
    (field,) = (name for name in form_values(page.form("/alue/palaute/")) if name.endswith("answer"))
    coordinator.submit({field: "Kiitos."}, action="/alue/palaute/")
    assert "Read and answer" not in coordinator.open("/alue/").text


def test_answered_ones_are_paged(coordinator: Visitor, waiting: uuid.UUID) -> None:
    page = coordinator.open("/alue/palaute")
    assert "Page 1 of 2" in page.text
    assert "Vastaus 0" in page.text
    assert "Vastaus 20" in coordinator.open("/alue/palaute?page=2").text
    for wrong in ("x", "0", "99999", "-1"):
        assert coordinator.open(f"/alue/palaute?page={wrong}").status == 200


def test_faces_are_shown_when_there_are_enough(app: Flask, app_world: World, coordinator: Visitor) -> None:
    assert "too few answers in 2026" in coordinator.open("/alue/palaute").text
    venue_id = app_world.venue.organisation.id
    with session_factory_of(app).begin() as session:
        for face in (5, 5, 5, 5, 5, 5, 5, 5, 4, 1):
            count_mood(
                session, venue_id=venue_id, network_id=app_world.kainuu, month=date(2026, 5, 1), face=face
            )
    text = coordinator.open("/alue/palaute").text
    assert "Answers in 2026: 10." in text
    assert "Wonderful 80%" in text
    assert "too few answers in 2025" in coordinator.open("/alue/palaute?vuosi=2025").text


def test_the_national_office_sees_numbers_only(app: Flask, app_world: World, waiting: uuid.UUID) -> None:
    office = english_visitor(app)
    office.sign_in(app_world.office)
    page = office.open("/keskus/palaute")
    assert "Kainuu 1 1" in page.text
    assert "Pohjanmaa 0 0" in page.text
    assert "Hei" not in page.text
