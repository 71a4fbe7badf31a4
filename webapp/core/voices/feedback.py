"""A holder's feedback: sent to the network of the card, shown on its phones, answers and all."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.core.cards.queries import CardInHand, check_own_hands
from webapp.core.errors import Refusal, RefusedError
from webapp.core.identifiers import new_id
from webapp.core.voices.free_text import check_free_text
from webapp.core.voices.models import Feedback, FeedbackCategory

MOST_WAITING: Final = 10
"""Of one card: a network that is asked more than that has not read the first ones yet."""


@dataclass(frozen=True, slots=True)
class NewFeedback:
    """What is said. The id came with the page: sending it twice is harmless."""

    id: uuid.UUID
    category: FeedbackCategory
    text: str


def send_feedback(session: Session, held: CardInHand, new: NewFeedback, *, now: datetime) -> Feedback:
    """Tell the network that the card belongs to."""
    check_own_hands(held)
    text = check_free_text(new.text, "text")
    session.refresh(held.card, with_for_update=True)
    before = session.get(Feedback, new.id)
    if before is not None and _is_same(before, held, new.category, text=text):
        return before
    if _waiting_of(session, held.card.id) >= MOST_WAITING:
        raise RefusedError(Refusal.FEEDBACK_TOO_MANY, most=MOST_WAITING)
    feedback = Feedback(
        id=new_id(now) if before else new.id,  # one went back to the sent page and wrote something else
        network_id=held.card.distributor.network_id, card_id=held.card.id, category=new.category, text=text,
        sent_at=now,
    )  # fmt: skip
    session.add(feedback)
    session.flush()
    return feedback


def own_feedback(session: Session, held: CardInHand) -> Sequence[Feedback]:
    """What was said with the card on the phone that asks, newest first."""
    check_own_hands(held)
    statement = select(Feedback).where(Feedback.card_id == held.card.id)
    return session.scalars(statement.order_by(Feedback.sent_at.desc(), Feedback.id)).all()


def _is_same(before: Feedback, held: CardInHand, category: FeedbackCategory, *, text: str) -> bool:
    return (before.card_id, before.category, before.text) == (held.card.id, category, text)


def _waiting_of(session: Session, card_id: uuid.UUID) -> int:
    statement = select(func.count()).select_from(Feedback)
    found = statement.where(Feedback.card_id == card_id, Feedback.answered_at.is_(None))
    return session.scalar(found) or 0
