"""Put something on at a venue, take it off, and put it on again."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.calendar import day_in_finland
from webapp.core.errors import RefusedError
from webapp.core.offers.events import OfferAdded, OfferEnded, OfferRestored
from webapp.core.offers.models import Offer, OfferKind
from webapp.core.offers.queries import own_offer
from webapp.core.offers.reasons import OfferRefusal
from webapp.core.partners.desks import Desk

LONGEST_NAME: Final = 80


@dataclass(frozen=True, slots=True)
class NewOffer:
    """What is to be on; without a day it is on every day."""

    name: str
    kind: OfferKind
    day: date | None = None


def add_offer(session: Session, desk: Desk, new: NewOffer, *, now: datetime) -> Offer:
    """Put an event, a course or something that is on every day into the venue's list.

    Raises:
        NotAllowedError: the actor may not do this.
        RefusedError: OFFER_NAME or OFFER_IN_PAST.
    """
    desk.must(Permission.PLAN_OFFERS)
    name = " ".join(new.name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise RefusedError(OfferRefusal.OFFER_NAME, "name", most=LONGEST_NAME)
    if new.day is not None and new.day < day_in_finland(now):
        raise RefusedError(OfferRefusal.OFFER_IN_PAST, "day")
    offer = Offer(
        venue_id=desk.venue_id, name=name, kind=new.kind, day=new.day,
        made_by=desk.actor.account_id, made_at=now,
    )  # fmt: skip
    session.add(offer)
    session.flush()
    record_act(session, desk.actor, OfferAdded(offer.id), now=now)
    return offer


def end_offer(session: Session, desk: Desk, offer_id: int, *, now: datetime) -> Offer:
    """Take it off the list; visits recorded for it stay. Repeating changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    desk.must(Permission.PLAN_OFFERS)
    offer = own_offer(session, desk, offer_id, lock=True)
    if offer.ended_at is None:
        offer.ended_at = now
        record_act(session, desk.actor, OfferEnded(offer.id), now=now)
    return offer


def restore_offer(session: Session, desk: Desk, offer_id: int, *, now: datetime) -> Offer:
    """Put it on the list again after all. Repeating changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    desk.must(Permission.PLAN_OFFERS)
    offer = own_offer(session, desk, offer_id, lock=True)
    if offer.ended_at is not None:
        offer.ended_at = None
        record_act(session, desk.actor, OfferRestored(offer.id), now=now)
    return offer
