"""Give the cards of a decided trial their new last day, some at a time, so that no counter waits for them.

A decision is written at once; its cards follow in short transactions. Each goes on where the one before
ended, by whichever process: what fell over is taken up again.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final, TypeAlias

from sqlalchemy import Row, and_, or_, select, update
from sqlalchemy.orm import Session

from webapp.core.audit.actions import record_event
from webapp.core.cards.listed import list_another_last_day, next_change
from webapp.core.cards.models import Card
from webapp.core.trials.endings import began_on_of, goes_on, going_on_of
from webapp.core.trials.events import TrialCardsGoOn
from webapp.core.trials.models import TrialEnding
from webapp.core.trials.rules import GoingOn

AT_ONCE: Final = 500
"""Cards of one transaction."""

_NextCard: TypeAlias = Row[uuid.UUID, int, date, date]
"""A card's id, its distributor, its last day, and the day from which its months are counted."""


def unfinished_endings(session: Session) -> Sequence[uuid.UUID]:
    """Decided trials some of whose cards may still have the day of before."""
    statement = select(TrialEnding.id).where(TrialEnding.finished_at.is_(None))
    return session.scalars(statement.order_by(TrialEnding.decided_at)).all()


def move_some(session: Session, ending_id: uuid.UUID, *, now: datetime) -> bool:
    """Go through the next cards of a decided trial; False where there are no more."""
    ending = session.get(TrialEnding, ending_id, with_for_update=True, populate_existing=True)
    if ending is None or ending.finished_at is not None:
        return False
    plans = {one: plan for plan in going_on_of(ending) for one in plan.distributor_ids}
    cards = _next_cards(session, ending)
    ending.cards_moved += _move(session, cards, plans)
    if len(cards) == AT_ONCE:
        ending.last_card_id = cards[-1].id
        session.flush()
        return True
    ending.finished_at = now
    session.flush()
    event = TrialCardsGoOn(ending.network_id, ending.cards_moved)
    record_event(session, event, now=now, account_id=None)
    return False


def _next_cards(session: Session, ending: TrialEnding) -> Sequence[_NextCard]:
    plans = going_on_of(ending)
    if not plans:
        return []
    statement = (
        select(Card.id, Card.distributor_id, Card.valid_until, began_on_of(Card).label("began_on"))
        .where(or_(*(and_(*goes_on(one)) for one in plans)))
        .order_by(Card.id)
        .limit(AT_ONCE)
        .with_for_update()
    )
    if ending.last_card_id is not None:
        statement = statement.where(Card.id > ending.last_card_id)
    return session.execute(statement).all()


def _move(session: Session, cards: Sequence[_NextCard], plans: Mapping[int, GoingOn]) -> int:
    by_day: dict[date, list[uuid.UUID]] = defaultdict(list)
    for card in cards:
        last_day = plans[card.distributor_id].last_day(card.began_on, card.valid_until)
        if last_day != card.valid_until:
            by_day[last_day].append(card.id)
    if by_day:
        change = next_change(session)
        for last_day, ids in by_day.items():
            moved = update(Card).where(Card.id.in_(ids)).values(valid_until=last_day)
            session.execute(moved.execution_options(synchronize_session=False))
            list_another_last_day(session, ids, last_day, change=change)
    return sum(len(ids) for ids in by_day.values())
