"""A staff member's account and the browsers on which they are signed in. Cardholders have neither."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base, one_of
from webapp.core.names import SortedByName


class Account(SortedByName, Base):
    """A person who works with the card."""

    __tablename__ = "accounts"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_lower_case"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    created_at: Mapped[datetime]


class Proof(StrEnum):
    """By what a session was begun: how sure the register is of the person."""

    PASSWORD = "password"  # noqa: S105 - a kind of proof, not a password
    FACTOR = "factor"
    """By a passkey, or by a password and a code that only the person has."""
    ONE_CLICK = "one_click"
    """By a button of the demonstration; worth nothing where it is not one (factors/demand.py)."""


class BrowserKind(StrEnum):
    """What a browser runs on, so that a person can tell their own apart; nothing finer is kept."""

    IPHONE = "iphone"
    ANDROID = "android"
    COMPUTER = "computer"
    OTHER = "other"


class StaffSession(Base):
    """A person signed in on one browser, which keeps the token of which only the digest is here.

    `id` is what pages call it by: the digest changes whenever its rights do. `proved_at` is when they last
    showed who they are, `last_used_at` is noted every few minutes of use.
    """

    __tablename__ = "staff_sessions"
    __table_args__ = (
        CheckConstraint("ends_at > began_at", name="ends_later"),
        one_of("proof", Proof),
        one_of("browser", BrowserKind),
    )

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    proof: Mapped[str] = mapped_column(String(12))
    browser: Mapped[str] = mapped_column(String(12))
    began_at: Mapped[datetime]
    proved_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)


class BegunSignIn(Base):
    """A person whose password was right and who has yet to show their second factor: nobody acts by it."""

    __tablename__ = "begun_sign_ins"
    __table_args__ = (CheckConstraint("ends_at > began_at", name="ends_later"),)

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    began_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)


class KnownBrowser(Base):
    """A browser on which a person has signed in, by a digest of what it keeps and of who they are.

    Nothing is kept of the browser itself, nor of where it was.
    """

    __tablename__ = "known_browsers"

    browser_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    last_used_at: Mapped[datetime] = mapped_column(index=True)
