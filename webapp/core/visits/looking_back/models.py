"""Which visits a holder has been asked about."""

import uuid

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base


class AskedVisit(Base):
    """The holder was asked how the visit felt, and answered or did not want to: which, is nowhere."""

    __tablename__ = "asked_visits"

    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("visits.id"), primary_key=True)
