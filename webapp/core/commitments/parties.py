"""For which parties of a commitment somebody stands; nobody stands for one that has its own office."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Role
from webapp.core.commitments.models import Commitment
from webapp.core.commitments.rules import PARTIES, CommitmentKind, Party
from webapp.core.partners.models import Organisation, OrganisationKind
from webapp.core.partners.sides import SIDES, Side, has_side


def parties_of(session: Session, actor: Actor, commitment: Commitment) -> Sequence[Party]:
    """Those for which the actor accepts or ends it: an office for its side, a partner for itself.

    The national office also accepts partners' commitments for a side that has no office: nobody waits for an
    office that is not there. A network's general commitment waits for it.
    """
    kind = CommitmentKind(commitment.kind)
    match actor.role:
        case Role.NATIONAL_OFFICE:
            instead = _sides_without_office(session, commitment) if kind is CommitmentKind.PARTNER else ()
            own = {Party.NATIONAL_OFFICE, *(Party(one) for one in instead)}
        case Role.COORDINATOR if actor.organisation.network_id == _network_of(commitment):
            own = {Party(one) for one in SIDES if has_side(actor.organisation.side, one)}
        case Role.VENUE | Role.DISTRIBUTOR if actor.organisation.id == commitment.organisation_id:
            own = {Party.ORGANISATION}
        case _:
            own = set()
    return tuple(one for one in PARTIES[kind] if one in own)


def _network_of(commitment: Commitment) -> int | None:
    if commitment.organisation is not None:
        return commitment.organisation.network_id
    return commitment.network_id


def _sides_without_office(session: Session, commitment: Commitment) -> Sequence[Side]:
    offices = select(Organisation.side).where(
        Organisation.network_id == _network_of(commitment),
        Organisation.kind == OrganisationKind.COORDINATOR,
        Organisation.is_active,
    )
    found = session.scalars(offices).all()
    return [one for one in SIDES if not any(has_side(side, one) for side in found)]
