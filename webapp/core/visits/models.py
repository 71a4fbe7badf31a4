"""The record of a visit."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship, remote

from webapp.core.accounts.models import Account
from webapp.core.calendar import day_in_finland
from webapp.core.cards.models import Card
from webapp.core.database import Base, one_of
from webapp.core.devices.models import Device
from webapp.core.offers.models import Offer
from webapp.core.partners.models import Organisation
from webapp.core.visits.rules import VisitKind


class Visit(Base):
    """A use of a card at a venue. The id is made by whoever records it, so that repeating it is harmless."""

    __tablename__ = "visits"
    __table_args__ = (
        one_of("kind", VisitKind),
        CheckConstraint("adults >= 0", name="adults"),
        CheckConstraint("children >= 0", name="children"),
        CheckConstraint("adults + children > 0", name="somebody_came"),
        CheckConstraint("kind = 'ticket' OR children = 0", name="no_children_on_course"),
        CheckConstraint("assistants >= 0", name="assistants"),
        CheckConstraint("card_id IS NOT NULL OR remark IS NOT NULL", name="unknown_card_has_remark"),
        CheckConstraint("recorded_by IS NOT NULL OR device_id IS NOT NULL", name="recorded_by_somebody"),
        CheckConstraint("undone_at IS NOT NULL OR undone_by IS NULL", name="undone_has_time"),
        CheckConstraint("(undone_at IS NULL) = (undo_reason IS NULL)", name="undone_has_reason"),
        Index(None, "venue_id", "happened_at"),
        Index(None, "card_id", "venue_id", "happened_at"),
        Index(None, "group_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    card_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("cards.id"))
    """None where a phone without a network let somebody in by a code that nobody has registered."""
    code: Mapped[str] = mapped_column(String(10))
    venue_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[str] = mapped_column(String(6))
    adults: Mapped[int] = mapped_column(SmallInteger)
    children: Mapped[int] = mapped_column(SmallInteger)
    assistants: Mapped[int] = mapped_column(SmallInteger, default=0)
    """Assistants, interpreters and guides: always free, never counted as visitors (DOMAIN §5)."""
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offers.id"))
    group_id: Mapped[uuid.UUID | None]
    """The same for a community card and the members recorded with it."""
    happened_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    device_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("devices.id"))
    remark: Mapped[str | None] = mapped_column(String(40))
    """Why it would have been refused, had the phone had a network."""
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    undo_reason: Mapped[str | None] = mapped_column(String(16))
    corrected_at: Mapped[datetime | None]
    card: Mapped[Card | None] = relationship()
    venue: Mapped[Organisation] = relationship()
    recorder: Mapped[Account | None] = relationship(foreign_keys=[recorded_by])
    device: Mapped[Device | None] = relationship()
    offer: Mapped[Offer | None] = relationship()
    same_group: Mapped[list["Visit"]] = relationship(
        primaryjoin=lambda: remote(foreign(Visit.group_id)) == Visit.group_id,
        order_by=lambda: (Visit.happened_at, Visit.id),
        viewonly=True,
    )
    """Joined by the group alone: SQLite would look for the venue's visits, which are many more."""

    @property
    def group(self) -> list["Visit"]:
        """All that were recorded together with it, itself and undone ones among them."""
        return [one for one in self.same_group if one.venue_id == self.venue_id] if self.group_id else []

    @property
    def standing_group(self) -> list["Visit"]:
        """Of its group, the visits that have not been undone."""
        return [one for one in self.group if one.undone_at is None]

    @property
    def is_in_group(self) -> bool:
        """Whether it stands together with others, so that they are undone and corrected as one."""
        return self.undone_at is None and len(self.standing_group) > 1

    @property
    def recorder_name(self) -> str:
        """The person who recorded it, or the counter's phone that did."""
        recorder = self.recorder or self.device
        return recorder.name if recorder else ""

    @property
    def happened_day(self) -> date:
        """The day in Finland on which it happened."""
        return day_in_finland(self.happened_at)
