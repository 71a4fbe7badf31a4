"""Make an account, sign in, change a password."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.core.accounts.events import PasswordChanged, SignedIn
from webapp.core.accounts.factors.codes import take_code
from webapp.core.accounts.factors.sign_in import needs_factor
from webapp.core.accounts.models import Account, Proof
from webapp.core.accounts.passwords import hash_password, matches_password
from webapp.core.accounts.reasons import AccountRefusal
from webapp.core.accounts.resets.models import PasswordLink
from webapp.core.accounts.sessions import end_every_session
from webapp.core.audit.actions import record_event
from webapp.core.errors import RefusedError


def tidy_email(typed: str) -> str:
    """One spelling of an e-mail address."""
    return typed.strip().lower()


def make_account(session: Session, *, email: str, name: str, password: str, now: datetime) -> Account:
    """A new account with no role yet; RefusedError when the password will not do.

    Raises:
        RefusedError: PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG or PASSWORD_COMMON.
    """
    email = tidy_email(email)
    known = (name, *email.replace("@", ".").split("."))
    account = Account(
        email=email,
        name=name.strip(),
        password_hash=hash_password(password, known_words=known),
        created_at=now,
    )
    session.add(account)
    session.flush()
    return account


def account_of_address(session: Session, email: str) -> int | None:
    """The account that an address belongs to."""
    return session.scalar(select(Account.id).where(Account.email == tidy_email(email)))


def sign_in(session: Session, *, email: str, password: str, now: datetime) -> Account:
    """The account whose password this is; of one with a second factor that is half of the way in.

    What was wrong stays untold.

    Raises:
        RefusedError: SIGN_IN_FAILED.
    """
    account = session.scalar(select(Account).where(Account.email == tidy_email(email)))
    is_right = matches_password(account.password_hash if account else None, password)
    if account is None or not is_right:
        raise RefusedError(AccountRefusal.SIGN_IN_FAILED, "password")
    if not needs_factor(session, account.id):
        record_event(session, SignedIn(), now=now, account_id=account.id)
    return account


def sign_in_at_once(session: Session, *, email: str, password: str, code: str, now: datetime) -> Account:
    """The account whose password and code these are, together; which of them was wrong stays untold.

    Raises:
        RefusedError: SIGN_IN_FAILED.
    """
    account = session.scalar(select(Account).where(Account.email == tidy_email(email)))
    is_right = matches_password(account.password_hash if account else None, password)
    if account is None or not is_right:
        raise RefusedError(AccountRefusal.SIGN_IN_FAILED, "password")
    try:
        take_code(session, account.id, code, now=now)
    except RefusedError as refused:
        raise RefusedError(AccountRefusal.SIGN_IN_FAILED, "password") from refused
    record_event(session, SignedIn(), now=now, account_id=account.id)
    return account


def prove_again(session: Session, account_id: int, *, password: str, code: str, now: datetime) -> Proof:
    """Take a password, and a code where the person has a second factor, for a proof that they are the same.

    Raises:
        RefusedError: SIGN_IN_FAILED or FACTOR_CODE_WRONG.
    """
    account = session.get_one(Account, account_id)
    if not matches_password(account.password_hash, password):
        raise RefusedError(AccountRefusal.SIGN_IN_FAILED, "password")
    if not needs_factor(session, account_id):
        return Proof.PASSWORD
    take_code(session, account_id, code, now=now)
    return Proof.FACTOR


def change_password(session: Session, account_id: int, *, current: str, new: str, now: datetime) -> Account:
    """Set a new password and end every session of the account.

    Raises:
        RefusedError: SIGN_IN_FAILED, PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG or PASSWORD_COMMON.
    """
    account = session.get_one(Account, account_id, with_for_update=True)
    if not matches_password(account.password_hash, current):
        raise RefusedError(AccountRefusal.SIGN_IN_FAILED, "current_password")
    set_password(session, account, new)
    record_event(session, PasswordChanged(), now=now, account_id=account.id)
    return account


def set_password(session: Session, account: Account, new: str) -> None:
    """Give an account that is locked another password: every session of it and an open link to a new one end.

    Raises:
        RefusedError: PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG or PASSWORD_COMMON.
    """
    known = (account.name, *account.email.replace("@", ".").split("."))
    account.password_hash = hash_password(new, known_words=known)
    session.execute(delete(PasswordLink).where(PasswordLink.account_id == account.id))
    end_every_session(session, account.id)
