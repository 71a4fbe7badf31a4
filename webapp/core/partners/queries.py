"""Organisations and people, as far as the actor may see them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, assert_never

from sqlalchemy import ColumnElement, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from webapp.core.accounts.actor import ActingOrganisation, Actor
from webapp.core.accounts.factors.demand import FactorDemand
from webapp.core.accounts.models import Account, Proof, StaffSession
from webapp.core.accounts.roles import Permission, Role, may
from webapp.core.accounts.sessions import SESSION_RESTS
from webapp.core.calendar import CLOCKS_DIFFER
from webapp.core.database import UtcDateTime, first_row
from webapp.core.errors import NotFoundError, OtherSideError
from webapp.core.identifiers import digest
from webapp.core.languages import LocalisedText
from webapp.core.names import by_name
from webapp.core.networks.models import Network, Participation
from webapp.core.networks.operating_model import BEGUN
from webapp.core.networks.queries import network_with_id
from webapp.core.partners.approvals import is_agreed_to
from webapp.core.partners.models import DistributorKind, Membership, Organisation, OrganisationKind
from webapp.core.partners.sides import has_side, side_of


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """One of the organisations in which a person may work."""

    organisation_id: int
    role: Role
    name: LocalisedText


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whom a browser's session identifies.

    `actor` is None until the person has chosen where they work, when they no longer work there, and as long
    as they owe a second factor.
    """

    account_id: int
    session_id: uuid.UUID
    proof: Proof
    proved_at: datetime
    last_used_at: datetime
    has_chosen_organisation: bool
    owes_factor: bool
    actor: Actor | None


_MINE: Final = aliased(Membership)
_MEMBERSHIPS: Final = (
    select(func.count()).where(_MINE.account_id == Account.id).correlate(Account).scalar_subquery()
)
_FACTS: Final = (
    Account.id.label("account_id"),
    Account.name,
    Membership.is_contact_person,
    Organisation.id.label("organisation_id"),
    Organisation.kind,
    Organisation.name.label("organisation_name"),
    Organisation.network_id,
    Organisation.municipality_code,
    Organisation.side,
    _MEMBERSHIPS.label("memberships"),
)
_ACTOR: Final = (
    select(*_FACTS)
    .join(Membership, Membership.account_id == Account.id)
    .join(Organisation, Organisation.id == Membership.organisation_id)
    .where(
        Account.id == bindparam("account_id"),
        Organisation.id == bindparam("organisation_id"),
        Organisation.is_active,
    )
)
# Built once: every request of a member of staff asks it, and building takes longer than asking.
SIGNED_IN: Final = (
    select(
        *_FACTS,
        StaffSession.id.label("session_id"),
        StaffSession.proof,
        StaffSession.proved_at,
        StaffSession.last_used_at,
        StaffSession.organisation_id.label("chosen_id"),
    )
    .select_from(StaffSession)
    .join(Account, Account.id == StaffSession.account_id)
    .outerjoin(
        Membership,
        (Membership.account_id == StaffSession.account_id)
        & (Membership.organisation_id == StaffSession.organisation_id),
    )
    .outerjoin(Organisation, (Organisation.id == Membership.organisation_id) & Organisation.is_active)
    .where(
        StaffSession.token_digest == bindparam("token_digest"),
        StaffSession.ends_at > bindparam("now", type_=UtcDateTime()),
        StaffSession.last_used_at > bindparam("used_since", type_=UtcDateTime()),
        # A clock that was ahead has begun sessions, and noted uses, of a time that is still to come.
        StaffSession.began_at <= bindparam("latest", type_=UtcDateTime()),
        StaffSession.last_used_at <= bindparam("latest", type_=UtcDateTime()),
    )
)


def signed_in(session: Session, token: str, demand: FactorDemand, *, now: datetime) -> SignedIn | None:
    """Who is signed in with a token, and for whom they work, in one statement; None where it has ended."""
    row = first_row(session, SIGNED_IN, asked_of(token, now=now, used_since=now - SESSION_RESTS))
    if row is None or not demand.knows(Proof(row.proof)):
        return None
    actor = acting_person(row, demand)
    return SignedIn(
        account_id=row.account_id,
        session_id=row.session_id,
        proof=Proof(row.proof),
        proved_at=row.proved_at,
        last_used_at=row.last_used_at,
        has_chosen_organisation=row.chosen_id is not None,
        owes_factor=actor is None and row.organisation_id is not None,
        actor=actor,
    )


def asked_of(token: str, *, now: datetime, used_since: datetime) -> dict[str, object]:
    """The parameters of SIGNED_IN."""
    latest = now + CLOCKS_DIFFER
    return {"token_digest": digest(token), "now": now, "used_since": used_since, "latest": latest}


def acting_person(row: Any, demand: FactorDemand) -> Actor | None:  # noqa: ANN401 - SQLAlchemy's row, or the driver's
    """The actor that a row of SIGNED_IN's columns tells of.

    None where they work for no organisation, or have not proved themselves as it is demanded of them.
    """
    if row.organisation_id is None:
        return None
    actor = _actor(row)
    is_met = demand.is_met(Proof(row.proof), actor.role, is_contact_person=actor.is_contact_person)
    return actor if is_met else None


def actor_of(session: Session, *, account_id: int, organisation_id: int) -> Actor | None:
    """The actor that a person is in an organisation; None where they do not work there."""
    row = first_row(session, _ACTOR, {"account_id": account_id, "organisation_id": organisation_id})
    return _actor(row) if row else None


def _actor(row: Any) -> Actor:  # noqa: ANN401 - a row of _FACTS, with or without more
    return Actor(
        person_id=row.account_id,
        name=row.name,
        role=Role(row.kind),
        organisation=ActingOrganisation(
            row.organisation_id, row.organisation_name, row.network_id, row.municipality_code, row.side
        ),
        is_contact_person=row.is_contact_person,
        has_other_roles=row.memberships > 1,
    )


def is_factor_demanded(session: Session, account_id: int, demand: FactorDemand) -> bool:
    """Whether a second factor is demanded of a person in any of the places where they work."""
    statement = (
        select(Organisation.kind, Membership.is_contact_person)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.account_id == account_id, Organisation.is_active)
    )
    return any(
        demand.asks(Role(kind), is_contact_person=is_contact)
        for kind, is_contact in session.execute(statement)
    )


def role_choices(session: Session, account_id: int, *, language: str) -> Sequence[RoleChoice]:
    """The active organisations a person works in, by name."""
    statement = (
        select(Organisation)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.account_id == account_id, Organisation.is_active)
        .order_by(by_name(Organisation, language))
    )
    return [RoleChoice(one.id, Role(one.kind), one.name) for one in session.scalars(statement)]


def managed_organisation(
    session: Session, actor: Actor, organisation_id: int, *, lock: bool = False
) -> Organisation:
    """An organisation whose people this actor looks after.

    With `lock`, changes of its people happen in turn, and who has lost the right meanwhile has lost it.

    Raises:
        NotAllowedError: the actor may not do this, or the other side of their network looks after it.
        NotFoundError: there is no such thing for the actor.
    """
    if lock:
        session.execute(select(Organisation.id).where(Organisation.id == organisation_id).with_for_update())
    found = seen_organisation(session, actor, organisation_id)
    _must_look_after(actor, found)
    if lock:
        anew = actor_of(session, account_id=actor.account_id, organisation_id=actor.organisation.id)
        if anew is None or not sees(anew, found):
            raise NotFoundError
        _must_look_after(anew, found)
    return found


def seen_organisation(session: Session, actor: Actor, organisation_id: int) -> Organisation:
    """An organisation that this actor looks after, or that the other side of their network does.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    actor.must(Permission.MANAGE_STAFF)
    found = session.get(Organisation, organisation_id, options=[joinedload(Organisation.municipality)])
    if found is None or not sees(actor, found):
        raise NotFoundError
    return found


def _must_look_after(actor: Actor, organisation: Organisation) -> None:
    if not looks_after(actor, organisation):
        raise OtherSideError


def looks_after(actor: Actor, organisation: Organisation) -> bool:
    """Whether an organisation's people are this actor's to manage, of those that the actor sees.

    A coordinator's are the partners of its own side, and everybody's are those of nobody else.
    """
    if not sees(actor, organisation):
        return False
    is_others = actor.role is Role.COORDINATOR and organisation.id != actor.organisation.id
    return not is_others or has_side(actor.organisation.side, side_of(organisation.kind, organisation.side))


def sees(actor: Actor, organisation: Organisation) -> bool:
    """Whether an organisation is this actor's to look at.

    Their own: a contact person's. Others': those of the office above, which is the coordinator for the venues
    and distributors of its network, of whichever side, and the national office for all.
    """
    if actor.organisation.id == organisation.id:
        return actor.is_contact_person and may(actor.role, Permission.MANAGE_STAFF)
    match actor.role:
        case Role.NATIONAL_OFFICE:
            return True
        case Role.COORDINATOR:
            is_partner = organisation.kind in {OrganisationKind.VENUE, OrganisationKind.DISTRIBUTOR}
            return is_partner and organisation.network_id == actor.organisation.network_id
        case Role.VENUE | Role.DISTRIBUTOR | Role.COUNTER_DEVICE | Role.CARDHOLDER:
            return False
        case _:
            assert_never(actor.role)


def adds_partners(actor: Actor, kind: OrganisationKind) -> bool:
    """Whether partners of a kind are this actor's to take into their network: a coordinator's own side's."""
    if not may(actor.role, Permission.LOOK_AFTER_PARTNERS):
        return False
    if kind in {OrganisationKind.VENUE, OrganisationKind.DISTRIBUTOR}:
        return actor.role is not Role.COORDINATOR or has_side(actor.organisation.side, side_of(kind, None))
    return kind is OrganisationKind.COORDINATOR and may(actor.role, Permission.FOUND_NETWORKS)


def looked_after_network(session: Session, actor: Actor, network_id: int) -> Network:
    """A network whose partners this actor looks after: a coordinator their own, the national office any.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    actor.must(Permission.LOOK_AFTER_PARTNERS)
    if actor.role is Role.COORDINATOR and network_id != actor.organisation.network_id:
        raise NotFoundError
    return network_with_id(session, network_id)


def looked_after_partner(session: Session, actor: Actor, partner_id: int) -> Organisation:
    """A venue or a distributor that this actor looks after; to the national office also a coordinator.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    actor.must(Permission.LOOK_AFTER_PARTNERS)
    found = managed_organisation(session, actor, partner_id)
    if not is_looked_after_partner(actor, found):
        raise NotFoundError
    return found


def is_looked_after_partner(actor: Actor, organisation: Organisation) -> bool:
    """Whether an organisation is the actor's to change, beside its people."""
    if not looks_after(actor, organisation):
        return False
    is_partner = organisation.kind in {OrganisationKind.VENUE, OrganisationKind.DISTRIBUTOR}
    is_office = organisation.kind == OrganisationKind.COORDINATOR
    return (is_partner and may(actor.role, Permission.LOOK_AFTER_PARTNERS)) or (
        is_office and may(actor.role, Permission.FOUND_NETWORKS)
    )


def staff_of(session: Session, actor: Actor, organisation_id: int, *, language: str) -> Sequence[Membership]:
    """The people of an organisation the actor looks after, by name."""
    managed_organisation(session, actor, organisation_id)
    statement = (
        select(Membership)
        .join(Account, Account.id == Membership.account_id)
        .options(joinedload(Membership.account))
        .where(Membership.organisation_id == organisation_id)
        .order_by(by_name(Account, language), Account.id)
    )
    return session.scalars(statement).all()


def where_card_works() -> ColumnElement[bool]:
    """Of organisations: their municipality is on trial or in use.

    Pop-up venues ask for no network, and who is there for a whole network goes by it.
    """
    elsewhere = select(Participation.municipality_code).where(Participation.state.not_in(BEGUN))
    return or_(
        Organisation.network_id.is_(None),
        Organisation.municipality_code.is_(None),
        Organisation.municipality_code.not_in(elsewhere),
    )


def organisations_of_network(session: Session, network_id: int, *, language: str) -> Sequence[Organisation]:
    """The active partners of a network where the card works, by name; public knowledge.

    New distributors are among them when the national office has said yes.
    """
    statement = (
        select(Organisation)
        .options(joinedload(Organisation.municipality), joinedload(Organisation.distributor_kind))
        .where(
            Organisation.network_id == network_id,
            Organisation.is_active,
            where_card_works(),
            is_agreed_to(),
        )
        .order_by(by_name(Organisation, language))
    )
    return session.scalars(statement).all()


def coordinating_offices(session: Session, *, language: str) -> Sequence[Organisation]:
    """The active offices that run the networks, by name."""
    statement = (
        select(Organisation)
        .where(Organisation.kind == OrganisationKind.COORDINATOR, Organisation.is_active)
        .order_by(by_name(Organisation, language))
    )
    return session.scalars(statement).all()


def pop_up_venues(session: Session, *, language: str) -> Sequence[Organisation]:
    """The active venues outside the networks, by name; public knowledge."""
    statement = (
        select(Organisation)
        .options(joinedload(Organisation.municipality))
        .where(
            Organisation.network_id.is_(None),
            Organisation.kind == OrganisationKind.VENUE,
            Organisation.is_active,
        )
        .order_by(by_name(Organisation, language))
    )
    return session.scalars(statement).all()


def distributor_kinds(session: Session, own_id: int | None = None) -> Sequence[DistributorKind]:
    """The kinds of distributors to choose from, and the one that it has, in their order."""
    wanted = or_(DistributorKind.is_offered, DistributorKind.id == own_id)
    kinds = select(DistributorKind).order_by(DistributorKind.position, DistributorKind.id)
    return session.scalars(kinds.where(wanted)).all()


def every_distributor_kind(session: Session) -> Sequence[DistributorKind]:
    """Those too that are no longer offered, as partners that have one may be written so in a table."""
    return session.scalars(select(DistributorKind).order_by(DistributorKind.id)).all()


def coordinating_offices_of(session: Session, network_id: int, *, language: str) -> Sequence[Organisation]:
    """The offices of a network, those no longer along too, by name."""
    statement = (
        select(Organisation)
        .where(Organisation.network_id == network_id, Organisation.kind == OrganisationKind.COORDINATOR)
        .order_by(by_name(Organisation, language))
    )
    return session.scalars(statement).all()
