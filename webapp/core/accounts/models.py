"""A staff member's account and the browsers on which they are signed in. Cardholders have neither."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base
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


class StaffSession(Base):
    """A person signed in on one browser, which keeps the token of which only the digest is here.

    `proved_at` is when they last wrote their password on it.
    """

    __tablename__ = "staff_sessions"
    __table_args__ = (CheckConstraint("ends_at > began_at", name="ends_later"),)

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    began_at: Mapped[datetime]
    proved_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
