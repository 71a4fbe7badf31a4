"""How a venue's counter works: whether a valid card records itself. Its contact person decides."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission, may
from webapp.core.errors import NotAllowedError
from webapp.core.partners.desks import Desk
from webapp.core.partners.events import FastModeTurnedOff, FastModeTurnedOn
from webapp.core.partners.models import Organisation


def sets_up_counter(actor: Actor) -> bool:
    """Whether how the venue's counter works is this actor's to decide."""
    return actor.is_contact_person and may(actor.role, Permission.PLAN_OFFERS)


def has_fast_mode(session: Session, desk: Desk) -> bool:
    """Whether a valid card that leaves nothing to choose records itself at the desk's venue.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    desk.must(Permission.CHECK_CARDS)
    return bool(session.scalar(select(Organisation.fast_mode).where(Organisation.id == desk.venue_id)))


def set_fast_mode(session: Session, desk: Desk, *, is_on: bool, now: datetime) -> None:
    """Turn fast mode on or off at the desk's venue; what is so already changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    if not sets_up_counter(desk.actor):
        raise NotAllowedError
    venue = session.get_one(
        Organisation, desk.venue_id, with_for_update=True
    )  # two people may decide at once
    if venue.fast_mode is is_on:
        return
    venue.fast_mode = is_on
    event = FastModeTurnedOn(venue.id) if is_on else FastModeTurnedOff(venue.id)
    record_act(session, desk.actor, event, now=now)
