"""Commitments as the sides see them: an organisation its own, an office those of whom it looks after."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission, Role
from webapp.core.alphabet import plain_letters
from webapp.core.commitments.held import HELD_UNTIL, holds_between
from webapp.core.commitments.models import Commitment, CommitmentAcceptance
from webapp.core.commitments.rules import CommitmentState, Coverage
from webapp.core.commitments.versions import version_on, versions_of_model
from webapp.core.errors import NotFoundError
from webapp.core.lists.reading import MOST_WORDS, FromTables, Sorting, by_choice, with_gaps
from webapp.core.names import by_name, has_word
from webapp.core.networks.models import Municipality, OperatingModelVersion
from webapp.core.partners.models import Organisation, OrganisationKind
from webapp.core.partners.queries import seen_organisation

MOST_NAMED: Final = 3
COMMITTED_KINDS: Final = (
    OrganisationKind.VENUE,
    OrganisationKind.DISTRIBUTOR,
    OrganisationKind.COORDINATOR,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an organisation stands on a day, and until when what it has holds, if an end is known."""

    state: CommitmentState
    commitment: Commitment | None
    until: date | None


@dataclass(frozen=True, slots=True)
class CommitmentSearch:
    """What to look for; what is empty leaves it open."""

    word: str = ""
    state: CommitmentState | None = None


@dataclass(frozen=True, slots=True)
class OrganisationStanding:
    """An organisation and how it stands."""

    organisation: Organisation
    standing: Standing


@dataclass(frozen=True, slots=True)
class Uncommitted:
    """The first of a network's partners that have no commitment in force, and how many more there are."""

    first: Sequence[Organisation]
    more: int


def acceptable_versions(session: Session, today: date) -> Sequence[OperatingModelVersion]:
    """The versions to which one can commit: the one in force, and those to come."""
    in_force = version_on(session, today).valid_from
    return [one for one in reversed(versions_of_model(session)) if one.valid_from >= in_force]


def commitments_of(session: Session, organisation_id: int) -> Sequence[Commitment]:
    """All of a partner, or of an office's network, the latest first; past ones stay readable."""
    organisation = session.get_one(Organisation, organisation_id)
    statement = (
        select(Commitment)
        .options(
            joinedload(Commitment.model),
            joinedload(Commitment.ended_for_office),
            selectinload(Commitment.acceptances).joinedload(CommitmentAcceptance.office),
        )
        .where(_is_of(organisation.kind, organisation.id, organisation.network_id))
        .order_by(Commitment.version.desc(), Commitment.id.desc())
    )
    return session.scalars(statement).all()


def _is_of(kind: str, organisation_id: int, network_id: int | None) -> ColumnElement[bool]:
    if kind == OrganisationKind.COORDINATOR:
        return Commitment.network_id == network_id
    return Commitment.organisation_id == organisation_id


def own_commitments(session: Session, actor: Actor) -> Sequence[Commitment]:
    """Those of the actor's own organisation, or of their network.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.ACCEPT_COMMITMENTS)
    return commitments_of(session, actor.organisation.id)


def standing_of(session: Session, organisation_id: int, day: date) -> Standing:
    """How an organisation stands on a day."""
    organisation = session.get_one(Organisation, organisation_id)
    return _standings(session, [organisation], day)[organisation_id]


def coverage_of(session: Session, commitment: Commitment) -> Coverage | None:
    """The days on which a commitment holds; None of one that is not in force yet."""
    if commitment.in_force_from is None:
        return None
    until = session.scalar(select(HELD_UNTIL).where(Commitment.id == commitment.id))
    return Coverage(commitment.in_force_from, until)


def commitment_seen(session: Session, actor: Actor, commitment_id: int, *, lock: bool = False) -> Commitment:
    """A commitment of the actor's own organisation or network, or of a partner that either side looks after.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    commitment = session.get(
        Commitment, commitment_id, with_for_update=True if lock else None, populate_existing=lock
    )
    if commitment is None:
        raise NotFoundError
    if commitment.organisation_id == actor.organisation.id:
        actor.must(Permission.ACCEPT_COMMITMENTS)
        return commitment
    actor.must(Permission.LOOK_AFTER_PARTNERS)
    if commitment.organisation_id is not None:
        seen_organisation(session, actor, commitment.organisation_id)
    elif actor.role is Role.COORDINATOR and actor.organisation.network_id != commitment.network_id:
        raise NotFoundError
    return commitment


def standings_found(
    session: Session, actor: Actor, search: CommitmentSearch, *, day: date, language: str
) -> FromTables[OrganisationStanding]:
    """Who stands how, of those that the actor's network or the country has.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    version = version_on(session, day).valid_from
    name = (by_name(Organisation, language),)
    return FromTables(
        select(Organisation)
        .outerjoin(Organisation.municipality)
        .options(contains_eager(Organisation.municipality))
        .where(*_within(actor), *_fits(search, day=day, version=version)),
        orders={
            "name": name,
            "kind": (
                by_choice(Organisation.kind, COMMITTED_KINDS),
                *with_gaps(Organisation.venue_kind),
                *name,
            ),
            "municipality": (*with_gaps(by_name(Municipality, language)), *name),
            "state": (_rank_of_state(day, version), *name),
        },
        usual=Sorting("name"),
        ties=(Organisation.id,),
        read=lambda session, rows: _with_standings(session, [row[0] for row in rows], day),
    )


def _with_standings(
    session: Session, organisations: Sequence[Organisation], day: date
) -> Sequence[OrganisationStanding]:
    standings = _standings(session, organisations, day)
    return [OrganisationStanding(one, standings[one.id]) for one in organisations]


def uncommitted_in(session: Session, network_id: int, *, day: date, language: str) -> Uncommitted:
    """The partners and offices of a network that may neither issue nor record on a day."""
    without = (
        select(Organisation)
        .where(
            Organisation.network_id == network_id,
            Organisation.is_active,
            Organisation.kind.in_(COMMITTED_KINDS),
            not_(_holds_on(day)),
        )
        .order_by(by_name(Organisation, language), Organisation.id)
    )
    number = session.scalar(select(func.count()).select_from(without.order_by(None).subquery())) or 0
    first = session.scalars(without.limit(MOST_NAMED)).all()
    return Uncommitted(first, number - len(first))


def _within(actor: Actor) -> Sequence[ColumnElement[bool]]:
    actor.must(Permission.LOOK_AFTER_PARTNERS)
    along = and_(Organisation.is_active, Organisation.kind.in_(COMMITTED_KINDS))
    if actor.role is Role.COORDINATOR:
        return [along, Organisation.network_id == actor.network_id]
    return [along]


def _has_one(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Of organisations: they have such a commitment, or the network whose office they are has a general one.

    Found once for all of a list, not for each of its rows.
    """
    own = select(Commitment.organisation_id).where(Commitment.organisation_id.is_not(None), *conditions)
    general = select(Commitment.network_id).where(Commitment.network_id.is_not(None), *conditions)
    is_office = Organisation.kind == OrganisationKind.COORDINATOR
    return or_(Organisation.id.in_(own), and_(is_office, Organisation.network_id.in_(general)))


def _holds_on(day: date) -> ColumnElement[bool]:
    return _has_one(holds_between(day, day))


def _fits(search: CommitmentSearch, *, day: date, version: date) -> Sequence[ColumnElement[bool]]:
    words = plain_letters(search.word).split()[:MOST_WORDS]
    named = [or_(has_word(Organisation, word), has_word(Municipality, word)) for word in words]
    in_force = _in_force(day, version)
    meant = {
        CommitmentState.IN_FORCE: in_force,
        CommitmentState.WAITING: _waits(version),
        CommitmentState.RUNNING_OUT: and_(_holds_on(day), not_(in_force)),
        CommitmentState.LACKING: not_(_holds_on(day)),
    }
    return [*named, *([] if search.state is None else [meant[search.state]])]


def _in_force(day: date, version: date) -> ColumnElement[bool]:
    return _has_one(Commitment.version == version, holds_between(day, day))


def _waits(version: date) -> ColumnElement[bool]:
    return _has_one(
        Commitment.version >= version,
        Commitment.in_force_from.is_(None),
        Commitment.ended_at.is_(None),
    )


def _rank_of_state(day: date, version: date) -> ColumnElement[int]:
    ranks = {state: rank for rank, state in enumerate(CommitmentState)}
    return case(
        (_in_force(day, version), ranks[CommitmentState.IN_FORCE]),
        (_waits(version), ranks[CommitmentState.WAITING]),
        (_holds_on(day), ranks[CommitmentState.RUNNING_OUT]),
        else_=ranks[CommitmentState.LACKING],
    )


def _standings(session: Session, organisations: Sequence[Organisation], day: date) -> dict[int, Standing]:
    version = version_on(session, day).valid_from
    offices = [one for one in organisations if one.kind == OrganisationKind.COORDINATOR]
    statement = (
        select(Commitment, HELD_UNTIL)
        .where(
            or_(
                Commitment.organisation_id.in_([one.id for one in organisations]),
                Commitment.network_id.in_([one.network_id for one in offices]),
            )
        )
        .options(selectinload(Commitment.acceptances))
        .order_by(Commitment.version, Commitment.id)
    )
    found: dict[tuple[int | None, int | None], list[tuple[Commitment, date | None]]] = defaultdict(list)
    for commitment, until in session.execute(statement).all():
        found[commitment.organisation_id, commitment.network_id].append((commitment, until))
    whose = {
        one.id: (None, one.network_id) if one.kind == OrganisationKind.COORDINATOR else (one.id, None)
        for one in organisations
    }
    return {number: _standing(found[key], day, version) for number, key in whose.items()}


def _standing(commitments: Sequence[tuple[Commitment, date | None]], day: date, version: date) -> Standing:
    holding = [
        (one, until)
        for one, until in commitments
        if one.in_force_from is not None and Coverage(one.in_force_from, until).holds_on(day)
    ]
    waiting = [
        one
        for one, _until in commitments
        if one.in_force_from is None and one.ended_at is None and one.version >= version
    ]
    if holding and holding[-1][0].version == version:
        return Standing(CommitmentState.IN_FORCE, *holding[-1])
    if waiting:
        return Standing(CommitmentState.WAITING, waiting[0], holding[-1][1] if holding else None)
    if holding:
        return Standing(CommitmentState.RUNNING_OUT, *holding[-1])
    return Standing(CommitmentState.LACKING, None, None)
