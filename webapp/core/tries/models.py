"""Counts of wrong tries, which all workers share."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base


class TryCount(Base):
    """So many wrong tries until `ends_at`; `key` is a digest of who made them, keyed with a secret."""

    __tablename__ = "try_counts"
    __table_args__ = (CheckConstraint("number > 0", name="number"),)

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(index=True)
