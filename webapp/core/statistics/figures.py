"""The figures of a network, of the country and of the front page.

Whose card is it? Issued, valid and used cards belong to the network of the distributor that has them; uses
belong to the network of the venue where they happened, whoever issued the card. So a town's distributors and
its venues each find their own work, and over the country both add up.

Every card counts in issued, valid, used and frequency; only in uses do community cards stand apart.

A use is a use whatever was odd about it: the person was let in. One by a code that nobody had registered
counts among the uses of personal cards, which nearly all cards are, and makes no card a used one. Assistants
are never counted.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import Row, ScalarSelect, func, or_, select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission
from webapp.core.cards.models import Card
from webapp.core.names import name_key
from webapp.core.networks.models import Participation
from webapp.core.networks.operating_model import ParticipationState
from webapp.core.partners.queries import looked_after_network
from webapp.core.statistics.aggregates import (
    cards_by_distributor,
    cards_by_uses,
    community_uses,
    uses_by_month,
    uses_by_venue,
)
from webapp.core.statistics.period import Period
from webapp.core.statistics.results import (
    CountOfOrganisation,
    Figures,
    Frequency,
    Persons,
    PublicFigures,
    UsesOfMonth,
)
from webapp.core.visits.models import Visit

Counts: TypeAlias = Row[*tuple[Any, ...]]


def network_figures(session: Session, actor: Actor, period: Period, *, language: str) -> Figures:
    """The plain figures of the actor's own network.

    Raises:
        NotAllowedError: for one who may not see them.
    """
    actor.must(Permission.SEE_NETWORK)
    return _figures(session, period, language, network_id=actor.network_id)


def figures_of_network(
    session: Session, actor: Actor, network_id: int, *, period: Period, language: str
) -> Figures:
    """The plain figures of a network that the actor looks after.

    Raises:
        NotAllowedError: for one who may not see them.
        NotFoundError: there is no such thing for the actor.
    """
    return _figures(session, period, language, network_id=looked_after_network(session, actor, network_id).id)


def country_figures(session: Session, actor: Actor, period: Period, *, language: str) -> Figures:
    """The plain figures of the whole country.

    Raises:
        NotAllowedError: for one who may not see them.
    """
    actor.must(Permission.SEE_COUNTRY)
    return _figures(session, period, language, network_id=None)


def public_figures(session: Session, today: date) -> PublicFigures:
    """What anybody may know: four numbers, in one statement."""
    visits = select(
        func.coalesce(func.sum(Visit.adults + Visit.children), 0).label("uses"),
        func.coalesce(func.sum(Visit.children), 0).label("children"),
    ).where(Visit.undone_at.is_(None))
    of_visits = visits.subquery()
    row = session.execute(
        select(_cards_issued(today), of_visits.c.uses, of_visits.c.children, _municipalities(today))
    ).one()
    return PublicFigures(cards_issued=row[0], uses=row[1], children_uses=row[2], municipalities=row[3])


def _cards_issued(today: date) -> ScalarSelect[int]:
    return select(func.count()).select_from(Card).where(Card.issued_on <= today).scalar_subquery()


def _municipalities(today: date) -> ScalarSelect[int]:
    runs = Participation.state == ParticipationState.IN_USE
    tries = Participation.trial_ends_on >= today
    return select(func.count()).select_from(Participation).where(or_(runs, tries)).scalar_subquery()


def _figures(session: Session, period: Period, language: str, *, network_id: int | None) -> Figures:
    distributors = session.execute(cards_by_distributor(period, network_id)).all()
    venues = session.execute(uses_by_venue(period, network_id)).all()
    months = session.execute(uses_by_month(period, network_id)).all()
    together = Persons(*session.execute(community_uses(period, network_id)).one())
    return Figures(
        period=period,
        issued=sum(row.issued for row in distributors),
        valid=sum(row.valid for row in distributors),
        frequency=Frequency(*session.execute(cards_by_uses(period, network_id)).one()),
        personal_uses=_persons(venues) - together,
        community_uses=together,
        by_venue=_by_venue(venues, language),
        by_distributor=_by_distributor(distributors, language),
        by_month=_by_month(period, months),
    )


def _persons(rows: Sequence[Counts]) -> Persons:
    return sum((Persons(row.adults, row.children) for row in rows), Persons())


def _by_venue(rows: Sequence[Counts], language: str) -> tuple[CountOfOrganisation, ...]:
    counts = (CountOfOrganisation(row.id, row.name, row.adults + row.children) for row in rows)
    return _busiest_first(counts, language)


def _by_distributor(rows: Sequence[Counts], language: str) -> tuple[CountOfOrganisation, ...]:
    counts = (CountOfOrganisation(row.id, row.name, row.issued) for row in rows if row.issued)
    return _busiest_first(counts, language)


def _busiest_first(counts: Iterable[CountOfOrganisation], language: str) -> tuple[CountOfOrganisation, ...]:
    return tuple(sorted(counts, key=lambda one: (-one.count, name_key(one.name, language))))


def _by_month(period: Period, rows: Sequence[Counts]) -> tuple[UsesOfMonth, ...]:
    counted = {row[0]: Persons(row[1], row[2]) for row in rows}
    return tuple(
        UsesOfMonth(month, counted.get(index, Persons())) for index, month in enumerate(period.months())
    )
