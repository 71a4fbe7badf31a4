"""Forms that wait to be shown again, as nobody but their browser can read them."""

import uuid
from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base


class UnsentForm(Base):
    """One form until `ends_at`. `sealed` opens with the secret of which `browser_digest` is the digest."""

    __tablename__ = "unsent_forms"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    browser_digest: Mapped[str] = mapped_column(String(64), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    ends_at: Mapped[datetime] = mapped_column(index=True)
