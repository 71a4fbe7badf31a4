"""A new password by a single-use link, and a new beginning for who has lost the second factor."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.core.accounts.actions import account_of_address, set_password, tidy_email
from webapp.core.accounts.factors.changes import lock_factors
from webapp.core.accounts.factors.models import AuthenticatorApp, RecoveryCode, StaffPasskey
from webapp.core.accounts.models import Account
from webapp.core.accounts.resets.events import PasswordSetByLink
from webapp.core.accounts.resets.models import PasswordLink
from webapp.core.accounts.resets.reasons import ResetRefusal
from webapp.core.accounts.sessions import end_every_session
from webapp.core.audit.actions import record_event
from webapp.core.calendar import is_between
from webapp.core.errors import RefusedError
from webapp.core.identifiers import digest
from webapp.core.mails.actions import ClaimedMail, NewMail, keep_fact, put_into_outbox
from webapp.core.mails.models import MailKind
from webapp.core.secret_codes import new_secret, tidy_secret

LINK_LASTS: Final = timedelta(minutes=30)
"""Who asks for one themself waits for it; some servers let a first mail wait for a quarter of an hour."""
LINK_OF_STAFF_LASTS: Final = timedelta(hours=24)
"""Where somebody else asks for it, its reader may come to work tomorrow."""
SECRET: Final = "secret"  # noqa: S105 - the name of a fact, not a secret


def ask_for_link(session: Session, address: str, *, language: str, now: datetime) -> None:
    """Let a link be sent to an address, if it is anybody's.

    That is not looked up here but when the mail is written: the same is done, and takes as long, for every
    address.
    """
    asked = NewMail(MailKind.PASSWORD_LINK, tidy_email(address), language, useful_until=now + LINK_LASTS)
    put_into_outbox(session, asked, now=now)


def link_for_mail(session: Session, mail: ClaimedMail, *, now: datetime) -> str | None:
    """The secret of the link in a mail; the same when it is tried again.

    None where the address is nobody's, or a later link has taken the place of this one.
    """
    account_id = account_of_address(session, mail.address)
    if account_id is None:
        return None
    kept = mail.facts.get(SECRET)
    if kept is None:
        secret = make_link(session, account_id, until=mail.useful_until, now=now)
        keep_fact(session, mail, name=SECRET, value=secret)
        return secret
    link = session.get(PasswordLink, account_id)
    return kept if link is not None and link.secret_digest == digest(kept) else None


def make_link(session: Session, account_id: int, *, until: datetime, now: datetime) -> str:
    """The secret of a person's one open link, known only now; the one before stops working."""
    lock_factors(session, account_id)
    session.execute(delete(PasswordLink).where(PasswordLink.account_id == account_id))
    secret = new_secret()
    link = PasswordLink(account_id=account_id, secret_digest=digest(secret), made_at=now, expires_at=until)
    session.add(link)
    session.flush()
    return secret


def set_password_by_link(session: Session, secret: str, *, password: str, now: datetime) -> Account:
    """Use a link up; its person is signed out everywhere, and signs in with the new password and the factor.

    Raises:
        RefusedError: PASSWORD_LINK_INVALID, PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG or PASSWORD_COMMON.
    """
    is_it = PasswordLink.secret_digest == digest(tidy_secret(secret))
    link = session.scalar(select(PasswordLink).where(is_it).with_for_update())
    if link is None or not is_between(link.made_at, link.expires_at, now):
        raise RefusedError(ResetRefusal.PASSWORD_LINK_INVALID, "secret")
    account = session.get_one(Account, link.account_id, with_for_update=True)
    set_password(session, account, password)
    record_event(session, PasswordSetByLink(), now=now, account_id=account.id)
    return account


def remove_factors(session: Session, account_id: int) -> None:
    """Take all of a person's second factors and sign them out everywhere.

    With their password they come in again, and where a factor is demanded they get no further before they
    have set one up.
    """
    lock_factors(session, account_id)
    for model in (StaffPasskey, AuthenticatorApp, RecoveryCode):
        session.execute(delete(model).where(model.account_id == account_id))
    end_every_session(session, account_id)
