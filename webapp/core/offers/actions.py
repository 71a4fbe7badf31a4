"""Put something on at a venue, take it off, and put it on again."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.calendar import day_in_finland, is_on_the_clock
from webapp.core.errors import RefusedError
from webapp.core.free_text.checks import Writer, refuse_details
from webapp.core.languages import FIRST, LocalisedText
from webapp.core.offers.events import OfferAdded, OfferChanged, OfferEnded, OfferRestored
from webapp.core.offers.models import Offer, OfferKind
from webapp.core.offers.queries import listed_offer, own_offer
from webapp.core.offers.reasons import OfferRefusal
from webapp.core.partners.desks import Desk
from webapp.core.partners.models import Organisation

LONGEST_NAME: Final = 80


@dataclass(frozen=True, slots=True)
class NewOffer:
    """What is to be on, called so in one language or more; without a day it is on every day."""

    name: LocalisedText
    kind: OfferKind
    day: date | None = None
    begins_at: time | None = None


def add_offer(session: Session, desk: Desk, new: NewOffer, *, now: datetime) -> Offer:
    """Put an event, a course or something that is on every day into the venue's list, the same only once.

    Raises:
        NotAllowedError: the actor may not do this.
        RefusedError: OFFER_NAME, OFFER_IN_PAST, OFFER_TIME or OFFER_NO_SUCH_TIME.
    """
    desk.must(Permission.PLAN_OFFERS)
    facts = _facts(new, today=day_in_finland(now))
    # Two presses of one button wait for each other here.
    session.get_one(Organisation, desk.venue_id, with_for_update={"key_share": True})
    on = select(Offer).where(Offer.venue_id == desk.venue_id, Offer.ended_at.is_(None))
    listed = session.scalars(on.where(Offer.kind == new.kind, Offer.day == new.day)).all()
    for before in listed:
        if all(getattr(before, name) == fact for name, fact in facts.items()):
            return before
    offer = Offer(venue_id=desk.venue_id, made_by=desk.actor.account_id, made_at=now, **facts)
    session.add(offer)
    session.flush()
    record_act(session, desk.actor, OfferAdded(offer.id), now=now)
    return offer


def change_offer(session: Session, desk: Desk, offer_id: int, *, new: NewOffer, now: datetime) -> Offer:
    """Let something on the list be called, or be on, otherwise; what is so already changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: OFFER_NAME, OFFER_IN_PAST, OFFER_TIME or OFFER_NO_SUCH_TIME.
    """
    desk.must(Permission.PLAN_OFFERS)
    offer = listed_offer(session, desk, offer_id, lock=True)
    facts = _facts(new, today=day_in_finland(now))
    if any(getattr(offer, name) != fact for name, fact in facts.items()):
        for name, fact in facts.items():
            setattr(offer, name, fact)
        record_act(session, desk.actor, OfferChanged(offer.id), now=now)
    return offer


def _facts(new: NewOffer, *, today: date) -> dict[str, Any]:
    """What is kept of an offer, checked.

    Raises:
        RefusedError: OFFER_NAME, OFFER_IN_PAST, OFFER_TIME or OFFER_NO_SUCH_TIME.
    """
    name = _name(new.name)
    check_day(new.day, today=today)
    check_begin(new.begins_at, new.day)
    return {"name": name, "kind": new.kind, "day": new.day, "begins_at": new.begins_at}


def check_day(day: date | None, *, today: date) -> None:
    """What is on is on today or later.

    Raises:
        RefusedError: OFFER_IN_PAST.
    """
    if day is not None and day < today:
        raise RefusedError(OfferRefusal.OFFER_IN_PAST, "day")


def check_begin(begins_at: time | None, day: date | None) -> None:
    """A time of day is of some day, and comes on it.

    Raises:
        RefusedError: OFFER_TIME, or OFFER_NO_SUCH_TIME for the hour that is left out when summer time begins.
    """
    if begins_at is None:
        return
    if day is None:
        raise RefusedError(OfferRefusal.OFFER_TIME, "begins_at")
    if not is_on_the_clock(day, begins_at):
        raise RefusedError(OfferRefusal.OFFER_NO_SUCH_TIME, "begins_at")


def _name(typed: LocalisedText) -> LocalisedText:
    name = LocalisedText({code: check_name(text, f"name_{code}") for code, text in typed.items()})
    if not name:
        raise RefusedError(OfferRefusal.OFFER_NAME, f"name_{FIRST}", most=LONGEST_NAME)
    return name


def check_name(typed: str, field: str) -> str:
    """What something is called in one language, as it is kept; it need not be called so in each.

    Raises:
        RefusedError: OFFER_NAME or TEXT_IDENTITY_CODE.
    """
    name = " ".join(typed.split())
    if len(name) > LONGEST_NAME:
        raise RefusedError(OfferRefusal.OFFER_NAME, field, most=LONGEST_NAME)
    refuse_details(name, field, Writer.OFFICE)
    return name


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
