"""Orders of material, what was handed out to whom, and what partners still have."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.database import Base, one_of
from webapp.core.material.rules import MaterialKind, MaterialLanguage, OrderState
from webapp.core.networks.models import Network
from webapp.core.partners.models import Organisation


class MaterialOrder(Base):
    """Material that a network orders: approved by the national office, then printed."""

    __tablename__ = "material_orders"
    __table_args__ = (
        one_of("kind", MaterialKind),
        one_of("language", MaterialLanguage),
        one_of("state", OrderState),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("print_amount > 0 AND received_amount > 0", name="printed_amounts"),
        CheckConstraint(
            "(state IN ('printing', 'received')) = (printing_on IS NOT NULL) "
            "AND (printing_on IS NULL) = (print_amount IS NULL)",
            name="printed_on_a_day",
        ),
        CheckConstraint(
            "(state = 'received') = (received_on IS NOT NULL) "
            "AND (received_on IS NULL) = (received_amount IS NULL)",
            name="received_on_a_day",
        ),
        CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="decided_by_somebody"),
        CheckConstraint("state <> 'changes_asked' OR reason <> ''", name="changes_have_a_reason"),
        CheckConstraint("state <> 'waiting' OR sent_at IS NOT NULL", name="waits_since"),
        Index(None, "network_id", "written_at"),
        Index(None, "state", "sent_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("networks.id"))
    kind: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(8))
    amount: Mapped[int]
    description: Mapped[str]
    """What is to be printed, in the words of the network."""
    file_address: Mapped[str] = mapped_column(String(200))
    """Where its own print file lies; empty where the description says enough."""
    wanted_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(16))
    written_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(600), default="")
    """What is to be changed, in the words of the national office."""
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None]
    printing_on: Mapped[date | None]
    print_amount: Mapped[int | None]
    received_on: Mapped[date | None]
    received_amount: Mapped[int | None]
    network: Mapped[Network] = relationship()


class MaterialHandout(Base):
    """One kind of material handed out on a day, to one partner or several."""

    __tablename__ = "material_handouts"
    __table_args__ = (
        one_of("kind", MaterialKind),
        one_of("language", MaterialLanguage),
        Index(None, "network_id", "handed_on"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("networks.id"))
    kind: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(8))
    handed_on: Mapped[date]
    note: Mapped[str]
    written_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    written_at: Mapped[datetime]
    portions: Mapped[list["MaterialPortion"]] = relationship(
        back_populates="handout", cascade="all, delete-orphan"
    )


class MaterialPortion(Base):
    """How much of it one partner got."""

    __tablename__ = "material_portions"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    handout_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("material_handouts.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True, index=True)
    amount: Mapped[int]
    handout: Mapped[MaterialHandout] = relationship(back_populates="portions")
    organisation: Mapped[Organisation] = relationship()


class MaterialStock(Base):
    """What is known of one kind of material at a partner: when it is to get more, and how much it has."""

    __tablename__ = "material_stocks"
    __table_args__ = (
        one_of("kind", MaterialKind),
        CheckConstraint("low_at >= 0 AND counted >= 0", name="numbers"),
        CheckConstraint("(counted IS NULL) = (counted_on IS NULL)", name="counted_on_a_day"),
        CheckConstraint("(said_at IS NULL) = (said_by IS NULL)", name="said_by_somebody"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    low_at: Mapped[int | None]
    """With so many or fewer left it runs low."""
    counted: Mapped[int | None]
    counted_on: Mapped[date | None]
    said_at: Mapped[datetime | None]
    """Since when it says itself that it runs low; until it gets some."""
    said_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
