"""Announce an outing, change and cancel it; join one and leave it; forget who joined those long past."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.cards.queries import CardInHand, check_own_hands
from webapp.core.database import not_before
from webapp.core.errors import RefusedError
from webapp.core.languages import UNSAID, LocalisedText
from webapp.core.outings.events import OutingAnnounced, OutingCancelled, OutingChanged
from webapp.core.outings.models import Audience, Outing, OutingJoin
from webapp.core.outings.queries import (
    SHOWN_AFTER,
    can_be_cancelled,
    joined_to_come,
    outing_for,
    own_outing,
    refusal_of,
)
from webapp.core.outings.reasons import OutingRefusal
from webapp.core.outings.rules import OutingTimes, check_times, folded
from webapp.core.outings.written import check_written
from webapp.core.partners.models import Organisation, OrganisationKind
from webapp.core.partners.reasons import PartnerRefusal


@dataclass(frozen=True, slots=True)
class NewOuting:
    """An outing about to be announced, in one language or more: its id was made with the page.

    To a venue, or else to a place in words.
    """

    outing_id: uuid.UUID
    title: LocalisedText
    venue_id: int | None
    place: LocalisedText
    meeting_place: LocalisedText
    times: OutingTimes
    audience: Audience
    words: LocalisedText = UNSAID


def announce_outing(session: Session, actor: Actor, new: NewOuting, *, now: datetime) -> Outing:
    """Tell cardholders where the distributor goes; announcing the same outing again changes nothing.

    Announced again with other words it goes as it is told now: its form was corrected and sent once more.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: TEXT_LENGTH, TEXT_IDENTITY_CODE, OUTING_HALF_WRITTEN, OUTING_TWO_PLACES, VENUE_UNKNOWN,
            OUTING_IN_PAST, OUTING_MEETS_LATE, OUTING_JOINS_LATE or OUTING_JOINS_IN_PAST.
    """
    actor.must(Permission.ANNOUNCE_OUTINGS)
    # Two presses of one button wait for each other here.
    session.get_one(Organisation, actor.organisation.id, with_for_update={"key_share": True})
    before = session.get(Outing, new.outing_id)
    if before is not None:
        own = own_outing(session, actor, new.outing_id)
        is_to_come = own.cancelled_at is None and own.starts_at > now
        return change_outing(session, actor, new, now=now) if is_to_come else own
    outing = _outing(session, actor, new, now=now)
    session.add(outing)
    session.flush()
    record_act(session, actor, OutingAnnounced(outing.id), now=now)
    forget_old_joins(session, now=now)
    return outing


def change_outing(session: Session, actor: Actor, new: NewOuting, *, now: datetime) -> Outing:
    """Let a coming outing go otherwise; those who come along see when. What is so already changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: OUTING_CANCELLED, OUTING_IN_PAST, and as announce_outing.
    """
    outing = own_outing(session, actor, new.outing_id, lock=True)
    if outing.cancelled_at is not None:
        raise RefusedError(OutingRefusal.OUTING_CANCELLED)
    if outing.starts_at <= now:
        raise RefusedError(OutingRefusal.OUTING_IN_PAST, "meeting_time")
    kept = OutingTimes(outing.meets_at, outing.starts_at, outing.join_until)
    facts = _facts(session, actor, new, now=now, kept=kept)
    if any(getattr(outing, name) != fact for name, fact in facts.items()):
        for name, fact in facts.items():
            setattr(outing, name, fact)
        outing.changed_at = now
        record_act(session, actor, OutingChanged(outing.id), now=now)
    return outing


def _outing(session: Session, actor: Actor, new: NewOuting, *, now: datetime) -> Outing:
    return Outing(
        id=new.outing_id, distributor_id=actor.organisation.id, made_by=actor.account_id, made_at=now,
        **_facts(session, actor, new, now=now),
    )  # fmt: skip


def _facts(
    session: Session, actor: Actor, new: NewOuting, *, now: datetime, kept: OutingTimes | None = None
) -> dict[str, Any]:
    """What is kept of an outing, checked."""
    if new.venue_id is not None:
        _check_venue(session, actor, new)
    texts = check_written(
        {
            "title": new.title,
            "place": new.place,
            "meeting_place": new.meeting_place,
            "words": new.words,
        },
        needed={"title", "meeting_place"} | ({"place"} if new.venue_id is None else set()),
    )
    check_times(new.times, now=now, kept=kept)
    return {
        **texts, "venue_id": new.venue_id, "meets_at": new.times.meets_at, "starts_at": new.times.starts_at,
        "join_until": new.times.join_until, "audience": new.audience,
    }  # fmt: skip


def _check_venue(session: Session, actor: Actor, new: NewOuting) -> None:
    for language, place in new.place.items():
        if folded(place):
            raise RefusedError(OutingRefusal.OUTING_TWO_PLACES, f"place_{language}")
    venue = session.get(Organisation, new.venue_id)
    if venue is None or venue.kind != OrganisationKind.VENUE or venue.network_id != actor.network_id:
        raise RefusedError(PartnerRefusal.VENUE_UNKNOWN, "venue")


def cancel_outing(session: Session, actor: Actor, outing_id: uuid.UUID, *, now: datetime) -> Outing:
    """Call it off; those who joined see so. Repeating changes nothing, nor does cancelling what has been.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    outing = own_outing(session, actor, outing_id, lock=True)
    if can_be_cancelled(outing, now=now):
        outing.cancelled_at = now
        record_act(session, actor, OutingCancelled(outing.id), now=now)
    return outing


def join_outing(session: Session, held: CardInHand, outing_id: uuid.UUID, *, now: datetime) -> Outing:
    """The card comes along; joining twice is joining once..

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: the rule that forbids it, where it cannot.
    """
    outing = outing_for(session, held, outing_id)
    join = session.get(OutingJoin, (outing_id, held.card.id))
    if join is not None and join.left_at is None:
        return outing
    refusal = refusal_of(outing, held, now=now)
    if refusal is not None:
        raise RefusedError(refusal)
    if join is None:
        session.add(OutingJoin(outing_id=outing_id, card_id=held.card.id, joined_at=now))
    else:
        join.joined_at, join.left_at = now, None
    forget_old_joins(session, now=now)
    return outing


def leave_outing(session: Session, held: CardInHand, outing_id: uuid.UUID, *, now: datetime) -> Outing:
    """The card does not come after all, also when nobody can join any more; leaving twice is leaving once.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    outing = outing_for(session, held, outing_id)
    join = session.get(OutingJoin, (outing_id, held.card.id))
    if join is not None and join.left_at is None:
        join.left_at = max(now, join.joined_at)
    return outing


def leave_coming_outings(session: Session, held: CardInHand, *, now: datetime) -> None:
    """The card comes along to nothing any more: its holder could not hear of a change.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    check_own_hands(held)
    left_at = not_before(OutingJoin.joined_at, now)
    session.execute(update(OutingJoin).where(*joined_to_come(held, now=now)).values(left_at=left_at))


def forget_old_joins(session: Session, *, now: datetime) -> None:
    """Remove who joined outings that are a month past, whoever announced them."""
    # An outing that somebody else clears at this moment is skipped, so that two never wait for each other.
    old = (
        select(Outing.id)
        .where(
            Outing.starts_at < now - SHOWN_AFTER,
            exists().where(OutingJoin.outing_id == Outing.id),
        )
        .with_for_update(skip_locked=True)
    )
    forgotten = session.scalars(old).all()
    if forgotten:
        session.execute(delete(OutingJoin).where(OutingJoin.outing_id.in_(forgotten)))
