"""A holder sends feedback to the network of the card; the network answers it."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.cards.queries import CardInHand, check_own_hands
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.feedback.events import FeedbackAnswered
from webapp.core.feedback.free_text import check_answer, check_free_text
from webapp.core.feedback.models import Feedback, FeedbackCategory
from webapp.core.feedback.reasons import FeedbackRefusal
from webapp.core.identifiers import new_id
from webapp.core.networks.service_numbers import SERVICE

MOST_WAITING: Final = 10
"""Of one card: a network that is asked more than that has not read the first ones yet."""


@dataclass(frozen=True, slots=True)
class NewFeedback:
    """What is said. The id came with the page: sending it twice is harmless."""

    id: uuid.UUID
    category: FeedbackCategory
    text: str


def send_feedback(session: Session, held: CardInHand, new: NewFeedback, *, now: datetime) -> Feedback:
    """Tell the network that the card belongs to.

    Raises:
        NotAllowedError: the actor may not do this.
        RefusedError: TEXT_LENGTH, what the text tells of a person or FEEDBACK_TOO_MANY.
    """
    check_own_hands(held)
    text = check_free_text(new.text, "text")
    session.refresh(held.card, with_for_update=True)
    before = session.get(Feedback, new.id)
    if before is not None and _is_same(before, held, new.category, text=text):
        return before
    if _waiting_of(session, held.card.id) >= MOST_WAITING:
        raise RefusedError(FeedbackRefusal.FEEDBACK_TOO_MANY, most=MOST_WAITING)
    feedback = Feedback(
        id=new_id(now) if before else new.id,  # one went back to the sent page and wrote something else
        network_id=held.card.distributor.network_id, card_id=held.card.id, category=new.category, text=text,
        sent_at=now,
    )  # fmt: skip
    session.add(feedback)
    session.flush()
    return feedback


def _is_same(before: Feedback, held: CardInHand, category: FeedbackCategory, *, text: str) -> bool:
    return (before.card_id, before.category, before.text) == (held.card.id, category, text)


def _waiting_of(session: Session, card_id: uuid.UUID) -> int:
    statement = select(func.count()).select_from(Feedback)
    found = statement.where(Feedback.card_id == card_id, Feedback.answered_at.is_(None))
    return session.scalar(found) or 0


def answer_feedback(
    session: Session, actor: Actor, feedback_id: uuid.UUID, *, answer: str, now: datetime
) -> None:
    """Answer feedback of the actor's network, once; the same answer again changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: TEXT_LENGTH, TEXT_IDENTITY_CODE or FEEDBACK_ANSWERED.
    """
    actor.must(Permission.ANSWER_FEEDBACK)
    feedback = session.get(Feedback, feedback_id, with_for_update=True)
    if feedback is None or feedback.network_id != actor.network_id:
        raise NotFoundError
    text = check_answer(answer, "answer")
    if feedback.answered_at is not None:
        if feedback.answer == text:
            return
        raise RefusedError(FeedbackRefusal.FEEDBACK_ANSWERED)
    feedback.answer, feedback.answered_by = text, actor.account_id
    feedback.answered_at = max(now, feedback.sent_at)
    record_act(session, actor, FeedbackAnswered(feedback_id), now=now)


def forget_old_feedback(session: Session, *, now: datetime) -> None:
    """Let go of what was answered long ago; the log keeps that it was answered, without words or card."""
    kept = timedelta(days=365 * SERVICE.feedback_kept_years)
    session.execute(delete(Feedback).where(Feedback.answered_at < now - kept))
