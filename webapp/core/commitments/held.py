"""Whether a commitment holds, in SQL: the counter's statements and the lists ask the same."""

from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Date, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from webapp.core.commitments.models import Commitment
from webapp.core.commitments.reasons import CommitmentRefusal
from webapp.core.errors import RefusedError
from webapp.core.networks.models import OperatingModelVersion

_LATER: Final = aliased(OperatingModelVersion, name="later_version")
_ENDS_BEFORE: Final = Commitment.ends_on < _LATER.earlier_hold_until
HELD_UNTIL: Final = func.coalesce(
    select(func.min(case((_ENDS_BEFORE, Commitment.ends_on), else_=_LATER.earlier_hold_until), type_=Date()))
    .where(_LATER.valid_from > Commitment.version)
    .correlate(Commitment)
    .scalar_subquery(),
    Commitment.ends_on,
    type_=Date(),
)
"""The last day of a commitment: that on which a party has ended it, or that of the grace period of the
version after it, whichever comes first; NULL where there is neither."""


def holds_between(first: ColumnElement[date] | date, last: ColumnElement[date] | date) -> ColumnElement[bool]:
    """Of commitments: they hold on some of these days."""
    return and_(Commitment.in_force_from <= last, or_(HELD_UNTIL.is_(None), first <= HELD_UNTIL))


def coverage_between(
    organisation_id: ColumnElement[int], first: ColumnElement[date], last: ColumnElement[date]
) -> Select[*tuple[Any, ...]]:
    """The days on which commitments of an organisation hold, as far as they touch these days."""
    return select(
        Commitment.in_force_from.label("committed_since"), HELD_UNTIL.label("committed_until")
    ).where(Commitment.organisation_id == organisation_id, holds_between(first, last))


def is_committed(session: Session, organisation_id: int, day: date) -> bool:
    """Whether an organisation has a commitment in force on a day."""
    found = exists().where(Commitment.organisation_id == organisation_id, holds_between(day, day))
    return bool(session.scalar(select(found)))


def must_be_committed(session: Session, organisation_id: int, day: date) -> None:
    """Nobody issues without a commitment in force.

    Raises:
        RefusedError: NOT_COMMITTED.
    """
    if not is_committed(session, organisation_id, day):
        raise RefusedError(CommitmentRefusal.NOT_COMMITTED)
