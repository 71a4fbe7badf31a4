"""Codes that a person writes: of an authenticator app (TOTP, RFC 6238), or single-use recovery codes."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import pyotp
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from webapp.core.accounts.factors.changes import keep_one, lock_factors
from webapp.core.accounts.factors.events import (
    AuthenticatorAppAdded,
    AuthenticatorAppRemoved,
    RecoveryCodesMade,
    RecoveryCodeUsed,
)
from webapp.core.accounts.factors.models import AuthenticatorApp, RecoveryCode
from webapp.core.accounts.factors.reasons import FactorRefusal
from webapp.core.accounts.models import Account
from webapp.core.audit.actions import record_event
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.identifiers import digest
from webapp.core.secret_codes import LONG, new_secret, read_secret
from webapp.core.typed_text import fold, without_separators

RECOVERY_CODES: Final = 8
_SERVICE: Final = "Kaikukortti"
_DIGITS: Final = 6
_STEP_SECONDS: Final = 30
_STEPS_ASTRAY: Final = 1
"""Before and after: people type slowly, and phones' clocks are wrong."""


def new_app_secret() -> str:
    """What an app is to make codes of: 160 random bits in base 32."""
    return pyotp.random_base32()


def app_address(session: Session, account_id: int, secret: str) -> str:
    """The address that a QR shows to an app."""
    email = session.get_one(Account, account_id).email
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=_SERVICE)


def add_app(session: Session, account_id: int, secret: str, *, code: str, now: datetime) -> None:
    """Take an app for a person's, or another one in its place, when its code shows that it has the secret.

    Raises:
        RefusedError: FACTOR_CODE_WRONG.
    """
    lock_factors(session, account_id)
    step = _step_of(secret, code, now=now)
    if step is None:
        raise RefusedError(FactorRefusal.FACTOR_CODE_WRONG, "code")
    session.execute(delete(AuthenticatorApp).where(AuthenticatorApp.account_id == account_id))
    session.add(AuthenticatorApp(account_id=account_id, secret=secret, last_step=step, added_at=now))
    session.flush()
    record_event(session, AuthenticatorAppAdded(), now=now, account_id=account_id)


def remove_app(session: Session, account_id: int, *, is_demanded: bool, now: datetime) -> None:
    """Take no more codes of a person's app.

    Raises:
        NotFoundError: they have none.
        RefusedError: LAST_FACTOR.
    """
    lock_factors(session, account_id)
    found = session.get(AuthenticatorApp, account_id)
    if found is None:
        raise NotFoundError
    keep_one(session, account_id, is_demanded=is_demanded)
    session.delete(found)
    session.flush()
    record_event(session, AuthenticatorAppRemoved(), now=now, account_id=account_id)


def make_recovery_codes(session: Session, account_id: int, *, now: datetime) -> Sequence[str]:
    """New codes, shown once and kept as digests only; those before work no longer."""
    lock_factors(session, account_id)
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    made = [new_secret(LONG) for _ in range(RECOVERY_CODES)]
    session.add_all(RecoveryCode(code_digest=digest(one), account_id=account_id, made_at=now) for one in made)
    session.flush()
    record_event(session, RecoveryCodesMade(), now=now, account_id=account_id)
    return made


def take_code(session: Session, account_id: int, typed: str, *, now: datetime) -> None:
    """Take a code for a proof; whichever kind it is, it works once.

    Raises:
        RefusedError: FACTOR_CODE_WRONG.
    """
    if not (
        _take_app_code(session, account_id, typed, now=now)
        or _take_recovery(session, account_id, typed, now=now)
    ):
        raise RefusedError(FactorRefusal.FACTOR_CODE_WRONG, "code")


def _take_app_code(session: Session, account_id: int, typed: str, *, now: datetime) -> bool:
    app = session.get(AuthenticatorApp, account_id)
    step = _step_of(app.secret, typed, now=now) if app else None
    if step is None:
        return False
    # One statement: of two that bring the same code at once, one finds the step taken.
    taken = session.execute(
        update(AuthenticatorApp)
        .where(AuthenticatorApp.account_id == account_id, AuthenticatorApp.last_step < step)
        .values(last_step=step)
        .returning(AuthenticatorApp.account_id)
    )
    return taken.first() is not None


def _take_recovery(session: Session, account_id: int, typed: str, *, now: datetime) -> bool:
    code = read_secret(typed)
    if code is None:
        return False
    used = session.execute(
        delete(RecoveryCode)
        .where(RecoveryCode.code_digest == digest(code), RecoveryCode.account_id == account_id)
        .returning(RecoveryCode.code_digest)
    )
    if used.first() is None:
        return False
    left = session.scalar(select(func.count()).where(RecoveryCode.account_id == account_id)) or 0
    record_event(session, RecoveryCodeUsed(left), now=now, account_id=account_id)
    return True


def _step_of(secret: str, typed: str, *, now: datetime) -> int | None:
    """The half minute whose code this is; None for a wrong one."""
    code = _digits_of(typed)
    if code is None:
        return None
    this = int(now.timestamp()) // _STEP_SECONDS
    app = pyotp.HOTP(secret)
    near = range(this - _STEPS_ASTRAY, this + _STEPS_ASTRAY + 1)
    return next((step for step in near if secrets.compare_digest(app.at(step), code)), None)


def _digits_of(typed: str) -> str | None:
    """Six plain digits of what was typed: of any width, with spaces or a hyphen between."""
    digits = without_separators(fold(typed))
    return digits if len(digits) == _DIGITS and digits.isascii() and digits.isdecimal() else None
