"""Devices of a venue, the secrets that enrol them, and the numbers that prove nothing was lost."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.accounts.models import Account
from webapp.core.database import Base, one_of
from webapp.core.names import SortedByName
from webapp.core.partners.models import Organisation


class DeviceKind(StrEnum):
    """Whose a device is: the counter's, used by whoever stands there, or a member of staff's own."""

    COUNTER = "counter"
    PERSONAL = "personal"


class Device(SortedByName, Base):
    """A phone that checks and records for one venue: its cookie's digest, its list's key, its last report."""

    __tablename__ = "devices"
    __table_args__ = (
        one_of("kind", DeviceKind),
        CheckConstraint("(kind = 'personal') = (account_id IS NOT NULL)", name="personal_has_person"),
        CheckConstraint("length(list_key) = 32", name="list_key"),
        CheckConstraint("waiting >= 0", name="waiting"),
        CheckConstraint("last_sequence >= 0", name="last_sequence"),
        CheckConstraint("arrived >= 0", name="arrived"),
        Index(None, "venue_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(60))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    list_key: Mapped[bytes] = mapped_column(LargeBinary)
    enrolled_at: Mapped[datetime]
    enrolled_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    last_seen_at: Mapped[datetime]
    list_made_at: Mapped[datetime | None]
    waiting: Mapped[int] = mapped_column(default=0)
    """Commands that wait on the phone, as it last reported."""
    last_sequence: Mapped[int] = mapped_column(default=0)
    """The highest number the phone has given to a command, as it last reported."""
    arrived: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """How many numbers have arrived from it, counted in the statement that writes them."""
    emptied_at: Mapped[datetime | None]
    """When its phone was found to have lost its storage: from then on the phone is another device."""
    revoked_at: Mapped[datetime | None]
    venue: Mapped[Organisation] = relationship()
    account: Mapped[Account | None] = relationship(foreign_keys=[account_id])


class Enrolment(Base):
    """A single-use secret, shown as a QR, by which one phone becomes a counter's device."""

    __tablename__ = "enrolments"
    __table_args__ = (CheckConstraint("expires_at > made_at", name="expires_later"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    secret_digest: Mapped[str] = mapped_column(String(64), unique=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    made_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Arrival(Base):
    """A numbered command that reached the register, whatever became of it: a missing number is a lost one."""

    __tablename__ = "arrivals"
    __table_args__ = (CheckConstraint("sequence > 0", name="sequence"),)

    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("devices.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    command_id: Mapped[uuid.UUID] = mapped_column(index=True)
    outcome: Mapped[str] = mapped_column(String(24))
    reason: Mapped[str | None] = mapped_column(String(40))
    arrived_at: Mapped[datetime]
