"""Commit to a version of the operating model: the organisation first, then the office of the other side."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.calendar import day_in_finland
from webapp.core.commitments.events import CommitmentAccepted, CommitmentConfirmed
from webapp.core.commitments.models import Commitment
from webapp.core.commitments.queries import acceptable_versions, confirmable_commitment
from webapp.core.commitments.reasons import CommitmentRefusal
from webapp.core.commitments.rules import holds_from, kind_of
from webapp.core.errors import RefusedError
from webapp.core.partners.along import must_be_along
from webapp.core.partners.models import Organisation


def accept_commitment(session: Session, actor: Actor, version: date, *, now: datetime) -> Commitment:
    """Commit the actor's own organisation to a version in force or to come. Repeating changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        RefusedError: CONTACT_PERSON_ACCEPTS or VERSION_OVER.
    """
    actor.must(Permission.ACCEPT_COMMITMENTS)
    if not actor.is_contact_person:
        raise RefusedError(CommitmentRefusal.CONTACT_PERSON_ACCEPTS)
    if version not in {one.valid_from for one in acceptable_versions(session, day_in_finland(now))}:
        raise RefusedError(CommitmentRefusal.VERSION_OVER)
    # Locked: two people, or one who pressed twice, may accept at once.
    organisation = session.get_one(Organisation, actor.organisation.id, with_for_update=True)
    before = session.scalar(
        select(Commitment).where(Commitment.organisation_id == organisation.id, Commitment.version == version)
    )
    if before is not None:
        return before
    commitment = Commitment(
        organisation_id=organisation.id,
        kind=kind_of(organisation.kind, organisation.network_id),
        version=version,
        accepted_by=actor.account_id,
        accepted_at=now,
    )
    session.add(commitment)
    session.flush()
    record_act(session, actor, CommitmentAccepted(organisation.id, version.isoformat()), now=now)
    return commitment


def confirm_commitment(session: Session, actor: Actor, commitment_id: int, *, now: datetime) -> Commitment:
    """Accept a commitment for the other side, by which it is in force. Repeating changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: NOT_ALONG.
    """
    commitment = confirmable_commitment(session, actor, commitment_id, lock=True)
    must_be_along(commitment.organisation)
    if commitment.in_force_from is not None:
        return commitment
    commitment.confirmed_by, commitment.confirmed_at = actor.account_id, now
    commitment.confirmed_for = actor.organisation.id
    commitment.in_force_from = holds_from(day_in_finland(now), commitment.version)
    session.flush()
    event = CommitmentConfirmed(commitment.organisation_id, commitment.version.isoformat())
    record_act(session, actor, event, now=now)
    return commitment
