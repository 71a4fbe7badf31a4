"""Pairing secrets and the phones that carry a card; of both only digests are stored."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base


class Pairing(Base):
    """A single-use secret, shown as a QR, that lets one phone take a card."""

    __tablename__ = "pairings"
    __table_args__ = (CheckConstraint("expires_at > made_at", name="expires_later"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    secret_digest: Mapped[str] = mapped_column(String(64), unique=True)
    card_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cards.id"), index=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class HolderPhone(Base):
    """A phone that shows a code: its cookie's digest and since when.

    A code and not a card: when a phone is lost its card is replaced, and the lost phone must not follow.
    """

    __tablename__ = "holder_phones"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    code: Mapped[str] = mapped_column(ForeignKey("card_codes.code"), index=True)
    paired_at: Mapped[datetime]
