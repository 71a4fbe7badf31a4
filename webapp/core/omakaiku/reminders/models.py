"""Which phones are reminded of their card's renewal."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base
from webapp.core.omakaiku.reminders.push_services import LONGEST_ENDPOINT


class HolderNotice(Base):
    """A phone's wish to be reminded. It goes with the phone, however that goes.

    Only where its browser's push service answers is kept: a message without content needs no keys.
    """

    __tablename__ = "holder_notices"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    phone_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("holder_phones.id", ondelete="CASCADE"), unique=True
    )
    endpoint: Mapped[str] = mapped_column(String(LONGEST_ENDPOINT), unique=True)
    turned_on_at: Mapped[datetime]
    known_until: Mapped[date]
    soon_told_for: Mapped[date | None]
    claimed_at: Mapped[datetime | None]
    """Since when somebody has been sending one; see notices.CLAIM_LASTS."""
