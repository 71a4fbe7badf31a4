"""Sessions of staff: begin one, change its rights, list and end them."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from webapp.core.accounts.events import OneSessionEnded, OtherSessionsEnded
from webapp.core.accounts.models import BegunSignIn, BrowserKind, Proof, StaffSession
from webapp.core.audit.actions import record_event
from webapp.core.errors import NotFoundError
from webapp.core.identifiers import digest, new_id

SESSION_LASTS: Final = timedelta(hours=12)
"""The longest working day: nobody has to sign in twice in one, and no session outlives it."""
SESSION_RESTS: Final = timedelta(hours=2)
"""A browser that asks for nothing for so long has been left; a lunch is shorter."""
USE_NOTED_EVERY: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class NewSession:
    """Who signs in, for which organisation if that is known, by what proof and on what."""

    account_id: int
    organisation_id: int | None
    proof: Proof
    browser: BrowserKind = BrowserKind.OTHER


def begin_session(session: Session, new: NewSession, *, now: datetime) -> str:
    """Sign a person in on a browser that has just proved who it is; gives the token it keeps."""
    token = secrets.token_urlsafe()
    begun = StaffSession(
        token_digest=digest(token),
        id=new_id(now),
        account_id=new.account_id,
        organisation_id=new.organisation_id,
        proof=new.proof,
        browser=new.browser,
        began_at=now,
        proved_at=now,
        last_used_at=now,
        ends_at=now + SESSION_LASTS,
    )
    session.add(begun)
    session.flush()
    return token


def choose_organisation(session: Session, token: str, organisation_id: int) -> str:
    """Let a session work for an organisation; whether the person does is checked at each request.

    Gives the session's new token. When it ends stays as it was.
    """
    return _renewed(session, token, organisation_id=organisation_id)


def note_proof(session: Session, token: str, proof: Proof, *, now: datetime) -> str:
    """Note that a person has shown again who they are, and by what; gives the session's new token."""
    return _renewed(session, token, proof=proof, proved_at=now)


def _renewed(session: Session, token: str, **changed: Any) -> str:  # noqa: ANN401 - columns' own values
    # With its token: a copy of the old one does not get what the session may do from now on.
    renewed = secrets.token_urlsafe()
    session.execute(
        update(StaffSession)
        .where(StaffSession.token_digest == digest(token))
        .values(token_digest=digest(renewed), **changed)
    )
    return renewed


def note_use(session: Session, session_id: uuid.UUID, *, now: datetime) -> None:
    """Note that a session is in use; whether it is time to is asked where it is read."""
    session.execute(update(StaffSession).where(StaffSession.id == session_id).values(last_used_at=now))


def end_session(session: Session, token: str) -> None:
    """Sign the person out, wherever a copy of the token may be."""
    session.execute(delete(StaffSession).where(StaffSession.token_digest == digest(token)))


def own_sessions(session: Session, account_id: int, *, now: datetime) -> Sequence[StaffSession]:
    """Where a person is signed in, the latest first."""
    statement = (
        select(StaffSession)
        .where(
            StaffSession.account_id == account_id,
            StaffSession.ends_at > now,
            StaffSession.last_used_at > now - SESSION_RESTS,
        )
        .order_by(StaffSession.began_at.desc(), StaffSession.id)
    )
    return session.scalars(statement).all()


def end_one_session(session: Session, account_id: int, session_id: uuid.UUID, *, now: datetime) -> None:
    """Sign a person out on one of their browsers.

    Raises:
        NotFoundError: they are not signed in there.
    """
    ended = session.execute(
        delete(StaffSession)
        .where(StaffSession.account_id == account_id, StaffSession.id == session_id)
        .returning(StaffSession.id)
    )
    if ended.first() is None:
        raise NotFoundError
    record_event(session, OneSessionEnded(), now=now, account_id=account_id)


def end_other_sessions(session: Session, account_id: int, token: str, *, now: datetime) -> None:
    """Sign a person out everywhere but here."""
    leave_one_session(session, account_id, token)
    record_event(session, OtherSessionsEnded(), now=now, account_id=account_id)


def leave_one_session(session: Session, account_id: int, token: str) -> None:
    """End all sessions of a person but this one, as part of what is written down by another name."""
    session.execute(
        delete(StaffSession).where(
            StaffSession.account_id == account_id, StaffSession.token_digest != digest(token)
        )
    )
    session.execute(delete(BegunSignIn).where(BegunSignIn.account_id == account_id))


def end_every_session(session: Session, account_id: int) -> None:
    """Sign a person out everywhere, and let no sign-in that has begun come to its end."""
    session.execute(delete(StaffSession).where(StaffSession.account_id == account_id))
    session.execute(delete(BegunSignIn).where(BegunSignIn.account_id == account_id))


def forget_ended_sessions(session: Session, *, now: datetime) -> None:
    """Remove the rows of sessions and begun sign-ins whose time is over."""
    session.execute(delete(StaffSession).where(StaffSession.ends_at <= now))
    session.execute(delete(StaffSession).where(StaffSession.last_used_at <= now - SESSION_RESTS))
    session.execute(delete(BegunSignIn).where(BegunSignIn.ends_at <= now))
