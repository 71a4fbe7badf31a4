"""Read the log."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.audit.models import AuditRecord


def latest_events(session: Session, *, limit: int) -> Sequence[AuditRecord]:
    """The newest events first."""
    return session.scalars(
        select(AuditRecord).order_by(AuditRecord.at.desc(), AuditRecord.id).limit(limit)
    ).all()
