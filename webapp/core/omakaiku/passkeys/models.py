"""Passkeys of a card: a public key and a code, no name."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base


class HolderPasskey(Base):
    """A passkey that brings a code back to a phone: a public key, and nothing that tells whose it is."""

    __tablename__ = "holder_passkeys"
    __table_args__ = (CheckConstraint("sign_count >= 0", name="sign_count"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int]
    code: Mapped[str] = mapped_column(ForeignKey("card_codes.code"), index=True)
    added_at: Mapped[datetime]
