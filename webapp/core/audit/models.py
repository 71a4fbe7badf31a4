"""The audit log's table."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base


class AuditRecord(Base):
    """One thing that happened. No foreign keys: the log outlives what it speaks of."""

    __tablename__ = "audit_records"
    __table_args__ = (
        Index(None, "at"),
        Index(None, "card_id", "at"),
        Index(None, "organisation_id", "at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    event: Mapped[str]
    account_id: Mapped[int | None]
    organisation_id: Mapped[int | None]
    card_id: Mapped[uuid.UUID | None]
    """The card it is about, once more beside the facts: a holder may ask who has looked, and waits."""
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
