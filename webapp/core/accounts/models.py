"""A staff member's account. Cardholders have none."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base


class Account(Base):
    """A person who works with the card. `sign_in_version` counts up when every session must end."""

    __tablename__ = "accounts"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_lower_case"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    sign_in_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
