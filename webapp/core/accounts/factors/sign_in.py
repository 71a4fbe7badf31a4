"""Between a right password and a second factor: a begun sign-in, by which nobody acts."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from webapp.core.accounts.events import SignedIn
from webapp.core.accounts.factors.codes import take_code
from webapp.core.accounts.factors.models import AuthenticatorApp, StaffPasskey
from webapp.core.accounts.factors.reasons import FactorRefusal
from webapp.core.accounts.models import BegunSignIn
from webapp.core.audit.actions import record_event
from webapp.core.calendar import is_between
from webapp.core.errors import RefusedError
from webapp.core.identifiers import digest

BEGUN_LASTS: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Begun:
    """Whose password was right, and for whom they are going to work where that is known."""

    account_id: int
    organisation_id: int | None


def needs_factor(session: Session, account_id: int) -> bool:
    """Whether a right password is only half of a person's sign-in: they have a passkey or an app."""
    has_passkey = exists().where(StaffPasskey.account_id == account_id)
    has_app = exists().where(AuthenticatorApp.account_id == account_id)
    return bool(session.scalar(select(has_passkey | has_app)))


def begin_sign_in(session: Session, account_id: int, organisation_id: int | None, *, now: datetime) -> str:
    """Note that a password was right; gives the token that the browser keeps until the other half."""
    token = secrets.token_urlsafe()
    begun = BegunSignIn(
        token_digest=digest(token),
        account_id=account_id,
        organisation_id=organisation_id,
        began_at=now,
        ends_at=now + BEGUN_LASTS,
    )
    session.add(begun)
    session.flush()
    return token


def begun_sign_in(session: Session, token: str, *, now: datetime) -> Begun | None:
    """Whose sign-in a token has begun; None where there is none, or no longer."""
    found = session.get(BegunSignIn, digest(token))
    if found is None or not is_between(found.began_at, found.ends_at, now):
        return None
    return Begun(found.account_id, found.organisation_id)


def finish_sign_in(session: Session, token: str, *, code: str, now: datetime) -> Begun:
    """End a begun sign-in with the right code; after it, the person is who they say.

    Raises:
        RefusedError: SIGN_IN_TOOK_TOO_LONG or FACTOR_CODE_WRONG.
    """
    begun = begun_sign_in(session, token, now=now)
    if begun is None:
        raise RefusedError(FactorRefusal.SIGN_IN_TOOK_TOO_LONG)
    take_code(session, begun.account_id, code, now=now)
    give_up_sign_in(session, token)
    record_event(session, SignedIn(), now=now, account_id=begun.account_id)
    return begun


def give_up_sign_in(session: Session, token: str) -> None:
    """Forget a begun sign-in."""
    session.execute(delete(BegunSignIn).where(BegunSignIn.token_digest == digest(token)))
