"""Sessions of staff: begin one, choose the organisation, prove again who it is, end it or the others."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from webapp.core.accounts.events import OtherSessionsEnded
from webapp.core.accounts.models import Account, StaffSession
from webapp.core.accounts.passwords import matches_password
from webapp.core.accounts.reasons import AccountRefusal
from webapp.core.audit.actions import record_event
from webapp.core.errors import RefusedError
from webapp.core.identifiers import digest

SESSION_LASTS: Final = timedelta(hours=12)
"""The longest working day: nobody has to sign in twice in one, and no session outlives it."""


def begin_session(session: Session, account_id: int, organisation_id: int | None, *, now: datetime) -> str:
    """Sign a person in on a browser that has just proved who it is; gives the token it keeps."""
    token = secrets.token_urlsafe()
    begun = StaffSession(
        token_digest=digest(token),
        account_id=account_id,
        organisation_id=organisation_id,
        began_at=now,
        proved_at=now,
        ends_at=now + SESSION_LASTS,
    )
    session.add(begun)
    session.flush()
    return token


def choose_organisation(session: Session, token: str, organisation_id: int) -> None:
    """Let a session work for an organisation; whether the person does is checked at each request."""
    session.execute(
        update(StaffSession)
        .where(StaffSession.token_digest == digest(token))
        .values(organisation_id=organisation_id)
    )


def prove_again(session: Session, token: str, *, password: str, now: datetime) -> None:
    """Note that the person has written their password again.

    Raises:
        RefusedError: SIGN_IN_FAILED, for a wrong one.
    """
    found = session.get_one(StaffSession, digest(token))
    account = session.get_one(Account, found.account_id)
    if not matches_password(account.password_hash, password):
        raise RefusedError(AccountRefusal.SIGN_IN_FAILED, "password")
    found.proved_at = now


def end_session(session: Session, token: str) -> None:
    """Sign the person out, wherever a copy of the token may be."""
    session.execute(delete(StaffSession).where(StaffSession.token_digest == digest(token)))


def other_sessions(session: Session, account_id: int, token: str, *, now: datetime) -> int:
    """How many sessions a person has besides this one."""
    statement = (
        select(func.count())
        .select_from(StaffSession)
        .where(
            StaffSession.account_id == account_id,
            StaffSession.token_digest != digest(token),
            StaffSession.ends_at > now,
        )
    )
    return session.scalar(statement) or 0


def end_other_sessions(session: Session, account_id: int, token: str, *, now: datetime) -> None:
    """Sign a person out everywhere but here."""
    session.execute(
        delete(StaffSession).where(
            StaffSession.account_id == account_id, StaffSession.token_digest != digest(token)
        )
    )
    record_event(session, OtherSessionsEnded(), now=now, account_id=account_id)


def end_every_session(session: Session, account_id: int) -> None:
    """Sign a person out everywhere."""
    session.execute(delete(StaffSession).where(StaffSession.account_id == account_id))


def forget_ended_sessions(session: Session, *, now: datetime) -> None:
    """Remove the rows of sessions whose time is over."""
    session.execute(delete(StaffSession).where(StaffSession.ends_at <= now))
