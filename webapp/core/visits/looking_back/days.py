"""A venue's day: what was recorded, and how many came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from webapp.core.accounts.roles import Permission
from webapp.core.calendar import day_began, day_ended
from webapp.core.partners.desks import Desk
from webapp.core.visits.looking_back.earlier import VisitPage, page_of_visits
from webapp.core.visits.models import Visit


@dataclass(frozen=True, slots=True)
class DayCounts:
    """A venue's day: visits recorded, adults and children who came; assistants are no visitors."""

    visits: int
    adults: int
    children: int
    assistants: int


def visits_of_day(session: Session, desk: Desk, day: date, *, limit: int = 500) -> Sequence[Visit]:
    """The latest visits recorded at the desk's venue on a Finnish day, newest first, with undone ones."""
    desk.must(Permission.RECORD_VISITS)
    statement = (
        select(Visit)
        .options(joinedload(Visit.recorder), joinedload(Visit.device), joinedload(Visit.offer))
        .where(*_on(day, desk))
        .order_by(Visit.happened_at.desc(), Visit.id)
        .limit(limit)
    )
    return session.scalars(statement).all()


def page_of_day(session: Session, desk: Desk, day: date, *, page: int) -> VisitPage:
    """One page of the visits recorded at the desk's venue on a Finnish day, undone ones among them."""
    desk.must(Permission.RECORD_VISITS)
    return page_of_visits(session, _on(day, desk), page=page)


def counts_of_day(session: Session, desk: Desk, day: date) -> DayCounts:
    """The desk's venue's day in numbers; undone visits do not count."""
    desk.must(Permission.RECORD_VISITS)
    statement = select(
        func.count(), _total(Visit.adults), _total(Visit.children), _total(Visit.assistants)
    ).where(*_on(day, desk), Visit.undone_at.is_(None))
    visits, adults, children, assistants = session.execute(statement).one()
    return DayCounts(visits, adults, children, assistants)


def _on(day: date, desk: Desk) -> list[ColumnElement[bool]]:
    return [
        Visit.venue_id == desk.venue_id,
        Visit.happened_at >= day_began(day),
        Visit.happened_at < day_ended(day),
    ]


def _total(column: InstrumentedAttribute[int]) -> ColumnElement[int]:
    return func.coalesce(func.sum(column), 0)
