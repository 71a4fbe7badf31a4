"""Populations by year, a year's costs with their rule, and the shares once they are settled."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.costs.rules import PayerKind
from webapp.core.database import Base, one_of


class Population(Base):
    """How many persons live in a municipality in a year."""

    __tablename__ = "populations"
    __table_args__ = (
        CheckConstraint("year BETWEEN 2015 AND 2100", name="year"),
        CheckConstraint("persons >= 0", name="persons"),
    )

    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipalities.code"), primary_key=True)
    persons: Mapped[int]


class CostYear(Base):
    """A year's sum and how it is shared. Until it is settled its shares follow what the register knows."""

    __tablename__ = "cost_years"
    __table_args__ = (
        CheckConstraint("year BETWEEN 2015 AND 2100", name="year"),
        CheckConstraint("sum_cents >= 0", name="sum_cents"),
        CheckConstraint("municipal_percent BETWEEN 0 AND 100", name="municipal_percent"),
        CheckConstraint("trial_percent BETWEEN 0 AND 100", name="trial_percent"),
    )

    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    sum_cents: Mapped[int] = mapped_column(BigInteger)
    municipal_percent: Mapped[int] = mapped_column(SmallInteger)
    trial_percent: Mapped[int] = mapped_column(SmallInteger)
    written_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    settled_at: Mapped[datetime | None]


class CostShare(Base):
    """What a municipality or a county pays of a settled year."""

    __tablename__ = "cost_shares"
    __table_args__ = (
        one_of("kind", PayerKind),
        CheckConstraint("persons >= 0 AND cents >= 0", name="numbers"),
    )

    year: Mapped[int] = mapped_column(SmallInteger, ForeignKey("cost_years.year"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    """Of the municipality or of the county."""
    persons: Mapped[int]
    cents: Mapped[int] = mapped_column(BigInteger)
