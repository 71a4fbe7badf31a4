"""Commitments as the sides see them: an organisation its own, an office those of whom it looks after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, and_, case, exists, func, not_, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission, Role
from webapp.core.alphabet import plain_letters
from webapp.core.commitments.held import HELD_UNTIL, holds_between
from webapp.core.commitments.models import Commitment
from webapp.core.commitments.rules import CommitmentState, Coverage
from webapp.core.commitments.versions import version_on, versions_of_model
from webapp.core.errors import NotFoundError
from webapp.core.lists.reading import MOST_WORDS, FromTables, Sorting, by_choice, with_gaps
from webapp.core.names import by_name, has_word
from webapp.core.networks.models import Municipality, OperatingModelVersion
from webapp.core.partners.models import Organisation, OrganisationKind
from webapp.core.partners.queries import looked_after_partner, seen_organisation

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
    """All of an organisation, the latest version first; past ones stay readable."""
    statement = (
        select(Commitment)
        .options(joinedload(Commitment.model), joinedload(Commitment.office))
        .where(Commitment.organisation_id == organisation_id)
        .order_by(Commitment.version.desc())
    )
    return session.scalars(statement).all()


def own_commitments(session: Session, actor: Actor) -> Sequence[Commitment]:
    """Those of the actor's own organisation.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.ACCEPT_COMMITMENTS)
    return commitments_of(session, actor.organisation.id)


def standing_of(session: Session, organisation_id: int, day: date) -> Standing:
    """How an organisation stands on a day."""
    return _standings(session, [organisation_id], day)[organisation_id]


def coverage_of(session: Session, commitment: Commitment) -> Coverage | None:
    """The days on which a commitment holds; None of one that is not in force yet."""
    if commitment.in_force_from is None:
        return None
    until = session.scalar(select(HELD_UNTIL).where(Commitment.id == commitment.id))
    return Coverage(commitment.in_force_from, until)


def commitment_seen(session: Session, actor: Actor, commitment_id: int) -> Commitment:
    """A commitment of the actor's own organisation, or of one that the actor's side or the other looks after.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    commitment = session.get(Commitment, commitment_id)
    if commitment is None:
        raise NotFoundError
    if commitment.organisation_id == actor.organisation.id:
        actor.must(Permission.ACCEPT_COMMITMENTS)
        return commitment
    actor.must(Permission.LOOK_AFTER_PARTNERS)
    seen_organisation(session, actor, commitment.organisation_id)
    return commitment


def confirmable_commitment(
    session: Session, actor: Actor, commitment_id: int, *, lock: bool = False
) -> Commitment:
    """A commitment of an organisation that the actor looks after; never their own.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    actor.must(Permission.LOOK_AFTER_PARTNERS)
    commitment = session.get(Commitment, commitment_id, with_for_update=True if lock else None)
    if commitment is None or commitment.organisation_id == actor.organisation.id:
        raise NotFoundError
    looked_after_partner(session, actor, commitment.organisation_id)
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
    standings = _standings(session, [one.id for one in organisations], day)
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


def _holds_on(day: date) -> ColumnElement[bool]:
    return exists().where(Commitment.organisation_id == Organisation.id, holds_between(day, day))


def _of_version(version: date, *signed: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        Commitment.organisation_id == Organisation.id, Commitment.version == version, *signed
    )


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
    return _of_version(version, Commitment.in_force_from <= day)


def _waits(version: date) -> ColumnElement[bool]:
    return exists().where(
        Commitment.organisation_id == Organisation.id,
        Commitment.version >= version,
        Commitment.in_force_from.is_(None),
    )


def _rank_of_state(day: date, version: date) -> ColumnElement[int]:
    ranks = {state: rank for rank, state in enumerate(CommitmentState)}
    return case(
        (_in_force(day, version), ranks[CommitmentState.IN_FORCE]),
        (_waits(version), ranks[CommitmentState.WAITING]),
        (_holds_on(day), ranks[CommitmentState.RUNNING_OUT]),
        else_=ranks[CommitmentState.LACKING],
    )


def _standings(session: Session, organisation_ids: Sequence[int], day: date) -> dict[int, Standing]:
    version = version_on(session, day).valid_from
    statement = (
        select(Commitment, HELD_UNTIL)
        .where(Commitment.organisation_id.in_(organisation_ids))
        .order_by(Commitment.version)
    )
    found: dict[int, list[tuple[Commitment, date | None]]] = {one: [] for one in organisation_ids}
    for commitment, until in session.execute(statement).all():
        found[commitment.organisation_id].append((commitment, until))
    return {number: _standing(rows, day, version) for number, rows in found.items()}


def _standing(commitments: Sequence[tuple[Commitment, date | None]], day: date, version: date) -> Standing:
    holding = [
        (one, until)
        for one, until in commitments
        if one.in_force_from is not None and Coverage(one.in_force_from, until).holds_on(day)
    ]
    waiting = [one for one, _until in commitments if one.in_force_from is None and one.version >= version]
    if holding and holding[-1][0].version == version:
        return Standing(CommitmentState.IN_FORCE, *holding[-1])
    if waiting:
        return Standing(CommitmentState.WAITING, waiting[0], holding[-1][1] if holding else None)
    if holding:
        return Standing(CommitmentState.RUNNING_OUT, *holding[-1])
    return Standing(CommitmentState.LACKING, None, None)
