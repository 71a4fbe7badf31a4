"""The open link by which a person may set a new password: one for each, of which only a digest is kept."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base


class PasswordLink(Base):
    """A single-use link; a new one takes the place of the one before, and its use removes it."""

    __tablename__ = "password_links"
    __table_args__ = (CheckConstraint("expires_at > made_at", name="expires_later"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    secret_digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
