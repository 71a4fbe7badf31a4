"""Feedback as the network sees it (what was said and when, never by which card) and as its sender does."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, Row, case, func, select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission
from webapp.core.cards.queries import CardInHand, check_own_hands
from webapp.core.feedback.models import Feedback
from webapp.core.feedback.rules import Deadline, deadline_of, overdue_if_sent_before
from webapp.core.languages import LocalisedText
from webapp.core.names import by_name
from webapp.core.networks.models import Network

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
    """What the actor's network has to answer, longest waiting first.

    Raises:
        NotAllowedError: the actor may not do this.
    """
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
    """How much the actor's network has to answer.

    Raises:
        NotAllowedError: the actor may not do this.
    """
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
    """What the actor's network has answered.

    Raises:
        NotAllowedError: the actor may not do this.
    """
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


def waiting_by_network(
    session: Session, actor: Actor, today: date, *, language: str
) -> Sequence[Row[LocalisedText, int, int]]:
    """Every network with what waits there and what has waited too long, by name.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.SEE_COUNTRY)
    statement = (
        select(
            Network.name,
            func.count(Feedback.id).label("waiting"),
            _overdue(today).label("overdue"),
        )
        .outerjoin(Feedback, (Feedback.network_id == Network.id) & Feedback.answered_at.is_(None))
        .group_by(Network.id)
        .order_by(by_name(Network, language))
    )
    return session.execute(statement).all()


def own_feedback(session: Session, held: CardInHand) -> Sequence[Feedback]:
    """What was said with the card on the phone that asks, newest first."""
    check_own_hands(held)
    statement = select(Feedback).where(Feedback.card_id == held.card.id)
    return session.scalars(statement.order_by(Feedback.sent_at.desc(), Feedback.id)).all()
