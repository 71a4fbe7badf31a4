"""What a venue has recorded before: searched by day, code and remark."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.core.accounts.roles import Permission
from webapp.core.calendar import day_began, day_ended
from webapp.core.cards.codes import SHAPE
from webapp.core.cards.disguises import code_or_part
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.partners.desks import Desk
from webapp.core.visits.models import Visit
from webapp.core.visits.reasons import LookingBackRefusal

PAGE_SIZE: Final = 50
FEWEST_DIGITS: Final = 3
"""Of a code; fewer would find half of a day."""


@dataclass(frozen=True, slots=True)
class VisitSearch:
    """What to look for; None or nothing leaves it open. `code` is a whole one or its last digits."""

    first_day: date | None = None
    last_day: date | None = None
    code: str = ""
    only_with_remark: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class VisitPage:
    """One page of what was found."""

    visits: Sequence[Visit]
    page: int
    pages: int
    total: int


def earlier_visits(session: Session, desk: Desk, search: VisitSearch) -> VisitPage:
    """The desk's venue's visits that fit a search, newest first, undone ones among them."""
    desk.must(Permission.CORRECT_VISITS)
    return page_of_visits(session, list(_conditions(desk, search)), page=search.page)


def page_of_visits(session: Session, fits: Sequence[ColumnElement[bool]], *, page: int) -> VisitPage:
    """One page of the visits that fit, newest first; the nearest page where there is none of that number."""
    total = session.scalar(select(func.count()).select_from(Visit).where(*fits)) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    statement = (
        select(Visit)
        .options(
            *map(joinedload, (Visit.recorder, Visit.device, Visit.offer)), selectinload(Visit.same_group)
        )
        .where(*fits)
        .order_by(Visit.happened_at.desc(), Visit.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return VisitPage(session.scalars(statement).all(), page, pages, total)


def _conditions(desk: Desk, search: VisitSearch) -> Iterator[ColumnElement[bool]]:
    yield Visit.venue_id == desk.venue_id
    if search.first_day is not None:
        yield Visit.happened_at >= day_began(search.first_day)
    if search.last_day is not None:
        yield Visit.happened_at < day_ended(search.last_day)
    if search.only_with_remark:
        yield Visit.remark.is_not(None)
    part = code_or_part(search.code)
    if SHAPE.fullmatch(part):
        yield Visit.code == part
    elif search.code.strip():
        if len(part) < FEWEST_DIGITS or not (part.isascii() and part.isdecimal()):
            raise RefusedError(LookingBackRefusal.CODE_PART, "code", fewest=FEWEST_DIGITS)
        yield Visit.code.endswith(part)


def own_visit(session: Session, desk: Desk, visit_id: uuid.UUID) -> Visit:
    """A visit of the desk's venue.

    Raises:
        NotFoundError: for any other.
    """
    desk.must(Permission.CORRECT_VISITS)
    together = (Visit.recorder, Visit.device, Visit.offer, Visit.card)
    options = [*map(joinedload, together), selectinload(Visit.same_group)]
    visit = session.get(Visit, visit_id, options=options)
    if visit is None or visit.venue_id != desk.venue_id:
        raise NotFoundError
    return visit
