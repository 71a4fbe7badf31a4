"""A holder's feedback reaches the card's network, and the answer comes back; the card does not go along."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import World, add_actor, personal_card
from tests.support.holder_portal import new_phone, on_phone
from webapp.core.audit.models import AuditRecord
from webapp.core.cards.actions import Replacement, replace_card
from webapp.core.cards.queries import CardInHand
from webapp.core.errors import NotAllowedError, NotFoundError, Refusal, RefusedError
from webapp.core.feedback.actions import (
    MOST_WAITING,
    NewFeedback,
    answer_feedback,
    forget_old_feedback,
    send_feedback,
)
from webapp.core.feedback.models import Feedback, FeedbackCategory
from webapp.core.feedback.queries import (
    PAGE_SIZE,
    WaitingCount,
    WaitingFeedback,
    answered_feedback,
    count_waiting,
    own_feedback,
    waiting_by_network,
    waiting_feedback,
)
from webapp.core.feedback.reasons import FeedbackRefusal
from webapp.core.feedback.rules import deadline_of
from webapp.core.free_text.reasons import TextRefusal
from webapp.core.identifiers import new_id
from webapp.core.networks.models import Network
from webapp.core.omakaiku.own_data.actions import leave_omakaiku

TODAY = date(2026, 11, 22)


@pytest.fixture
def held(session: Session, world: World, now: datetime) -> CardInHand:
    """A card of Kainuu, on a phone."""
    issued = personal_card(session, world.distributor, world.codes[0], now=now - timedelta(days=60))
    token = new_phone(session, world.distributor, issued, now=now - timedelta(days=60))
    return on_phone(session, token, now=now)


def said(now: datetime, text: str = "Ovi oli raskas.") -> NewFeedback:
    return NewFeedback(new_id(now), FeedbackCategory.ACCESSIBILITY, text)


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Feedback)) or 0


def test_it_reaches_the_network_of_the_card_and_no_other(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    send_feedback(session, held, said(now, "  Ovi oli raskas.\r\nEn päässyt.  "), now=now)
    (waiting,) = waiting_feedback(session, world.coordinator, TODAY)
    assert waiting.text == "Ovi oli raskas.\nEn päässyt."
    assert (waiting.deadline.day, waiting.deadline.days_left) == (date(2026, 12, 6), 14)
    assert {"card_id", "code", "card"} & set(WaitingFeedback.__dataclass_fields__) == set()


def test_sending_twice_sends_one_and_something_else_sends_another(
    session: Session, held: CardInHand, now: datetime
) -> None:
    new = said(now)
    first = send_feedback(session, held, new, now=now)
    assert send_feedback(session, held, new, now=now + timedelta(minutes=1)) is first
    changed = NewFeedback(new.id, new.category, "Ovi oli kapea.")
    assert send_feedback(session, held, changed, now=now).id != first.id
    assert count(session) == 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("131052-308T", TextRefusal.TEXT_IDENTITY_CODE),
        ("a@b.example", TextRefusal.TEXT_EMAIL),
        ("040 123 4567", TextRefusal.TEXT_PHONE_NUMBER),
        ("A999123453", TextRefusal.TEXT_CARD_CODE),
        (" ", TextRefusal.TEXT_LENGTH),
    ],
)
def test_what_tells_who_somebody_is_is_refused(
    session: Session, held: CardInHand, now: datetime, text: str, reason: Refusal
) -> None:
    with pytest.raises(RefusedError) as refused:
        send_feedback(session, held, said(now, text), now=now)
    assert (refused.value.reason, refused.value.field) == (reason, "text")
    assert count(session) == 0


def test_a_card_has_a_limited_number_of_open_questions(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    sent = send_feedback(session, held, said(now), now=now)
    for number in range(1, MOST_WAITING):
        send_feedback(session, held, said(now, f"Asia {number}"), now=now)
    with pytest.raises(RefusedError) as refused:
        send_feedback(session, held, said(now), now=now)
    assert refused.value.reason is FeedbackRefusal.FEEDBACK_TOO_MANY
    answer_feedback(session, world.coordinator, sent.id, answer="Kiitos.", now=now)
    send_feedback(session, held, said(now), now=now)


def test_an_answer_comes_back_to_the_card_and_is_logged_without_words_or_card(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    sent = send_feedback(session, held, said(now), now=now)
    answered_at = now + timedelta(days=3)
    answer_feedback(session, world.coordinator, sent.id, answer="Korjaamme oven.", now=answered_at)
    answer_feedback(session, world.coordinator, sent.id, answer="Korjaamme oven.", now=answered_at)
    (own,) = own_feedback(session, held)
    assert (own.answer, own.answered_at, own.answered_by) == (
        "Korjaamme oven.", answered_at, world.coordinator.account_id,
    )  # fmt: skip
    assert waiting_feedback(session, world.coordinator, TODAY) == []
    assert [row.answer for row in answered_feedback(session, world.coordinator, 1).rows] == [
        "Korjaamme oven."
    ]
    (logged,) = session.scalars(select(AuditRecord).where(AuditRecord.event == "feedback_answered")).all()
    assert logged.facts == {"feedback_id": str(sent.id)}
    assert logged.card_id is None


def test_what_was_answered_is_forgotten_after_two_years_and_what_waits_never(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    answered = send_feedback(session, held, said(now, "Ovi."), now=now)
    waiting = send_feedback(session, held, said(now, "Ramppi."), now=now)
    answer_feedback(session, world.coordinator, answered.id, answer="Kiitos.", now=now)
    forget_old_feedback(session, now=now + timedelta(days=730))
    assert count(session) == 2
    forget_old_feedback(session, now=now + timedelta(days=731))
    assert [one.id for one in session.scalars(select(Feedback))] == [waiting.id]


def test_an_answer_is_given_once(session: Session, world: World, held: CardInHand, now: datetime) -> None:
    sent = send_feedback(session, held, said(now), now=now)
    answer_feedback(session, world.coordinator, sent.id, answer="Kiitos.", now=now)
    with pytest.raises(RefusedError) as refused:
        answer_feedback(session, world.coordinator, sent.id, answer="Muuta.", now=now)
    assert refused.value.reason is FeedbackRefusal.FEEDBACK_ANSWERED


def test_another_network_neither_sees_nor_answers(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    theirs = session.get_one(Network, world.ostrobothnia)
    stranger = add_actor(session, "coordinator", now=now, network=theirs)
    sent = send_feedback(session, held, said(now), now=now)
    assert waiting_feedback(session, stranger, TODAY) == []
    assert count_waiting(session, stranger, TODAY) == WaitingCount(waiting=0, overdue=0)
    with pytest.raises(NotFoundError):
        answer_feedback(session, stranger, sent.id, answer="Kiitos.", now=now)
    for actor in (world.venue, world.distributor, world.office):
        with pytest.raises(NotAllowedError):
            waiting_feedback(session, actor, TODAY)


def test_each_network_knows_how_much_waits_and_the_national_office_of_all(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    for days in (0, 14, 15):
        send_feedback(session, held, said(now, f"{days} päivää sitten"), now=now - timedelta(days=days))
    assert count_waiting(session, world.coordinator, TODAY) == WaitingCount(waiting=3, overdue=1)
    rows = {
        row.name["fi"]: (row.waiting, row.overdue)
        for row in waiting_by_network(session, world.office, TODAY, language="fi")
    }
    assert rows == {"Kainuu": (3, 1), "Pohjanmaa": (0, 0), "Pirkanmaa": (0, 0)}
    with pytest.raises(NotAllowedError):
        count_waiting(session, world.office, TODAY)
    with pytest.raises(NotAllowedError):
        waiting_by_network(session, world.coordinator, TODAY, language="fi")


def test_the_last_day_is_still_in_time(now: datetime) -> None:
    assert not deadline_of(now - timedelta(days=14), TODAY).is_over
    assert deadline_of(now - timedelta(days=15), TODAY).is_over


def test_answered_ones_come_in_pages(session: Session, world: World, held: CardInHand, now: datetime) -> None:
    for number in range(PAGE_SIZE + 1):
        sent = send_feedback(session, held, said(now, f"Asia {number}"), now=now)
        answer_feedback(
            session, world.coordinator, sent.id, answer="Kiitos.", now=now + timedelta(minutes=number)
        )
    first = answered_feedback(session, world.coordinator, 1)
    assert (len(first.rows), first.pages, first.rows[0].text) == (PAGE_SIZE, 2, f"Asia {PAGE_SIZE}")
    assert [row.text for row in answered_feedback(session, world.coordinator, 99).rows] == ["Asia 0"]


def test_leaving_omakaiku_leaves_feedback_where_it_is(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    sent = send_feedback(session, held, said(now), now=now)
    leave_omakaiku(session, held, now=now)
    answer_feedback(session, world.coordinator, sent.id, answer="Kiitos.", now=now)


def test_a_phone_that_may_be_lost_neither_reads_nor_writes(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    token = new_phone(session, world.distributor, held, now=now)
    replacement = Replacement(held.code, world.codes[1])
    replace_card(session, world.distributor, held.card.id, replacement=replacement, now=now)
    lost = on_phone(session, token, now=now)
    with pytest.raises(NotAllowedError):
        send_feedback(session, lost, said(now), now=now)
    with pytest.raises(NotAllowedError):
        own_feedback(session, lost)
