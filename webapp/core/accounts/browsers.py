"""The browsers on which a person has signed in before: who signs in on another one is told by mail."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from webapp.core.accounts.models import Account, KnownBrowser
from webapp.core.identifiers import digest

BROWSER_KNOWN_FOR: Final = timedelta(days=180)
"""Without a sign-in; after it the browser is as good as new."""
_JUST_INVITED: Final = timedelta(days=1)


def new_browser_token() -> str:
    """What a browser keeps to be known again, whoever signs in there."""
    return secrets.token_urlsafe()


def is_known_browser(session: Session, account_id: int, token: str) -> bool:
    """Whether the person has signed in on the browser with this token."""
    known = exists().where(KnownBrowser.browser_digest == _digest(account_id, token))
    return bool(session.scalar(select(known)))


def note_browser(session: Session, account_id: int, token: str, *, now: datetime) -> bool:
    """Know the browser from now on; gives whether it is news that the person should hear of.

    It is none where their account has just been made: they are the one who made it.
    """
    browser = session.get(KnownBrowser, _digest(account_id, token))
    if browser is not None:
        browser.last_used_at = now
        return False
    browser = KnownBrowser(browser_digest=_digest(account_id, token), account_id=account_id, last_used_at=now)
    is_first = not session.scalar(select(exists().where(KnownBrowser.account_id == account_id)))
    session.add(browser)
    session.flush()
    account = session.get_one(Account, account_id)
    return not (is_first and now < account.created_at + _JUST_INVITED)


def forget_idle_browsers(session: Session, *, now: datetime) -> None:
    """Forget those on which nobody has signed in for long."""
    session.execute(delete(KnownBrowser).where(KnownBrowser.last_used_at < now - BROWSER_KNOWN_FOR))


def _digest(account_id: int, token: str) -> str:
    # With the account in it: rows of two people of one browser have nothing in common.
    return digest(f"{account_id} {token}")
