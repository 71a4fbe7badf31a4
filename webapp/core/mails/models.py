"""A mail to a member of staff that waits, or has been on its way. Cardholders get none."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base, one_of


class MailKind(StrEnum):
    """What a mail is about; its sentences are plumbing's."""

    INVITATION = "invitation"
    PASSWORD_LINK = "password_link"  # noqa: S105 - a kind of mail, not a password
    """Asked for by whoever gave the address: whose it is, is looked up when the mail is written."""
    PASSWORD_LINK_BY_STAFF = "password_link_by_staff"  # noqa: S105 - a kind of mail, not a password
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a kind of mail, not a password
    FACTOR_CHANGED = "factor_changed"
    FACTORS_REMOVED = "factors_removed"
    NEW_SIGN_IN = "new_sign_in"
    REMOVAL = "removal"
    MEETING = "meeting"


class FactorChange(StrEnum):
    """What a mail of the kind FACTOR_CHANGED tells, as its fact `change`."""

    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    APP_ADDED = "app_added"
    APP_REMOVED = "app_removed"
    CODES_MADE = "codes_made"


class MailState(StrEnum):
    """How far a mail has come."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"


class Mail(Base):
    """One mail. Its address and what it says, secrets too, are there only as long as it waits.

    `due_at` is when it is tried next. Who takes it for sending moves that on by CLAIM_LASTS, so that it is
    tried again where nobody says what became of it. `useful_until`: after it there is nothing to tell.
    """

    __tablename__ = "mails"
    __table_args__ = (
        one_of("kind", MailKind),
        one_of("state", MailState),
        CheckConstraint("(state = 'waiting') = (address IS NOT NULL)", name="address_while_waiting"),
        CheckConstraint("(state = 'waiting') = (facts IS NOT NULL)", name="facts_while_waiting"),
        CheckConstraint("tries >= 0", name="tries"),
        CheckConstraint("useful_until > made_at", name="useful_later"),
        Index(None, "state", "due_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    language: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(12))
    address: Mapped[str | None]
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    useful_until: Mapped[datetime]
    tries: Mapped[int]
