"""What a network has planned and done: its trial's steps and figures, each year's tasks and meetings."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base, one_of
from webapp.core.trials.rules import EndingKind, ReportKind, Responsible, YearlyTask


class TrialStep(Base):
    """A step of a network's trial of which something has been written; the others are as usual, and open."""

    __tablename__ = "trial_steps"
    __table_args__ = (
        CheckConstraint("step BETWEEN 1 AND 10", name="step"),
        one_of("responsible", Responsible),
    )

    network_id: Mapped[int] = mapped_column(ForeignKey("networks.id"), primary_key=True)
    step: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    responsible: Mapped[str] = mapped_column(String(16))
    planned_on: Mapped[date | None]
    done_on: Mapped[date | None]
    notes: Mapped[str]
    updated_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))


class YearlyTaskState(Base):
    """A task of a network's year of which something has been written; the others have their usual day."""

    __tablename__ = "yearly_tasks"
    __table_args__ = (CheckConstraint("year BETWEEN 2015 AND 2100", name="year"), one_of("task", YearlyTask))

    network_id: Mapped[int] = mapped_column(ForeignKey("networks.id"), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    task: Mapped[str] = mapped_column(String(16), primary_key=True)
    planned_on: Mapped[date | None]
    done_on: Mapped[date | None]
    notes: Mapped[str]
    updated_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))


class TrialReport(Base):
    """Figures that a network has handed in of its trial, as they were then."""

    __tablename__ = "trial_reports"
    __table_args__ = (one_of("kind", ReportKind), CheckConstraint("last_day >= first_day", name="days"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("networks.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    first_day: Mapped[date]
    last_day: Mapped[date]
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Counts, and ids of venues and distributors with theirs; see reports.py."""
    handed_in_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    handed_in_at: Mapped[datetime]


class TrialEnding(Base):
    """What was decided of a trial, and how far its cards have got the last day that follows from it."""

    __tablename__ = "trial_endings"
    __table_args__ = (
        one_of("kind", EndingKind),
        CheckConstraint("(kind = 'extend') = (until IS NOT NULL)", name="only_an_extension_has_a_day"),
        CheckConstraint("cards_moved >= 0", name="cards_moved"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("networks.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    municipalities: Mapped[list[str]] = mapped_column(JSON)
    until: Mapped[date | None]
    going_on: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """How the cards of which distributors go on; see endings.py."""
    decided_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime]
    last_card_id: Mapped[uuid.UUID | None]
    """As far as cards have been gone through, in the order of their ids."""
    cards_moved: Mapped[int]
    finished_at: Mapped[datetime | None]


class Meeting(Base):
    """A feedback meeting of a network, or (without a network) the national one of those who run them."""

    __tablename__ = "meetings"
    __table_args__ = (Index(None, "network_id", "held_on"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    network_id: Mapped[int | None] = mapped_column(ForeignKey("networks.id"))
    held_on: Mapped[date]
    invitation: Mapped[str]
    minutes: Mapped[str]
    decisions: Mapped[str]
    invited_at: Mapped[datetime | None]
    """When the invitation went to the contact persons by mail."""
    written_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
