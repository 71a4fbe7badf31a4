"""Organisations and people, as far as the actor may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, joinedload

from webapp.core.accounts.actor import ActingOrganisation, Actor
from webapp.core.accounts.models import Account
from webapp.core.accounts.roles import Permission, Role
from webapp.core.database import first_row
from webapp.core.errors import NotFoundError
from webapp.core.partners.models import Membership, Organisation, OrganisationKind


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """One of the places in which a person may work."""

    organisation_id: int
    role: Role
    name_fi: str
    name_sv: str


_PLACES: Final = (
    select(func.count())
    .select_from(Membership)
    .where(Membership.account_id == bindparam("account_id"))
    .scalar_subquery()
)
# Built once: every request of a member of staff asks it, and building takes longer than asking.
_ACTOR: Final = (
    select(
        Account.name,
        Membership.is_contact_person,
        Organisation.kind,
        Organisation.name_fi,
        Organisation.name_sv,
        Organisation.network_id,
        Organisation.municipality_code,
        _PLACES.label("places"),
    )
    .join(Membership, Membership.account_id == Account.id)
    .join(Organisation, Organisation.id == Membership.organisation_id)
    .where(
        Account.id == bindparam("account_id"),
        Account.sign_in_version == bindparam("sign_in_version"),
        Organisation.id == bindparam("organisation_id"),
        Organisation.is_active,
    )
)


def actor_of(
    session: Session, *, account_id: int, sign_in_version: int, organisation_id: int
) -> Actor | None:
    """The actor a session cookie speaks of, or None when account, place or sign-in is no longer good."""
    facts = {
        "account_id": account_id, "sign_in_version": sign_in_version, "organisation_id": organisation_id,
    }  # fmt: skip
    row = first_row(session, _ACTOR, facts)
    if row is None:
        return None
    return Actor(
        person_id=account_id,
        name=row.name,
        role=Role(row.kind),
        organisation=ActingOrganisation(
            organisation_id, row.name_fi, row.name_sv, row.network_id, row.municipality_code
        ),
        is_contact_person=row.is_contact_person,
        has_other_roles=row.places > 1,
    )


def role_choices(session: Session, account_id: int) -> Sequence[RoleChoice]:
    """The active organisations a person works in."""
    statement = (
        select(Organisation)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.account_id == account_id, Organisation.is_active)
        .order_by(Organisation.name_fi)
    )
    return [
        RoleChoice(one.id, Role(one.kind), one.name_fi, one.name_sv) for one in session.scalars(statement)
    ]


def managed_organisation(session: Session, actor: Actor, organisation_id: int) -> Organisation:
    """An organisation whose people this actor looks after, or NotFoundError.

    A contact person looks after their own; a coordinator after the network's partners; the national office
    after all.
    """
    actor.must(Permission.MANAGE_STAFF)
    found = session.get(Organisation, organisation_id, options=[joinedload(Organisation.municipality)])
    if found is None or not _looks_after(actor, found):
        raise NotFoundError
    return found


def _looks_after(actor: Actor, organisation: Organisation) -> bool:
    if actor.role is Role.NATIONAL_OFFICE:
        return True
    if actor.organisation.id == organisation.id:
        return actor.is_contact_person or actor.role is Role.COORDINATOR
    return actor.role is Role.COORDINATOR and organisation.network_id == actor.organisation.network_id


def staff_of(session: Session, actor: Actor, organisation_id: int) -> Sequence[Membership]:
    """The people of an organisation the actor looks after, by name."""
    managed_organisation(session, actor, organisation_id)
    statement = (
        select(Membership)
        .join(Account, Account.id == Membership.account_id)
        .options(joinedload(Membership.account))
        .where(Membership.organisation_id == organisation_id)
        .order_by(Account.name)
    )
    return session.scalars(statement).all()


def organisations_of_network(session: Session, network_id: int) -> Sequence[Organisation]:
    """The active partners of a network, by name; public knowledge."""
    statement = (
        select(Organisation)
        .options(joinedload(Organisation.municipality))
        .where(Organisation.network_id == network_id, Organisation.is_active)
        .order_by(Organisation.name_fi)
    )
    return session.scalars(statement).all()


def coordinating_offices(session: Session) -> Sequence[Organisation]:
    """The active offices that run the networks, by name."""
    statement = (
        select(Organisation)
        .where(Organisation.kind == OrganisationKind.COORDINATOR, Organisation.is_active)
        .order_by(Organisation.name_fi)
    )
    return session.scalars(statement).all()


def pop_up_venues(session: Session) -> Sequence[Organisation]:
    """The active venues outside the networks, by name; public knowledge."""
    statement = (
        select(Organisation)
        .options(joinedload(Organisation.municipality))
        .where(
            Organisation.network_id.is_(None),
            Organisation.kind == OrganisationKind.VENUE,
            Organisation.is_active,
        )
        .order_by(Organisation.name_fi)
    )
    return session.scalars(statement).all()
