"""What a holder asks of the distributor: another year, or a correction. Never in free text."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base, one_of

_OPEN = text("answered_at IS NULL")


class CorrectionKind(StrEnum):
    """Which answer is wrong. What it should be the holder says to the distributor, not to the register."""

    BIRTH_YEAR = "birth_year"
    POSTAL_CODE = "postal_code"
    CHILDREN = "children"
    OTHER_ANSWERS = "other_answers"


class RenewalWish(Base):
    """A holder's wish to renew; renewing the card answers it. A card has one open wish at most."""

    __tablename__ = "renewal_wishes"
    __table_args__ = (
        CheckConstraint("answered_at IS NULL OR answered_at >= wished_at", name="answered_later"),
        Index(None, "card_id"),
        Index(
            "uq_renewal_wishes_card_open",
            "card_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    card_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cards.id"))
    wished_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class CorrectionWish(Base):
    """A holder says that an answer is wrong; the distributor corrects it and marks it done."""

    __tablename__ = "correction_wishes"
    __table_args__ = (
        one_of("kind", CorrectionKind),
        CheckConstraint("answered_at IS NULL OR answered_at >= wished_at", name="answered_later"),
        Index(None, "card_id"),
        Index(
            "uq_correction_wishes_card_kind_open",
            "card_id",
            "kind",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    card_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cards.id"))
    kind: Mapped[str] = mapped_column(String(16))
    wished_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
