"""The partners of a network for those who look after them: search, and what the network still lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission
from webapp.core.alphabet import plain_letters
from webapp.core.lists.reading import MOST_WORDS, FromTables, Sorting, by_choice, with_gaps
from webapp.core.names import by_name, has_word
from webapp.core.networks.models import Municipality, Participation
from webapp.core.networks.operating_model import BEGUN, ParticipationState
from webapp.core.partners.models import (
    Membership,
    Organisation,
    OrganisationContacts,
    OrganisationKind,
    RunBy,
)
from webapp.core.partners.queries import looked_after_network
from webapp.core.partners.sides import Side

MOST_NAMED: Final = 3
"""Of the partners without a contact person: a new network has many, and they are found in its list."""


class NetworkGap(StrEnum):
    """What a network needs before cards are given out and used, and has not."""

    NOT_IN_USE = "not_in_use"
    NO_COORDINATOR = "no_coordinator"
    NO_MUNICIPALITY_SIDE = "no_municipality_side"
    NO_COUNTY_SIDE = "no_county_side"
    NO_DISTRIBUTOR = "no_distributor"
    NO_THIRD_SECTOR = "no_third_sector"
    NO_VENUE = "no_venue"


@dataclass(frozen=True, slots=True)
class PartnerSearch:
    """What to look for among the partners; what is empty leaves it open."""

    word: str = ""
    kind: OrganisationKind | None = None


@dataclass(frozen=True, slots=True)
class ListedPartner:
    """A partner or an office, and how it is reached as a place."""

    organisation: Organisation
    contacts: OrganisationContacts | None


@dataclass(frozen=True, slots=True)
class NetworkGaps:
    """What a network lacks; its first partners without a contact person, and how many more there are."""

    gaps: Sequence[NetworkGap]
    without_contact_person: Sequence[Organisation]
    more_without: int
    left_behind: int
    """How many partners are along in municipalities that have left."""

    @property
    def is_any(self) -> bool:
        """Whether there is something to tell."""
        return bool(self.gaps or self.without_contact_person or self.left_behind)


def partners_found(
    session: Session, actor: Actor, network_id: int, *, search: PartnerSearch, language: str
) -> FromTables[ListedPartner]:
    """The partners of a network that fit a search, those no longer along too.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    looked_after_network(session, actor, network_id)
    return _listed([Organisation.network_id == network_id, *_fits(search)], language)


def partners_to_download(
    session: Session, actor: Actor, network_id: int, *, search: PartnerSearch, language: str
) -> FromTables[ListedPartner]:
    """All partners that fit a search, but for the offices: they are no partners.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    looked_after_network(session, actor, network_id)
    is_partner = Organisation.kind != OrganisationKind.COORDINATOR
    return _listed([Organisation.network_id == network_id, is_partner, *_fits(search)], language)


def pop_up_venues_found(actor: Actor, search: PartnerSearch, *, language: str) -> FromTables[ListedPartner]:
    """The venues outside the networks that fit a search, those no longer along too.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.FOUND_NETWORKS)
    is_pop_up = Organisation.kind == OrganisationKind.VENUE
    return _listed([Organisation.network_id.is_(None), is_pop_up, *_fits(search)], language)


def _listed(fitting: Sequence[ColumnElement[bool]], language: str) -> FromTables[ListedPartner]:
    name = (by_name(Organisation, language),)
    kind = by_choice(Organisation.kind, list(OrganisationKind))
    return FromTables(
        select(Organisation, OrganisationContacts)
        .outerjoin(Organisation.municipality)
        .outerjoin(OrganisationContacts, OrganisationContacts.organisation_id == Organisation.id)
        .where(*fitting)
        .options(
            contains_eager(Organisation.municipality),
            joinedload(Organisation.distributor_kind),
            joinedload(Organisation.approval),
        ),
        orders={
            "name": name,
            "municipality": (*with_gaps(by_name(Municipality, language)), *name),
            "kind": (kind, *with_gaps(Organisation.venue_kind), *name),
        },
        usual=Sorting("name"),
        ties=(Organisation.id,),
        read=lambda _session, rows: [ListedPartner(row[0], row[1]) for row in rows],
    )


def _fits(search: PartnerSearch) -> Sequence[ColumnElement[bool]]:
    words = plain_letters(search.word).split()[:MOST_WORDS]
    kind = [] if search.kind is None else [Organisation.kind == search.kind]
    named = [or_(has_word(Organisation, word), has_word(Municipality, word)) for word in words]
    return [*kind, *named]


def gaps_of_network(session: Session, actor: Actor, network_id: int, *, language: str) -> NetworkGaps:
    """What a network lacks.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    network = looked_after_network(session, actor, network_id)
    along = and_(Organisation.network_id == network.id, Organisation.is_active)
    found = session.execute(
        select(Organisation.kind, Organisation.side, Organisation.run_by).where(along).distinct()
    ).all()
    kinds = {row.kind for row in found}
    sides = {row.side for row in found if row.kind == OrganisationKind.COORDINATOR}
    begun = session.scalar(
        select(func.count())
        .select_from(Participation)
        .where(Participation.network_id == network.id, Participation.state.in_(BEGUN))
    )
    lacking = {
        NetworkGap.NOT_IN_USE: not begun,
        NetworkGap.NO_COORDINATOR: not sides,
        NetworkGap.NO_MUNICIPALITY_SIDE: sides == {Side.COUNTY},
        NetworkGap.NO_COUNTY_SIDE: sides == {Side.MUNICIPALITY},
        NetworkGap.NO_DISTRIBUTOR: OrganisationKind.DISTRIBUTOR not in kinds,
        NetworkGap.NO_THIRD_SECTOR: OrganisationKind.DISTRIBUTOR in kinds
        and RunBy.THIRD_SECTOR not in {row.run_by for row in found},
        NetworkGap.NO_VENUE: OrganisationKind.VENUE not in kinds,
    }
    named = select(Membership.organisation_id).where(Membership.is_contact_person)
    nobodys = select(Organisation).where(along, Organisation.id.not_in(named))
    number = session.scalar(nobodys.with_only_columns(func.count())) or 0
    first = session.scalars(nobodys.order_by(by_name(Organisation, language)).limit(MOST_NAMED)).all()
    gone = select(Participation.municipality_code).where(
        Participation.network_id == network.id, Participation.state == ParticipationState.LEFT
    )
    behind = (
        select(func.count()).select_from(Organisation).where(along, Organisation.municipality_code.in_(gone))
    )
    return NetworkGaps(
        [gap for gap, lacks in lacking.items() if lacks],
        first,
        number - len(first),
        session.scalar(behind) or 0,
    )
