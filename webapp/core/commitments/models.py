"""Commitments to the versions of the operating model, exceptions from it, and who has been briefed."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.commitments.rules import CommitmentKind
from webapp.core.database import Base, one_of
from webapp.core.languages import LocalisedText
from webapp.core.networks.models import Network, OperatingModelVersion
from webapp.core.partners.models import Organisation

_SIGNED = "(accepted_at IS NOT NULL AND confirmed_at IS NOT NULL)"


class Commitment(Base):
    """An organisation's commitment to a version: in force once both sides have accepted it.

    One that was carried over comes from before the register kept commitments: nobody accepted it here.
    """

    __tablename__ = "commitments"
    __table_args__ = (
        one_of("kind", CommitmentKind),
        UniqueConstraint("organisation_id", "version"),
        CheckConstraint("(accepted_by IS NULL) = (accepted_at IS NULL)", name="accepted_by_somebody"),
        CheckConstraint(
            "(confirmed_by IS NULL) = (confirmed_at IS NULL)"
            " AND (confirmed_for IS NULL) = (confirmed_at IS NULL)",
            name="confirmed_by_somebody",
        ),
        CheckConstraint("confirmed_at IS NULL OR accepted_at IS NOT NULL", name="accepted_first"),
        CheckConstraint(
            f"(in_force_from IS NOT NULL) = (carried_over OR {_SIGNED})", name="in_force_when_accepted"
        ),
        CheckConstraint("NOT carried_over OR accepted_at IS NULL", name="carried_over_by_nobody"),
        Index(None, "version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[str] = mapped_column(String(8))
    version: Mapped[date] = mapped_column(ForeignKey("operating_models.valid_from"))
    carried_over: Mapped[bool] = mapped_column(default=False)
    accepted_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    accepted_at: Mapped[datetime | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    confirmed_for: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    """The office that accepted it for its side: the coordinator's, or the national one."""
    confirmed_at: Mapped[datetime | None]
    in_force_from: Mapped[date | None]
    organisation: Mapped[Organisation] = relationship(foreign_keys=[organisation_id])
    office: Mapped[Organisation | None] = relationship(foreign_keys=[confirmed_for])
    model: Mapped[OperatingModelVersion] = relationship()


class ModelException(Base):
    """Where something is otherwise than the model says, why, and until when. Without a place: everywhere."""

    __tablename__ = "model_exceptions"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_later"),
        CheckConstraint("network_id IS NULL OR venue_id IS NULL", name="one_place"),
        Index(None, "ends_on"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    network_id: Mapped[int | None] = mapped_column(ForeignKey("networks.id"))
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    reason: Mapped[LocalisedText]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    made_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    network: Mapped[Network | None] = relationship()
    venue: Mapped[Organisation | None] = relationship()


class Briefing(Base):
    """A person was briefed for an organisation on a day, as an office wrote down."""

    __tablename__ = "briefings"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True, index=True)
    briefed_on: Mapped[date] = mapped_column(primary_key=True)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime]
