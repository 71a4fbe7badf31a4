"""What a venue has on."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from webapp.core.accounts.roles import Permission
from webapp.core.errors import NotFoundError
from webapp.core.names import by_name
from webapp.core.offers.models import BY_DAY, Offer
from webapp.core.partners.desks import Desk

DAYS_AHEAD: Final = 7


def offers_of_venue(session: Session, desk: Desk, today: date, *, language: str) -> Sequence[Offer]:
    """What the desk's venue has on from today, by day; what is on every day comes first.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    desk.must(Permission.PLAN_OFFERS)
    return _offers(session, desk, language, first=today, last=date.max)


def offers_at_counter(session: Session, desk: Desk, today: date, *, language: str) -> Sequence[Offer]:
    """What a counter may record for: today's, the next seven days' and what is on every day.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    desk.must(Permission.RECORD_VISITS)
    return _offers(session, desk, language, first=today, last=today + timedelta(days=DAYS_AHEAD))


def offers_of_day(session: Session, desk: Desk, day: date, *, language: str) -> Sequence[Offer]:
    """What the desk's venue has on that day, and every day.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    desk.must(Permission.RECORD_VISITS)
    return _offers(session, desk, language, first=day, last=day)


def _offers(session: Session, desk: Desk, language: str, *, first: date, last: date) -> Sequence[Offer]:
    statement = (
        select(Offer)
        .where(
            Offer.venue_id == desk.venue_id,
            Offer.ended_at.is_(None),
            or_(Offer.day.is_(None), Offer.day.between(first, last)),
        )
        .order_by(*BY_DAY, by_name(Offer, language), Offer.id)
    )
    return session.scalars(statement).all()


def own_offer(session: Session, desk: Desk, offer_id: int, *, lock: bool = False) -> Offer:
    """An offer of the desk's venue, ended ones among them.

    Raises:
        NotFoundError: for any other.
    """
    offer = session.get(Offer, offer_id, with_for_update=lock or None)
    if offer is None or offer.venue_id != desk.venue_id:
        raise NotFoundError
    return offer


def listed_offer(session: Session, desk: Desk, offer_id: int, *, lock: bool = False) -> Offer:
    """An offer of the desk's venue that nobody took off the list.

    Raises:
        NotFoundError: for any other.
    """
    offer = own_offer(session, desk, offer_id, lock=lock)
    if offer.ended_at is not None:
        raise NotFoundError
    return offer
