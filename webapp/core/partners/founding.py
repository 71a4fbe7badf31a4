"""Take venues, distributors and coordinating offices into a network, change them, let them end and resume."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission, Role
from webapp.core.errors import NotAllowedError, OtherSideError, RefusedError
from webapp.core.languages import LocalisedText
from webapp.core.networks.actions import checked_name
from webapp.core.networks.models import Municipality, Network, Participation
from webapp.core.networks.operating_model import ParticipationState
from webapp.core.partners.approvals import ask_for_approval
from webapp.core.partners.events import PartnerAdded, PartnerChanged, PartnerEnded, PartnerResumed, PopUpAdded
from webapp.core.partners.models import (
    DistributorKind,
    Organisation,
    OrganisationKind,
    RunBy,
    Sector,
    VenueKind,
)
from webapp.core.partners.queries import adds_partners, looked_after_network, looked_after_partner
from webapp.core.partners.reasons import PartnerRefusal
from webapp.core.partners.sides import Side, side_of


@dataclass(frozen=True, slots=True)
class NewPartner:
    """What a partner is called and what it is. A distributor without a municipality is the whole county's."""

    kind: OrganisationKind
    name: LocalisedText
    municipality_code: str | None = None
    venue_kind: VenueKind | None = None
    sector: Sector | None = None
    distributor_kind_id: int | None = None
    run_by: RunBy | None = None
    side: Side | None = None
    """Of an office its own; of a partner the one that looks after it, None where its kind decides."""


def add_partner(
    session: Session, actor: Actor, network_id: int, *, new: NewPartner, now: datetime
) -> Organisation:
    """Take a venue, a distributor or a coordinating office into a network; nobody works there yet.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: PLACE_NAME, TEXT_IDENTITY_CODE, PARTNER_NAME_TAKEN, PARTNER_PLACE_NEEDED,
            PARTNER_PLACE_ELSEWHERE or DISTRIBUTOR_KIND_UNKNOWN.
    """
    network = looked_after_network(session, actor, network_id)
    must_add_partners(actor, new.kind)
    partner = Organisation(kind=new.kind, network_id=network.id, is_active=True)
    for name, value in _facts(session, partner, new).items():
        setattr(partner, name, value)
    session.add(partner)
    session.flush()
    ask_for_approval(session, actor, partner, now=now)
    record_act(session, actor, PartnerAdded(partner.id, network.id), now=now)
    return partner


def add_pop_up_venue(session: Session, actor: Actor, *, new: NewPartner, now: datetime) -> Organisation:
    """Take a venue along that is outside the networks; the national office looks after it.

    Raises:
        NotAllowedError: the actor may not do this.
        RefusedError: PLACE_NAME, TEXT_IDENTITY_CODE, PARTNER_NAME_TAKEN, PARTNER_PLACE_NEEDED,
            PARTNER_PLACE_ELSEWHERE or DISTRIBUTOR_KIND_UNKNOWN.
    """
    actor.must(Permission.FOUND_NETWORKS)
    venue = Organisation(kind=OrganisationKind.VENUE, network_id=None, is_active=True)
    for name, value in _facts(session, venue, new).items():
        setattr(venue, name, value)
    session.add(venue)
    session.flush()
    record_act(session, actor, PopUpAdded(venue.id), now=now)
    return venue


def must_add_partners(actor: Actor, kind: OrganisationKind) -> None:
    """See that partners of a kind are the actor's to take in.

    Raises:
        NotAllowedError: the actor may not do this, or it is the other side's of their network.
    """
    if not adds_partners(actor, kind):
        is_sides = kind in {OrganisationKind.VENUE, OrganisationKind.DISTRIBUTOR}
        raise OtherSideError if is_sides and actor.role is Role.COORDINATOR else NotAllowedError


def change_partner(
    session: Session, actor: Actor, partner_id: int, *, new: NewPartner, now: datetime
) -> Organisation:
    """Let a partner be called otherwise, or be otherwise of its kind; what is so already changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: PLACE_NAME, TEXT_IDENTITY_CODE, PARTNER_NAME_TAKEN, PARTNER_PLACE_NEEDED,
            PARTNER_PLACE_ELSEWHERE or DISTRIBUTOR_KIND_UNKNOWN.
    """
    partner = looked_after_partner(session, actor, partner_id)
    facts = _facts(session, partner, new)
    if all(getattr(partner, name) == value for name, value in facts.items()):
        return partner
    for name, value in facts.items():
        setattr(partner, name, value)
    session.flush()
    record_act(session, actor, PartnerChanged(partner.id), now=now)
    return partner


def end_partner(session: Session, actor: Actor, partner_id: int, *, now: datetime) -> Organisation:
    """From now on nobody works, issues or records there; what was done stays. Repeating changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    return _settle(session, actor, partner_id, is_active=False, now=now)


def resume_partner(session: Session, actor: Actor, partner_id: int, *, now: datetime) -> Organisation:
    """Let it be along again, with its people and its phones as they were. Repeating changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    return _settle(session, actor, partner_id, is_active=True, now=now)


def _settle(
    session: Session, actor: Actor, partner_id: int, *, is_active: bool, now: datetime
) -> Organisation:
    partner = looked_after_partner(session, actor, partner_id)
    session.refresh(partner, ["is_active"], with_for_update=True)
    if partner.is_active is not is_active:
        partner.is_active = is_active
        session.flush()
        settled = PartnerResumed(partner.id) if is_active else PartnerEnded(partner.id)
        record_act(session, actor, settled, now=now)
    return partner


def _facts(session: Session, partner: Organisation, new: NewPartner) -> dict[str, Any]:
    is_venue = partner.kind == OrganisationKind.VENUE
    if is_venue and new.municipality_code is None:
        raise RefusedError(PartnerRefusal.PARTNER_PLACE_NEEDED, "municipality")
    # The one it has stays, also where its municipality has left.
    if partner.network_id is None:
        if session.get(Municipality, new.municipality_code) is None:
            raise RefusedError(PartnerRefusal.PARTNER_PLACE_ELSEWHERE, "municipality")
    elif new.municipality_code not in {None, partner.municipality_code}:
        part = session.get(Participation, new.municipality_code)
        if part is None or part.network_id != partner.network_id or part.state == ParticipationState.LEFT:
            raise RefusedError(PartnerRefusal.PARTNER_PLACE_ELSEWHERE, "municipality")
    facts = {
        "name": _free_name(session, partner, new.name),
        "municipality_code": new.municipality_code,
        "side": _side(partner, new.side),
    }
    if is_venue:
        return facts | {"venue_kind": new.venue_kind, "sector": new.sector}
    if partner.kind == OrganisationKind.DISTRIBUTOR:
        return facts | {"distributor_kind_id": _distributor_kind(session, partner, new), "run_by": new.run_by}
    return facts


def _distributor_kind(session: Session, partner: Organisation, new: NewPartner) -> int | None:
    kind = new.distributor_kind_id
    if kind is not None and kind != partner.distributor_kind_id:  # the one it has stays, offered or not
        found = session.get(DistributorKind, kind)
        if found is None or not found.is_offered:
            raise RefusedError(PartnerRefusal.DISTRIBUTOR_KIND_UNKNOWN)
    return kind


def _side(partner: Organisation, side: Side | None) -> Side | None:
    if partner.kind == OrganisationKind.COORDINATOR:
        return side or Side.BOTH
    return None if side in {None, Side.BOTH, side_of(partner.kind, None)} else side


def _free_name(session: Session, partner: Organisation, name: LocalisedText) -> LocalisedText:
    checked = checked_name(name)
    if partner.network_id is not None:  # two people, or one who pressed twice, may add the same at once
        session.get_one(Network, partner.network_id, with_for_update=True)
    others = select(Organisation.id, Organisation.name).where(
        Organisation.network_id == partner.network_id, Organisation.kind == partner.kind
    )
    for row in session.execute(others):
        taken = next((code for code, text in checked.items() if row.name.get(code) == text), None)
        if row.id != partner.id and taken is not None:
            raise RefusedError(PartnerRefusal.PARTNER_NAME_TAKEN, f"name_{taken}")
    return checked
