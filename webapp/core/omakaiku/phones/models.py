"""Pairing secrets and the phones that carry a card; of both only digests are stored."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base, one_of


class PairingKind(StrEnum):
    """How a secret reaches the phone: from another screen at once, or on paper for later."""

    QR = "qr"
    SLIP = "slip"


class PhoneKind(StrEnum):
    """What a phone is to its holder, who has to tell one from another; nothing finer is kept."""

    IPHONE = "iphone"
    ANDROID = "android"
    COMPUTER = "computer"
    OTHER = "other"


class Pairing(Base):
    """A single-use secret, shown as a QR or printed on a slip, that lets one phone take a card.

    It is for a code and not a card: a slip that was lost together with the card must not bring the new one.
    """

    __tablename__ = "pairings"
    __table_args__ = (
        CheckConstraint("expires_at > made_at", name="expires_later"),
        one_of("kind", PairingKind),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    secret_digest: Mapped[str] = mapped_column(String(64), unique=True)
    code: Mapped[str] = mapped_column(ForeignKey("card_codes.code"), index=True)
    kind: Mapped[str] = mapped_column(String(4))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class HolderPhone(Base):
    """A phone that shows a code: its cookie's digest, what it is, since when, and the day of its last use.

    A code and not a card: when a phone is lost its card is replaced, and the lost phone must not follow.
    """

    __tablename__ = "holder_phones"
    __table_args__ = (one_of("kind", PhoneKind),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    code: Mapped[str] = mapped_column(ForeignKey("card_codes.code"), index=True)
    paired_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(8))
    last_used_at: Mapped[datetime]
    """The first use of its last day: written once a day, so nobody can read from it when a person is up."""
