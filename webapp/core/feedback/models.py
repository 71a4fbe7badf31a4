"""Feedback with its answer, and how visits felt: counted, never kept one by one."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base, one_of


class FeedbackCategory(StrEnum):
    """What feedback is about."""

    VENUE = "venue"
    CARD = "card"
    DISTRIBUTOR = "distributor"
    APP = "app"
    ACCESSIBILITY = "accessibility"
    OTHER = "other"


class Feedback(Base):
    """What a holder told the network of their card. The card is kept to bring the answer to its phones."""

    __tablename__ = "feedback"
    __table_args__ = (
        one_of("category", FeedbackCategory),
        CheckConstraint("length(text) > 0", name="text"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_has_time"),
        CheckConstraint("(answer IS NULL) = (answered_by IS NULL)", name="answered_by_somebody"),
        CheckConstraint("answered_at IS NULL OR answered_at >= sent_at", name="answered_later"),
        Index(None, "network_id", "answered_at", "sent_at"),
        Index(None, "card_id", "sent_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("networks.id"))
    card_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cards.id"))
    category: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(String(2000))
    sent_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(String(2000))
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))


class MoodCount(Base):
    """How many answers of one face a venue's visits of a month got.

    A row for each answer would betray its giver: one written in the same transaction as the mark that a visit
    has been asked about, or the only one of its venue and day, leads back to a card. So answers are added to
    a number, by month; there is no id, no time and no order, and nothing of a card or a visit.
    """

    __tablename__ = "moods"
    __table_args__ = (
        CheckConstraint("mood BETWEEN 1 AND 5", name="mood"),
        CheckConstraint("answers > 0", name="answers"),
        Index(None, "network_id", "month"),
    )

    venue_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    mood: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    network_id: Mapped[int | None] = mapped_column(ForeignKey("networks.id"))
    """The venue's; a pop-up venue has none. The card's would tell where its holder lives."""
    answers: Mapped[int]
