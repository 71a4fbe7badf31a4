"""Outings, the cards that join them, and tips."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.database import Base, one_of
from webapp.core.languages import LocalisedText
from webapp.core.networks.models import Network
from webapp.core.partners.models import Organisation


class Audience(StrEnum):
    """For whom an outing is: cards that its distributor issued, or all of the network."""

    OWN_CARDS = "own_cards"
    NETWORK = "network"


class Outing(Base):
    """A distributor goes somewhere with cardholders: to a venue of the network or to a place in words."""

    __tablename__ = "outings"
    __table_args__ = (
        one_of("audience", Audience),
        CheckConstraint("title <> '{}'", name="title"),
        CheckConstraint("meeting_place <> '{}'", name="meeting_place"),
        CheckConstraint("(venue_id IS NULL) = (place <> '{}')", name="one_place"),
        CheckConstraint("meets_at <= starts_at", name="meets_first"),
        CheckConstraint("join_until <= starts_at", name="joins_first"),
        Index(None, "distributor_id", "starts_at"),
        Index(None, "starts_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    distributor_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    title: Mapped[LocalisedText]
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    place: Mapped[LocalisedText]
    """Empty where the outing goes to a venue."""
    starts_at: Mapped[datetime]
    meeting_place: Mapped[LocalisedText]
    meets_at: Mapped[datetime]
    words: Mapped[LocalisedText]
    audience: Mapped[str] = mapped_column(String(9))
    join_until: Mapped[datetime]
    made_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    """When those who come along have to look at it again."""
    cancelled_at: Mapped[datetime | None]
    distributor: Mapped[Organisation] = relationship(foreign_keys=distributor_id)
    venue: Mapped[Organisation | None] = relationship(foreign_keys=venue_id)


class OutingJoin(Base):
    """A card comes along; `left_at` where it does so no more. Removed when the outing is long past."""

    __tablename__ = "outing_joins"
    __table_args__ = (CheckConstraint("left_at IS NULL OR left_at >= joined_at", name="left_later"),)

    outing_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("outings.id"), primary_key=True)
    card_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cards.id"), primary_key=True, index=True)
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    outing: Mapped[Outing] = relationship()


class Tip(Base):
    """What to see, from day to day; of one network, or without one of the whole country."""

    __tablename__ = "tips"
    __table_args__ = (
        CheckConstraint("title <> '{}' AND text <> '{}'", name="written"),
        CheckConstraint("shown_from <= shown_until", name="shown_for_a_time"),
        Index(None, "network_id", "shown_until"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    network_id: Mapped[int | None] = mapped_column(ForeignKey("networks.id"))
    title: Mapped[LocalisedText]
    text: Mapped[LocalisedText]
    shown_from: Mapped[date]
    shown_until: Mapped[date]
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    address: Mapped[str] = mapped_column(String(300))
    """Of a page that tells more; empty where there is none."""
    made_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    network: Mapped[Network | None] = relationship()
    venue: Mapped[Organisation | None] = relationship()
