"""Move a partner into another network, or a venue out of all: the national office does it.

What it has done stays its own: its people, the cards that it gave out, what was recorded there. Its cards
keep their last day; from now on it gives out and renews by the rule, and with codes, of where it is.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.networks.models import Network, Participation
from webapp.core.networks.operating_model import ParticipationState
from webapp.core.partners.events import PartnerMoved, PartnerTakenOut
from webapp.core.partners.models import Organisation, OrganisationKind
from webapp.core.partners.queries import looked_after_partner
from webapp.core.partners.reasons import PartnerRefusal


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a partner is to be; a venue outside the networks stays in its municipality."""

    network_id: int | None
    municipality_code: str | None = None


def partner_to_move(session: Session, actor: Actor, partner_id: int) -> Organisation:
    """A venue or a distributor.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    actor.must(Permission.FOUND_NETWORKS)
    partner = looked_after_partner(session, actor, partner_id)
    if partner.kind == OrganisationKind.COORDINATOR:
        raise NotFoundError
    return partner


def move_partner(
    session: Session, actor: Actor, partner_id: int, *, to: Destination, now: datetime
) -> Organisation:
    """Move a partner; where it is already changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: NETWORK_UNKNOWN, PARTNER_PLACE_NEEDED, PARTNER_PLACE_ELSEWHERE or
            PARTNER_NAME_TAKEN_THERE.
    """
    partner = partner_to_move(session, actor, partner_id)
    session.refresh(partner, ["network_id", "municipality_code"], with_for_update=True)
    before = partner.network_id
    if to.network_id is None:
        _take_out(partner)
    else:
        _put_into(session, partner, to)
    if partner not in session.dirty or not session.is_modified(partner):
        return partner
    session.flush()
    session.expire(partner, ["network", "municipality"])
    moved = (
        PartnerTakenOut(partner.id, before)
        if partner.network_id is None
        else PartnerMoved(partner.id, before, partner.network_id)
    )
    record_act(session, actor, moved, now=now)
    return partner


def _take_out(partner: Organisation) -> None:
    if partner.kind != OrganisationKind.VENUE:
        raise RefusedError(PartnerRefusal.NETWORK_UNKNOWN, "network")
    partner.network_id, partner.side = None, None


def _put_into(session: Session, partner: Organisation, to: Destination) -> None:
    if session.get(Network, to.network_id, with_for_update=True) is None:
        raise RefusedError(PartnerRefusal.NETWORK_UNKNOWN, "network")
    if to.municipality_code is None and partner.kind == OrganisationKind.VENUE:
        raise RefusedError(PartnerRefusal.PARTNER_PLACE_NEEDED, "municipality")
    if to.municipality_code is not None:
        part = session.get(Participation, to.municipality_code)
        if part is None or part.network_id != to.network_id or part.state == ParticipationState.LEFT:
            raise RefusedError(PartnerRefusal.PARTNER_PLACE_ELSEWHERE, "municipality")
    _refuse_taken_name(session, partner, to)
    partner.network_id, partner.municipality_code = to.network_id, to.municipality_code


def _refuse_taken_name(session: Session, partner: Organisation, to: Destination) -> None:
    names = select(Organisation.name).where(
        Organisation.network_id == to.network_id,
        Organisation.kind == partner.kind,
        Organisation.id != partner.id,
    )
    for name in session.scalars(names):
        if any(name.get(code) == text for code, text in partner.name.items()):
            raise RefusedError(PartnerRefusal.PARTNER_NAME_TAKEN_THERE, "network")
