"""A form that meets no session: what was filled in is kept for who filled it in, until they are back."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

import structlog
from flask import Flask, Response, g, request
from sqlalchemy.exc import SQLAlchemyError

from webapp.core.unsent_forms.actions import (
    UNSENT_KEPT,
    Found,
    forget_unsent,
    keep_unsent,
    new_browser_secret,
    unsent_of,
)
from webapp.core.unsent_forms.sealing import Unsent
from webapp.plumbing.access.form_tokens import TOKEN, account_of_page, is_from_page_of_ours
from webapp.plumbing.access.sign_in import current_holder_card, current_person
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.addresses import own_address
from webapp.plumbing.http.cookies import UNSENT_COOKIE, keep_secret, secret_in
from webapp.plumbing.http.transaction import db, write_at_once

log = structlog.get_logger()

_SECRET: Final = frozenset({"current_password", "password", "secret", TOKEN})
"""Passwords and codes of links are typed again."""
_SECRET_AT_SIGN_IN: Final = frozenset({"answer", "code"})
"""Of passkeys and authenticator apps; elsewhere they are what a coordinator answers, and a card's code."""
_SIGN_IN: Final = frozenset(
    {"factors", "holder_passkeys", "joining", "lost_password", "proof", "second_factor", "session"}
)
_LARGEST: Final = 100_000
"""Letters of a form: more than the longest texts in all languages."""


def install_unsent(app: Flask) -> None:
    """Before the register's transaction: what is kept is written after it, whatever came of it."""
    app.after_request(_write)


def keep_what_was_sent(whose: str) -> str:
    """Keep the form that was sent and cannot be taken; gives the page on which it stands, or "".

    Nothing is kept of whom nobody knows, of what a script sends, and of a form that is on no page.
    """
    page = _page_of_form()
    size = sum(len(name) + len(value) for name, value in request.form.items(multi=True))
    if not whose or not page or size > _LARGEST or not _is_sent_by_a_page_of_ours():
        return ""
    has_file = any(file.filename for file in request.files.values())
    g.unsent = Unsent(whose, page, request.path, tuple(_kept_fields()), has_file=has_file)
    return page


def of_account() -> str:
    """Whose the form is: of the account for which its page was made; "" where it was for no account."""
    account_id = account_of_page()
    return "" if account_id is None else _of(account_id)


def of_card() -> str:
    """Whose the form is: of the card on this phone, which a form of another site does not bring along."""
    held = current_holder_card()
    return f"card {held.card.id}" if held else ""


def is_here(whose: str) -> bool:
    """Whether it is they who ask now."""
    person = current_person()
    return bool(whose) and whose in {_of(person.account_id) if person else "", of_card()}


def unsent_for(address: str) -> Iterator[Found]:
    """What this browser has kept for a page, the latest first, whosever it is."""
    secret = secret_in(UNSENT_COOKIE)
    if secret:
        path = urlsplit(address).path
        for found in unsent_of(db(), secret, now=current_time()):
            if urlsplit(found.unsent.page).path == path:
                yield found


def is_kept_for(address: str) -> bool:
    """Whether something waits to be shown on that page."""
    return any(True for _ in unsent_for(address))


def forget_when_shown(found: Found) -> None:
    """Let go of it after this answer."""
    g.unsent_shown = found.id


def _of(account_id: int) -> str:
    return f"account {account_id}"


def _page_of_form() -> str:
    """The page that the form was on: the one before, else the one at the form's own address."""
    return page_before() or own_address(request.full_path.rstrip("?"))


def page_before() -> str:
    """The page of ours that the request came from, or ""."""
    parts = urlsplit(request.referrer or "")
    if parts.netloc != request.host:
        return ""
    return own_address(f"{parts.path}?{parts.query}" if parts.query else parts.path)


def _is_sent_by_a_page_of_ours() -> bool:
    # Browsers that do not say so are old; what they keep is as well sealed.
    sent = request.headers
    is_page = sent.get("Sec-Fetch-Mode", "navigate") == "navigate"
    return is_page and is_from_page_of_ours() and sent.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def _kept_fields() -> Iterator[tuple[str, str]]:
    secret = _SECRET | _SECRET_AT_SIGN_IN if request.blueprint in _SIGN_IN else _SECRET
    for name, value in request.form.items(multi=True):
        if name not in secret:
            yield name, value


def _write(response: Response) -> Response:
    unsent, shown, now = g.pop("unsent", None), g.pop("unsent_shown", None), current_time()
    browser = secret_in(UNSENT_COOKIE) or new_browser_secret()
    try:
        if unsent is not None:
            write_at_once(lambda session: keep_unsent(session, unsent, browser, now=now))
            keep_secret(response, UNSENT_COOKIE, browser, lasts=UNSENT_KEPT)
        if shown is not None:
            write_at_once(lambda session: forget_unsent(session, shown))
    except SQLAlchemyError as error:  # the answer is there all the same
        log.warning("unsent form not written", error=type(error).__name__)
    return response
