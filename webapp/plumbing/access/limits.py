"""How often heavy things are done: against a loop in somebody's program, never against people.

Counted in each process's memory. What can be guessed is limited by its wrong tries (tries.py).
"""

from math import ceil
from time import time
from typing import Final, Never

from flask import Flask, request
from flask_limiter import Limiter, RequestLimit
from flask_limiter.util import get_remote_address
from werkzeug.exceptions import TooManyRequests

from webapp.core.accounts.actions import tidy_email
from webapp.core.identifiers import digest
from webapp.plumbing.access.sign_in import current_actor
from webapp.plumbing.access.tries import name_of
from webapp.settings import Settings

LISTS: Final = "60 per minute"
INVITATIONS: Final = "20 per minute"
LINKS_OF_ADDRESS: Final = "5 per hour"
"""Links to a new password: nobody fills another one's mailbox, nor makes the link they wait for worthless."""
LINKS_OF_ORIGIN: Final = "30 per hour"
POSTAL_CODES: Final = "240 per minute"


def _say_when(limit: RequestLimit) -> Never:
    raise TooManyRequests(retry_after=max(1, ceil(limit.window.reset_time - time())))


limiter = Limiter(
    key_func=get_remote_address, headers_enabled=False, storage_uri="memory://", on_breach=_say_when
)


def install_limits(app: Flask, settings: Settings) -> None:
    """Count in this process's memory."""
    app.config["RATELIMIT_ENABLED"] = settings.rate_limits
    # Only marked views are limited, and each mark asks by itself. Known as installed already, the extension
    # adds no hooks around all other requests, which took a twentieth of recording a visit.
    app.extensions.setdefault("limiter", set()).add(limiter)
    limiter.init_app(app)


def by_account() -> str:
    """Count for each member of staff: a whole office shares one address."""
    actor = current_actor()
    return get_remote_address() if actor is None else name_of(actor)


def by_email() -> str:
    """Count for each address that a mail is asked for; the address itself stays out of the storage."""
    return f"email:{digest(tidy_email(request.form.get('email', '')))}"
