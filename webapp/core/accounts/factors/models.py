"""What proves a member of staff beside the password: passkeys, an authenticator app, recovery codes."""

import uuid
from datetime import datetime
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base

LONGEST_NAME: Final = 60


class StaffPasskey(Base):
    """A passkey that signs a person in, under the name that they gave it."""

    __tablename__ = "staff_passkeys"
    __table_args__ = (CheckConstraint("sign_count >= 0", name="sign_count"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int]
    added_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class AuthenticatorApp(Base):
    """The secret that a person's authenticator app makes codes of (TOTP, RFC 6238), one for each person.

    `last_step` is the half minute of the latest code that was taken: none of it or before works again.
    """

    __tablename__ = "authenticator_apps"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    secret: Mapped[str] = mapped_column(String(32))
    last_step: Mapped[int]
    added_at: Mapped[datetime]


class RecoveryCode(Base):
    """The digest of a code for the day when nothing else is at hand; the row goes when it is used."""

    __tablename__ = "recovery_codes"

    code_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    made_at: Mapped[datetime]
