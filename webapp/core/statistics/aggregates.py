"""The SQL under the figures: one statement each, for one network or (None) the whole country."""

from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from webapp.core.calendar import day_began
from webapp.core.cards.models import Card
from webapp.core.cards.validity import CardKind
from webapp.core.partners.models import Organisation
from webapp.core.statistics.period import Period
from webapp.core.visits.models import Visit

Statement: TypeAlias = Select[*tuple[Any, ...]]


def happened_in(period: Period) -> ColumnElement[bool]:
    """A visit that counts: in the period and not undone."""
    return and_(
        Visit.happened_at >= period.began_at, Visit.happened_at < period.ended_at, Visit.undone_at.is_(None)
    )


def issued_in(period: Period) -> ColumnElement[bool]:
    """A card issued in the period."""
    return Card.issued_on.between(period.first_day, period.last_day)


def valid_in(period: Period) -> ColumnElement[bool]:
    """A card valid on any day of the period; the day on which it was stopped is one.

    The register keeps a card's whole span: one renewed late counts through the gap before it, too.
    """
    return and_(
        Card.issued_on <= period.last_day,
        Card.valid_until >= period.first_day,
        or_(Card.stopped_at.is_(None), Card.stopped_at >= period.began_at),
    )


def cards_by_distributor(period: Period, network_id: int | None) -> Statement:
    """Per distributor: id, names, cards issued, cards valid."""
    statement = (
        select(
            Organisation.id,
            Organisation.name,
            func.coalesce(func.sum(case((issued_in(period), 1), else_=0)), 0).label("issued"),
            func.coalesce(func.sum(case((valid_in(period), 1), else_=0)), 0).label("valid"),
        )
        .join(Card, Card.distributor_id == Organisation.id)
        .where(Card.issued_on <= period.last_day, Card.valid_until >= period.first_day)
        .group_by(Organisation.id, Organisation.name)
    )
    return _within(statement, network_id)


def uses_by_venue(period: Period, network_id: int | None) -> Statement:
    """Per venue: id, names, adults, children, with any card.

    Summed before the names are joined: a planner without statistics otherwise reads the names once a visit.
    """
    summed = (
        select(
            Visit.venue_id,
            func.sum(Visit.adults).label("adults"),
            func.sum(Visit.children).label("children"),
        )
        .where(happened_in(period))
        .group_by(Visit.venue_id)
    )
    if network_id is not None:
        venues = select(Organisation.id).where(Organisation.network_id == network_id)
        summed = summed.where(Visit.venue_id.in_(venues))
    uses = summed.subquery()
    return select(Organisation.id, Organisation.name, uses.c.adults, uses.c.children).join(
        uses, uses.c.venue_id == Organisation.id
    )


def community_uses(period: Period, network_id: int | None) -> Statement:
    """One row: adults, children, with community cards. They are few, so the cards lead to the visits."""
    statement = (
        select(func.coalesce(func.sum(Visit.adults), 0), func.coalesce(func.sum(Visit.children), 0))
        .select_from(Card)
        .join(Visit, Visit.card_id == Card.id)
        .join(Organisation, Organisation.id == Visit.venue_id)
        .where(Card.kind == CardKind.COMMUNITY, happened_in(period))
    )
    return _within(statement, network_id)


def uses_by_month(period: Period, network_id: int | None) -> Statement:
    """Per month of the period, counted from 0: adults, children. Months are Finland's, not UTC's."""
    later = [
        (Visit.happened_at < day_began(month), index) for index, month in enumerate([*period.months()][1:])
    ]
    last = len(later)
    month = case(*later, else_=last).label("month") if later else func.abs(0).label("month")
    dated = select(month, Visit.adults, Visit.children).where(happened_in(period))
    if network_id is not None:
        dated = dated.join(Organisation, Visit.venue_id == Organisation.id)
        dated = dated.where(Organisation.network_id == network_id)
    inner = dated.subquery()
    return select(inner.c.month, func.sum(inner.c.adults), func.sum(inner.c.children)).group_by(inner.c.month)


def cards_by_uses(period: Period, network_id: int | None) -> Statement:
    """One row: cards used once, twice, 3–5 times, more. A card of the network counts wherever it was used.

    Visits by codes that nobody had registered are of no card, and certainly not of one and the same.
    """
    times = func.count().label("times")
    of_cards = (happened_in(period), Visit.card_id.is_not(None))
    per_card = select(times).select_from(Visit).where(*of_cards).group_by(Visit.card_id)
    if network_id is not None:
        per_card = per_card.join(Card, Card.id == Visit.card_id)
        per_card = per_card.join(Organisation, Organisation.id == Card.distributor_id)
        per_card = per_card.where(Organisation.network_id == network_id)
    used = per_card.subquery().c.times
    classes = (used == 1, used == 2, used.between(3, 5), used > 5)  # noqa: PLR2004 - DOMAIN §8's classes
    return select(*(func.coalesce(func.sum(case((one, 1), else_=0)), 0) for one in classes))


def _within(statement: Statement, network_id: int | None) -> Statement:
    return statement if network_id is None else statement.where(Organisation.network_id == network_id)
