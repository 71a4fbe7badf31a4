"""A cardholder's own visits: where, when, and what a year has been."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from webapp.core.calendar import day_began, day_ended, day_in_finland
from webapp.core.cards.queries import CardInHand, check_own_hands
from webapp.core.partners.models import VenueKind
from webapp.core.visits.models import Visit

MONTHS = 12


@dataclass(frozen=True, slots=True)
class HolderMonth:
    """A month's visits, newest first; `month` is its first day."""

    month: date
    visits: Sequence[Visit]

    @property
    def adults(self) -> int:
        """Adults' tickets and course places."""
        return sum(visit.adults for visit in self.visits)

    @property
    def children(self) -> int:
        """Children's tickets."""
        return sum(visit.children for visit in self.visits)


@dataclass(frozen=True, slots=True)
class HolderYear:
    """A year of one card: all its months, January first, the empty ones among them."""

    year: int
    months: tuple[HolderMonth, ...]

    @property
    def visits(self) -> list[Visit]:
        """All of them, newest first."""
        return [visit for month in reversed(self.months) for visit in month.visits]

    @property
    def places(self) -> int:
        """How many different venues."""
        return len({visit.venue_id for visit in self.visits})

    @property
    def kinds(self) -> list[tuple[VenueKind, int]]:
        """Kinds of venue with the visits to each, the most visited first."""
        found = Counter(VenueKind(visit.venue.venue_kind or "") for visit in self.visits)
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def holder_year(session: Session, held: CardInHand, year: int) -> HolderYear:
    """A year's visits with the card on the phone that asks, by all its codes; undone ones are left out."""
    check_own_hands(held)
    statement = _visits(held.card.id).where(
        Visit.happened_at >= day_began(date(year, 1, 1)),
        Visit.happened_at < day_ended(date(year, 12, 31)),
        Visit.undone_at.is_(None),
    )
    visits = session.scalars(statement).all()
    months = (date(year, month, 1) for month in range(1, MONTHS + 1))
    return HolderYear(
        year,
        tuple(
            HolderMonth(month, [visit for visit in visits if visit.happened_day.replace(day=1) == month])
            for month in months
        ),
    )


def all_visits(session: Session, held: CardInHand) -> Sequence[Visit]:
    """Every visit with the card, newest first and undone ones among them, for its holder to take along."""
    check_own_hands(held)
    return session.scalars(_visits(held.card.id)).all()


def _visits(card_id: uuid.UUID) -> Select[Visit]:
    return (
        select(Visit)
        .options(joinedload(Visit.venue), joinedload(Visit.offer))
        .where(Visit.card_id == card_id)
        .order_by(Visit.happened_at.desc(), Visit.id)
    )


def visit_count(session: Session, held: CardInHand) -> int:
    """How many visits the register holds of the card; undone ones are left out."""
    statement = select(func.count()).select_from(Visit)
    return session.scalar(statement.where(Visit.card_id == held.card.id, Visit.undone_at.is_(None))) or 0


def years_with_visits(session: Session, held: CardInHand, *, today: date) -> list[int]:
    """This year and, back to the first visit, those before it."""
    statement = select(func.min(Visit.happened_at))
    first = session.scalar(statement.where(Visit.card_id == held.card.id, Visit.undone_at.is_(None)))
    first_year = min(day_in_finland(first).year, today.year) if first else today.year
    return list(range(today.year, first_year - 1, -1))
