"""Whose wrong passwords are counted together."""

from webapp.core.accounts.actions import account_of_address, tidy_email
from webapp.core.accounts.browsers import is_known_browser
from webapp.plumbing.access.tries import (
    FACTOR_CODES,
    PASSWORDS,
    PASSWORDS_OF_ADDRESS,
    PASSWORDS_WITH_CODE,
    Limit,
    Try,
    by_address,
)
from webapp.plumbing.http.cookies import BROWSER_COOKIE, secret_in
from webapp.plumbing.http.transaction import db


def tries_of_password(email: str) -> list[Try]:
    """A browser on which the person has signed in before counts by itself; all others count together."""
    return _tries(PASSWORDS, email)


def tries_with_code(email: str) -> list[Try]:
    """Of who shows password and code at once."""
    return _tries(PASSWORDS_WITH_CODE, email)


def tries_of_code(email: str) -> list[Try]:
    """Of who has shown the password and now shows a code."""
    return _tries(FACTOR_CODES, email)


def _tries(limit: Limit, email: str) -> list[Try]:
    # OWASP's device cookies: strangers who guess lock nobody out of the browsers that are theirs.
    browser = secret_in(BROWSER_COOKIE)
    account_id = account_of_address(db(), email) if browser else None
    if browser and account_id is not None and is_known_browser(db(), account_id, browser):
        return [Try(limit, f"browser:{browser}:{account_id}")]
    return [Try(limit, f"email:{tidy_email(email)}"), by_address(PASSWORDS_OF_ADDRESS)]
