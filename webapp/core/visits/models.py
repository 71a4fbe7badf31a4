"""The record of a visit."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.accounts.models import Account
from webapp.core.cards.models import Card
from webapp.core.database import Base, one_of
from webapp.core.partners.models import Organisation
from webapp.core.visits.rules import VisitKind


class Visit(Base):
    """A use of a card at a venue. The id is made by whoever records it, so that repeating it is harmless."""

    __tablename__ = "visits"
    __table_args__ = (
        one_of("kind", VisitKind),
        CheckConstraint("adults >= 0", name="adults"),
        CheckConstraint("children >= 0", name="children"),
        CheckConstraint("adults + children > 0", name="somebody_came"),
        CheckConstraint("kind = 'ticket' OR children = 0", name="no_children_on_course"),
        CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone_by_somebody"),
        Index(None, "venue_id", "happened_at"),
        Index(None, "card_id", "happened_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    card_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cards.id"))
    code: Mapped[str] = mapped_column(ForeignKey("card_codes.code"))
    venue_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[str] = mapped_column(String(6))
    adults: Mapped[int] = mapped_column(SmallInteger)
    children: Mapped[int] = mapped_column(SmallInteger)
    happened_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    card: Mapped[Card] = relationship()
    venue: Mapped[Organisation] = relationship()
    recorder: Mapped[Account] = relationship(foreign_keys=[recorded_by])
