"""Commit to a version of the operating model, party by party, and end a commitment."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.audit.events import Event
from webapp.core.calendar import day_in_finland
from webapp.core.commitments.events import (
    CommitmentAccepted,
    CommitmentConfirmed,
    CommitmentEnded,
    GeneralCommitmentConfirmed,
    GeneralCommitmentEnded,
)
from webapp.core.commitments.models import Commitment, CommitmentAcceptance
from webapp.core.commitments.parties import parties_of
from webapp.core.commitments.queries import acceptable_versions, commitment_seen
from webapp.core.commitments.reasons import CommitmentRefusal
from webapp.core.commitments.rules import (
    CommitmentKind,
    Party,
    check_end,
    check_end_reason,
    holds_from,
    kind_of,
)
from webapp.core.errors import RefusedError
from webapp.core.networks.models import Network
from webapp.core.partners.along import must_be_along
from webapp.core.partners.models import Organisation


def accept_commitment(session: Session, actor: Actor, version: date, *, now: datetime) -> Commitment:
    """Commit the actor's own organisation, or their side of the network, to a version in force or to come.

    Repeating changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        RefusedError: CONTACT_PERSON_ACCEPTS or VERSION_OVER.
    """
    actor.must(Permission.ACCEPT_COMMITMENTS)
    _must_be_contact_person(actor)
    if version not in {one.valid_from for one in acceptable_versions(session, day_in_finland(now))}:
        raise RefusedError(CommitmentRefusal.VERSION_OVER)
    commitment = _begun(session, actor, version)
    if _accept(session, actor, commitment, now=now):
        event = CommitmentAccepted(actor.organisation.id, version.isoformat())
        record_act(session, actor, event, now=now)
    return commitment


def confirm_commitment(session: Session, actor: Actor, commitment_id: int, *, now: datetime) -> Commitment:
    """Accept a commitment that somebody else has begun, for all the parties that the actor stands for.

    Repeating changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: NOT_ALONG, COMMITMENT_ENDED, OTHERS_ACCEPT or CONTACT_PERSON_ACCEPTS.
    """
    actor.must(Permission.LOOK_AFTER_PARTNERS)
    commitment = commitment_seen(session, actor, commitment_id, lock=True)
    if commitment.organisation is not None:
        must_be_along(commitment.organisation)
    if commitment.ended_at is not None:
        raise RefusedError(CommitmentRefusal.COMMITMENT_ENDED)
    parties = parties_of(session, actor, commitment)
    if not parties:
        raise RefusedError(CommitmentRefusal.OTHERS_ACCEPT)
    if commitment.kind == CommitmentKind.GENERAL and Party.NATIONAL_OFFICE not in parties:
        _must_be_contact_person(actor)
    if _accept(session, actor, commitment, now=now):
        record_act(session, actor, _confirmed(commitment), now=now)
    return commitment


@dataclass(frozen=True, slots=True)
class NewEnd:
    """The last day of a commitment that a party ends, and why."""

    ends_on: date
    reason: str


def end_commitment(
    session: Session, actor: Actor, commitment_id: int, *, new: NewEnd, now: datetime
) -> Commitment:
    """End a commitment in the name of one of its parties; it stays readable. Repeating changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: OTHERS_ACCEPT, CONTACT_PERSON_ACCEPTS, COMMITMENT_END_PAST, COMMITMENT_END_REASON
            or TEXT_IDENTITY_CODE.
    """
    commitment = commitment_to_end(session, actor, commitment_id, lock=True)
    if commitment.ended_at is not None:
        return commitment
    check_end(new.ends_on, today=day_in_finland(now))
    commitment.end_reason = check_end_reason(new.reason)
    commitment.ends_on, commitment.ended_at = new.ends_on, now
    commitment.ended_by, commitment.ended_for = actor.account_id, actor.organisation.id
    session.flush()
    record_act(session, actor, _ended(commitment), now=now)
    return commitment


def commitment_to_end(
    session: Session, actor: Actor, commitment_id: int, *, lock: bool = False
) -> Commitment:
    """A commitment of which the actor is a party.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: OTHERS_ACCEPT or CONTACT_PERSON_ACCEPTS.
    """
    commitment = commitment_seen(session, actor, commitment_id, lock=lock)
    if not parties_of(session, actor, commitment):
        raise RefusedError(CommitmentRefusal.OTHERS_ACCEPT)
    if actor.organisation.id == commitment.organisation_id or commitment.kind == CommitmentKind.GENERAL:
        _must_be_contact_person(actor)
    return commitment


def _must_be_contact_person(actor: Actor) -> None:
    if not actor.is_contact_person:
        raise RefusedError(CommitmentRefusal.CONTACT_PERSON_ACCEPTS)


def _begun(session: Session, actor: Actor, version: date) -> Commitment:
    """The commitment to a version that holds or waits, of the partner or the network; else a new one."""
    # Locked: two people, or one who pressed twice, may accept at once.
    organisation = session.get_one(Organisation, actor.organisation.id, with_for_update=True)
    kind = kind_of(organisation.kind, organisation.network_id)
    is_general = kind is CommitmentKind.GENERAL
    if is_general:
        session.get(Network, organisation.network_id, with_for_update=True)
    whose = (
        Commitment.network_id == organisation.network_id
        if is_general
        else Commitment.organisation_id == organisation.id
    )
    begun = session.scalar(
        select(Commitment).where(whose, Commitment.version == version, Commitment.ended_at.is_(None))
    )
    if begun is None:
        begun = Commitment(
            organisation_id=None if is_general else organisation.id,
            network_id=organisation.network_id if is_general else None,
            kind=kind,
            version=version,
        )
        session.add(begun)
        session.flush()
    return begun


def _accept(session: Session, actor: Actor, commitment: Commitment, *, now: datetime) -> bool:
    """Accept it for all the parties for which the actor stands; whether that was anything new."""
    new = [one for one in parties_of(session, actor, commitment) if one in commitment.missing]
    if not new:
        return False
    commitment.acceptances += [
        CommitmentAcceptance(
            commitment_id=commitment.id,
            party=one,
            accepted_by=actor.account_id,
            accepted_for=actor.organisation.id,
            accepted_at=now,
        )
        for one in new
    ]
    if commitment.in_force_from is None and not commitment.missing:
        commitment.in_force_from = holds_from(day_in_finland(now), commitment.version)
    session.flush()
    return True


def _confirmed(commitment: Commitment) -> Event:
    version = commitment.version.isoformat()
    if commitment.organisation_id is not None:
        return CommitmentConfirmed(commitment.organisation_id, version)
    return GeneralCommitmentConfirmed(commitment.network_id or 0, version)


def _ended(commitment: Commitment) -> Event:
    version = commitment.version.isoformat()
    if commitment.organisation_id is not None:
        return CommitmentEnded(commitment.organisation_id, version)
    return GeneralCommitmentEnded(commitment.network_id or 0, version)
