"""What a venue has on."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.offers.models import Offer
from webapp.core.offers.reasons import OfferRefusal

DAYS_AHEAD: Final = 7


def offers_of_venue(session: Session, actor: Actor, today: date) -> Sequence[Offer]:
    """What the actor's venue has on from today, by day; what is on every day comes first."""
    actor.must(Permission.PLAN_OFFERS)
    return _offers(session, actor, first=today, last=date.max)


def offers_at_counter(session: Session, actor: Actor, today: date) -> Sequence[Offer]:
    """What a counter may record for: today's, the next seven days' and what is on every day."""
    actor.must(Permission.RECORD_VISITS)
    return _offers(session, actor, first=today, last=today + timedelta(days=DAYS_AHEAD))


def offers_of_day(session: Session, actor: Actor, day: date) -> Sequence[Offer]:
    """What the actor's venue has on that day, and every day."""
    actor.must(Permission.RECORD_VISITS)
    return _offers(session, actor, first=day, last=day)


def _offers(session: Session, actor: Actor, *, first: date, last: date) -> Sequence[Offer]:
    statement = (
        select(Offer)
        .where(
            Offer.venue_id == actor.organisation.id,
            Offer.ended_at.is_(None),
            or_(Offer.day.is_(None), Offer.day.between(first, last)),
        )
        .order_by(Offer.day.is_not(None), Offer.day, Offer.name, Offer.id)
    )
    return session.scalars(statement).all()


def own_offer(session: Session, actor: Actor, offer_id: int, *, lock: bool = False) -> Offer:
    """An offer of the actor's venue, ended ones among them; NotFoundError for any other."""
    offer = session.get(Offer, offer_id, with_for_update=lock or None)
    if offer is None or offer.venue_id != actor.organisation.id:
        raise NotFoundError
    return offer


def check_offer(session: Session, actor: Actor, offer_id: int | None) -> None:
    """A visit can be for something that its own venue has or had on, or for nothing in particular."""
    if offer_id is None:
        return
    try:
        own_offer(session, actor, offer_id)
    except NotFoundError:
        raise RefusedError(OfferRefusal.OFFER_UNKNOWN, "offer") from None
