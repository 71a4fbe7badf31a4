"""Asking a holder how a visit felt: once, within a week, and keeping the answer apart from the visit.

What is kept of the visit is that it has been asked about, for a week; what is kept of the answer is a number
that grew by one (feedback.models.MoodCount). Declining leaves the same mark, so the mark tells nothing.
"""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from webapp.core.calendar import day_began, day_in_finland
from webapp.core.cards.queries import CardInHand, check_own_hands
from webapp.core.errors import NotFoundError
from webapp.core.feedback.moods import count_mood
from webapp.core.visits.looking_back.models import AskedVisit
from webapp.core.visits.models import Visit

DAYS_TO_ASK: Final = 7


def visits_to_ask(session: Session, held: CardInHand, *, today: date) -> Sequence[Visit]:
    """Visits of the last week that nobody has asked about yet, the latest first."""
    check_own_hands(held)
    already_asked = select(AskedVisit.visit_id).where(AskedVisit.visit_id == Visit.id)
    statement = (
        select(Visit)
        .options(joinedload(Visit.venue))
        .where(
            Visit.card_id == held.card.id,
            Visit.happened_at >= _first_moment(today),
            Visit.undone_at.is_(None),
            ~already_asked.exists(),
        )
        .order_by(Visit.happened_at.desc(), Visit.id)
    )
    return session.scalars(statement).all()


def tell_mood(
    session: Session, held: CardInHand, visit_id: uuid.UUID, *, face: int | None, now: datetime
) -> bool:
    """Count the face that was chosen, or nothing (None); False where the question has already passed.

    Raises:
        NotFoundError: there is no such thing for the actor.
    """
    check_own_hands(held)
    session.refresh(held.card, with_for_update=True)  # a double tap counts once
    visit = session.get(Visit, visit_id)
    if visit is None or visit.card_id != held.card.id:
        raise NotFoundError
    today = day_in_finland(now)
    if visit not in visits_to_ask(session, held, today=today):
        return False
    forget_older_marks(session, today)
    session.add(AskedVisit(visit_id=visit.id))
    session.flush()
    if face is not None:
        venue, month = visit.venue, visit.happened_day.replace(day=1)
        count_mood(session, venue_id=venue.id, network_id=venue.network_id, month=month, face=face)
    return True


def _first_moment(today: date) -> datetime:
    return day_began(today - timedelta(days=DAYS_TO_ASK))


def forget_older_marks(session: Session, today: date) -> None:
    """Of every card: a mark is needed only while its visit may be asked about."""
    # One that somebody else forgets at this moment is skipped, so that two answers never wait for each other.
    older = (
        select(AskedVisit.visit_id)
        .join(Visit, Visit.id == AskedVisit.visit_id)
        .where(Visit.happened_at < _first_moment(today))
        .with_for_update(of=AskedVisit, skip_locked=True)
    )
    session.execute(delete(AskedVisit).where(AskedVisit.visit_id.in_(session.scalars(older).all())))
