"""What a venue has on, and what it says of itself. Ceilings and time windows are not here yet."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.database import Base, one_of
from webapp.core.languages import LocalisedText
from webapp.core.names import FoundByName
from webapp.core.partners.models import Organisation


class OfferKind(StrEnum):
    """What a card gives at it: the same words as a visit's."""

    TICKET = "ticket"
    COURSE = "course"


class Offer(FoundByName, Base):
    """An event or a course on a day, or, without a day, what is open all the time."""

    __tablename__ = "offers"
    __table_args__ = (
        one_of("kind", OfferKind),
        CheckConstraint("name <> '{}'", name="name"),
        CheckConstraint("begins_at IS NULL OR day IS NOT NULL", name="begins_on_a_day"),
        Index(None, "venue_id", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[LocalisedText]
    kind: Mapped[str] = mapped_column(String(6))
    day: Mapped[date | None]
    begins_at: Mapped[time | None]
    """In Finland, of something on a day."""
    made_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    venue: Mapped[Organisation] = relationship()


BY_DAY: Final = (
    Offer.day.is_not(None), Offer.day, Offer.begins_at.is_not(None), Offer.begins_at
)  # fmt: skip
"""What is on every day comes first, then by day and time."""


class AccessFeature(StrEnum):
    """What makes a place easy to come to."""

    STEP_FREE_ENTRANCE = "step_free_entrance"
    LIFT = "lift"
    ACCESSIBLE_TOILET = "accessible_toilet"
    WHEELCHAIR_PLACES = "wheelchair_places"
    INDUCTION_LOOP = "induction_loop"
    COMPANION_SEAT = "companion_seat"
    GUIDE_DOG = "guide_dog"
    QUIET_HOURS = "quiet_hours"
    PARKING = "parking"


class Cloakroom(StrEnum):
    """What hanging up a coat costs whoever comes with the card; it ought to be free (DOMAIN §5)."""

    FREE = "free"
    COSTS = "costs"
    NONE = "none"


class VenueDescription(Base):
    """What a venue tells everybody: how one gets in, what the card does not give, and where to read more.

    Nothing has to be said.
    """

    __tablename__ = "venue_descriptions"
    __table_args__ = (
        CheckConstraint(
            "website = '' OR substr(website, 1, 8) = 'https://' OR substr(website, 1, 7) = 'http://'",
            name="website",
        ),
        one_of("cloakroom", Cloakroom),
        CheckConstraint("lanes > 0 AND seats > 0", name="places"),
    )

    venue_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    accessibility: Mapped[LocalisedText]
    left_out: Mapped[LocalisedText]
    website: Mapped[str] = mapped_column(String(200), default="")
    tickets: Mapped[LocalisedText]
    """What else to know about getting a ticket with the card."""
    tickets_at_door: Mapped[bool] = mapped_column(default=False, server_default=false())
    tickets_at_desk: Mapped[bool] = mapped_column(default=False, server_default=false())
    tickets_by_phone: Mapped[bool] = mapped_column(default=False, server_default=false())
    tickets_by_email: Mapped[bool] = mapped_column(default=False, server_default=false())
    ticket_agency: Mapped[str] = mapped_column(String(80), default="", server_default="")
    """Which agency gives tickets with the card; empty where none does."""
    agency_fee: Mapped[str] = mapped_column(String(80), default="", server_default="")
    features: Mapped[str] = mapped_column(String(200), default="", server_default="")
    """The AccessFeatures that it has, with spaces between."""
    cloakroom: Mapped[str | None] = mapped_column(String(8))
    lanes: Mapped[int | None]
    """Of a swimming hall."""
    seats: Mapped[int | None]
    updated_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    updated_at: Mapped[datetime]

    @property
    def access(self) -> list[AccessFeature]:
        """What makes it easy to come to, in the order of the list."""
        return [one for one in AccessFeature if one in self.features.split()]

    @property
    def says_how_to_get_tickets(self) -> bool:
        """Whether a way is named, or something is said of tickets."""
        return self.names_a_way_to_tickets or bool(self.tickets)

    @property
    def names_a_way_to_tickets(self) -> bool:
        """Whether there is a list of ways to show."""
        ways = (self.tickets_at_door, self.tickets_at_desk, self.tickets_by_phone, self.tickets_by_email)
        return any(ways) or bool(self.ticket_agency)
