"""Keep a form for its browser, find it again, and let go of it."""

import secrets
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.core.identifiers import digest, new_id
from webapp.core.unsent_forms.models import UnsentForm
from webapp.core.unsent_forms.sealing import Unsent, open_unsent, seal_unsent

UNSENT_KEPT: Final = timedelta(minutes=30)
"""Long enough for a sign-in with a password that has to be looked for."""
MOST_OF_A_BROWSER: Final = 5
"""Forms that stood open side by side; one more takes the place of the oldest."""


class Found(NamedTuple):
    """A form and the id by which it is let go of."""

    id: uuid.UUID
    unsent: Unsent


def new_browser_secret() -> str:
    """What a browser keeps to read its forms with."""
    return secrets.token_urlsafe()


def keep_unsent(session: Session, unsent: Unsent, secret: str, *, now: datetime) -> None:
    """Keep a form; the oldest of this browser's goes where there are too many."""
    browser = digest(secret)
    kept = select(UnsentForm.id).where(UnsentForm.browser_digest == browser).order_by(UnsentForm.id.desc())
    for left_over in session.scalars(kept.offset(MOST_OF_A_BROWSER - 1)).all():
        forget_unsent(session, left_over)
    session.add(
        UnsentForm(
            id=new_id(now),
            browser_digest=browser,
            sealed=seal_unsent(unsent, secret),
            ends_at=now + UNSENT_KEPT,
        )
    )


def unsent_of(session: Session, secret: str, *, now: datetime) -> Sequence[Found]:
    """The forms of a browser, the latest first."""
    mine = select(UnsentForm).where(UnsentForm.browser_digest == digest(secret), UnsentForm.ends_at > now)
    rows = session.scalars(mine.order_by(UnsentForm.id.desc())).all()
    opened = ((row.id, open_unsent(row.sealed, secret)) for row in rows)
    return [Found(row_id, unsent) for row_id, unsent in opened if unsent is not None]


def forget_unsent(session: Session, unsent_id: uuid.UUID) -> None:
    """Let go of a form that has been shown again."""
    session.execute(delete(UnsentForm).where(UnsentForm.id == unsent_id))


def forget_ended_unsent(session: Session, *, now: datetime) -> None:
    """Let go of the forms that nobody came back for."""
    session.execute(delete(UnsentForm).where(UnsentForm.ends_at <= now))
