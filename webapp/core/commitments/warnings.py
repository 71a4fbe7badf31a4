"""What an organisation is told beforehand: it has no commitment in force, or its own is about to end."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from webapp.core.commitments.held import HELD_UNTIL, holds_between
from webapp.core.commitments.models import Commitment
from webapp.core.commitments.queries import standing_of
from webapp.core.commitments.rules import CommitmentState
from webapp.core.networks.models import OperatingModelVersion

_TOLD_BEFORE: Final = timedelta(days=60)
"""So long before its end; in a grace period always."""
_NEXT: Final = aliased(OperatingModelVersion, name="next_version")


@dataclass(frozen=True, slots=True)
class CommitmentWarning:
    """None is in force, and its own may wait for others; or it holds until a day, and no longer."""

    ends_on: date | None = None
    waits_for_others: bool = False


def commitment_warning(session: Session, organisation_id: int, day: date) -> CommitmentWarning | None:
    """What a venue or a distributor should know today of its commitment; None where all is well."""
    has_next = (
        select(_NEXT.valid_from)
        .where(_NEXT.valid_from > Commitment.version, _NEXT.valid_from <= day)
        .correlate(Commitment)
        .exists()
    )
    statement = select(HELD_UNTIL.label("until"), has_next.label("has_next")).where(
        Commitment.organisation_id == organisation_id, holds_between(day, day)
    )
    rows = session.execute(statement).all()
    if not rows:
        standing = standing_of(session, organisation_id, day)
        return CommitmentWarning(waits_for_others=standing.state is CommitmentState.WAITING)
    if any(one.until is None for one in rows):
        return None
    last = max(rows, key=lambda one: one.until)
    is_near = last.has_next or last.until - day <= _TOLD_BEFORE
    return CommitmentWarning(ends_on=last.until) if is_near else None
