"""The audit log's tables: what happened, the chain that seals it, and where the chain begins."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base


class AuditRecord(Base):
    """One thing that happened. No foreign keys: the log outlives what it speaks of.

    The database itself refuses to change a row, and to delete one that is younger than the log is kept.
    """

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


class AuditLink(Base):
    """One row of the log in its place in the chain: a digest of it and of all that stands before it."""

    __tablename__ = "audit_links"

    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    record_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))


class AuditAnchor(Base):
    """The one row that says what the first link of the chain hangs on: the last row that was let go of."""

    __tablename__ = "audit_anchors"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    kept_from: Mapped[datetime]
    """Rows of before may be deleted, and no other."""
