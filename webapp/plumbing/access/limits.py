"""How often: guessing must take years, working must never wait."""

from collections.abc import Callable
from typing import Final

from flask import Flask, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import RateLimitItemPerMinute
from werkzeug.exceptions import TooManyRequests

from webapp.core.accounts.actions import tidy_email
from webapp.core.accounts.actor import Actor
from webapp.core.errors import RefusedError
from webapp.core.identifiers import digest
from webapp.plumbing.access.sign_in import current_actor, current_person
from webapp.settings import Settings

SIGN_INS: Final = "10 per 5 minutes"
PAIRINGS: Final = "10 per 5 minutes"
LISTS: Final = "60 per minute"
ISSUES: Final = "60 per minute"
INVITATIONS: Final = "20 per minute"
LINKS_OF_ADDRESS: Final = "5 per hour"
"""Links to a new password: nobody fills another one's mailbox, nor makes the link they wait for worthless."""
LINKS_OF_ORIGIN: Final = "30 per hour"

limiter = Limiter(key_func=get_remote_address, headers_enabled=False)


def install_limits(app: Flask, settings: Settings) -> None:
    """Count in this process's memory, or in the storage that the settings name."""
    app.config["RATELIMIT_ENABLED"] = settings.rate_limits
    app.config["RATELIMIT_STORAGE_URI"] = settings.rate_limit_storage
    app.config["CHECKS_PER_MINUTE"] = settings.checks_per_minute
    # Only marked views are limited, and each mark asks by itself. Known as installed already, the extension
    # adds no hooks around all other requests, which took a twentieth of recording a visit.
    app.extensions.setdefault("limiter", set()).add(limiter)
    limiter.init_app(app)


def is_no_guess(read: Callable[[str], object]) -> Callable[[], bool]:
    """Whether the code in a form is none, as `read` says: that is told, and nothing is asked."""

    def is_no_code() -> bool:
        try:
            read(request.form.get("secret", ""))
        except RefusedError:
            return True
        return False

    return is_no_code


def by_account() -> str:
    """Count for each member of staff: a whole office shares one address."""
    actor = current_actor()
    return get_remote_address() if actor is None else _name_of(actor)


def by_person() -> str:
    """Count for each person who is signed in, also while they act for nobody yet."""
    person = current_person()
    return get_remote_address() if person is None else f"account:{person.account_id}"


def by_email() -> str:
    """Count for each account somebody tries to enter; the address itself stays out of the storage."""
    return f"email:{digest(tidy_email(request.form.get('email', '')))}"


def checks_per_minute() -> str:
    """How many codes one person may check: far more than any queue, far fewer than guessing needs."""
    return f"{current_app.config['CHECKS_PER_MINUTE']} per minute"


def count_check(actor: Actor, most_per_minute: int) -> None:
    """Count one check through the API against whoever makes it.

    Straight on the limiter's storage: finding the limits of a view again took about a tenth of this request.

    Raises:
        TooManyRequests: it is one too many.
    """
    allowed = RateLimitItemPerMinute(most_per_minute)
    if limiter.enabled and not limiter.limiter.hit(allowed, _name_of(actor), "api.check"):
        raise TooManyRequests


def _name_of(actor: Actor) -> str:
    return f"account:{actor.person_id}" if actor.device_id is None else f"device:{actor.device_id}"
