"""Feedback as the network sees it: what was said and when, never by which card; and answering it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, Row, case, delete, func, select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.audit.voices_events import FeedbackAnswered
from webapp.core.errors import NotFoundError, Refusal, RefusedError
from webapp.core.networks.models import Network
from webapp.core.networks.operating_model import MODEL
from webapp.core.voices.deadline import Deadline, deadline_of, overdue_if_sent_before
from webapp.core.voices.free_text import check_answer
from webapp.core.voices.models import Feedback

MOST_WAITING_LISTED: Final = 100
PAGE_SIZE: Final = 20


@dataclass(frozen=True, slots=True)
class WaitingFeedback:
    """What waits for an answer. There is no card here, so no page can show one."""

    id: uuid.UUID
    category: str
    text: str
    sent_at: datetime
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class WaitingCount:
    """How much waits for an answer, and how much of it has waited longer than it may."""

    waiting: int
    overdue: int


@dataclass(frozen=True, slots=True)
class AnsweredPage:
    """One page of what has been answered, the latest answer first; rows have no card."""

    rows: Sequence[Row[str, str, datetime, str | None, datetime | None]]
    page: int
    pages: int


def waiting_feedback(session: Session, actor: Actor, today: date) -> list[WaitingFeedback]:
    """What the actor's network has to answer, longest waiting first."""
    actor.must(Permission.ANSWER_FEEDBACK)
    statement = (
        select(Feedback.id, Feedback.category, Feedback.text, Feedback.sent_at)
        .where(Feedback.network_id == actor.network_id, Feedback.answered_at.is_(None))
        .order_by(Feedback.sent_at, Feedback.id)
        .limit(MOST_WAITING_LISTED)
    )
    return [
        WaitingFeedback(row.id, row.category, row.text, row.sent_at, deadline_of(row.sent_at, today))
        for row in session.execute(statement)
    ]


def count_waiting(session: Session, actor: Actor, today: date) -> WaitingCount:
    """How much the actor's network has to answer."""
    actor.must(Permission.ANSWER_FEEDBACK)
    waiting, overdue = session.execute(
        select(func.count(), _overdue(today)).where(
            Feedback.network_id == actor.network_id, Feedback.answered_at.is_(None)
        )
    ).one()
    return WaitingCount(waiting, overdue)


def _overdue(today: date) -> ColumnElement[int]:
    is_overdue = Feedback.sent_at < overdue_if_sent_before(today)
    return func.coalesce(func.sum(case((is_overdue, 1), else_=0)), 0)


def answered_feedback(session: Session, actor: Actor, page: int) -> AnsweredPage:
    """What the actor's network has answered."""
    actor.must(Permission.ANSWER_FEEDBACK)
    fits = (Feedback.network_id == actor.network_id, Feedback.answered_at.is_not(None))
    total = session.scalar(select(func.count()).select_from(Feedback).where(*fits)) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    shown = min(max(1, page), pages)
    statement = (
        select(Feedback.category, Feedback.text, Feedback.sent_at, Feedback.answer, Feedback.answered_at)
        .where(*fits)
        .order_by(Feedback.answered_at.desc(), Feedback.id)
        .limit(PAGE_SIZE)
        .offset((shown - 1) * PAGE_SIZE)
    )
    return AnsweredPage(session.execute(statement).all(), shown, pages)


def answer_feedback(
    session: Session, actor: Actor, feedback_id: uuid.UUID, *, answer: str, now: datetime
) -> None:
    """Answer feedback of the actor's network, once; the same answer again changes nothing."""
    actor.must(Permission.ANSWER_FEEDBACK)
    feedback = session.get(Feedback, feedback_id, with_for_update=True)
    if feedback is None or feedback.network_id != actor.network_id:
        raise NotFoundError
    text = check_answer(answer, "answer")
    if feedback.answered_at is not None:
        if feedback.answer == text:
            return
        raise RefusedError(Refusal.FEEDBACK_ANSWERED)
    feedback.answer, feedback.answered_at, feedback.answered_by = text, now, actor.account_id
    record_act(session, actor, FeedbackAnswered(feedback_id), now=now)


def forget_old_feedback(session: Session, *, now: datetime) -> None:
    """Let go of what was answered long ago; the log keeps that it was answered, without words or card."""
    session.execute(delete(Feedback).where(Feedback.answered_at < now - MODEL.feedback_kept))


def waiting_by_network(session: Session, actor: Actor, today: date) -> Sequence[Row[str, str, int, int]]:
    """Every network with what waits there and what has waited too long, by Finnish name."""
    actor.must(Permission.SEE_COUNTRY)
    statement = (
        select(
            Network.name_fi,
            Network.name_sv,
            func.count(Feedback.id).label("waiting"),
            _overdue(today).label("overdue"),
        )
        .outerjoin(Feedback, (Feedback.network_id == Network.id) & Feedback.answered_at.is_(None))
        .group_by(Network.id)
        .order_by(Network.name_fi)
    )
    return session.execute(statement).all()
