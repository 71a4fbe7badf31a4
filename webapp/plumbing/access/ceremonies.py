"""Questions to passkeys and their answers: the challenge waits in the signed session, and works once."""

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from flask import request, session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from webapp.core.calendar import CLOCKS_DIFFER
from webapp.core.ceremonies import Answer, Ceremony, Site, question
from webapp.plumbing.clock import current_time

_KEY: Final = "ceremony"
_GOOD_FOR_SECONDS: Final = 600


def this_site() -> Site | None:
    """Whom browsers make passkeys for here; None at an address without a name, for which they make none."""
    origin = request.host_url.rstrip("/")
    host = urlsplit(origin).hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return Site(host, origin) if host else None
    return None


def ask(purpose: str, ceremony: Ceremony) -> str:
    """Remember the challenge of what the page asks; gives the question for the page."""
    until = int(current_time().timestamp()) + _GOOD_FOR_SECONDS
    session[_KEY] = [purpose, bytes_to_base64url(ceremony.challenge), until]
    return ceremony.options


def asked(purpose: str) -> str:
    """The question for any passkey of this site; "" where browsers know none."""
    site = this_site()
    return ask(purpose, question(site)) if site else ""


def answer_to(purpose: str, site: Site, answer: str) -> Answer:
    """A form's answer with the latest challenge, which is forgotten here; without one, no answer fits."""
    challenge = session.pop(_KEY, None)
    left = challenge[2] - current_time().timestamp() if challenge else -1.0
    # A challenge of a wrong clock would last until the right one has come so far.
    is_in_time = 0 <= left <= _GOOD_FOR_SECONDS + CLOCKS_DIFFER.total_seconds()
    if not challenge or challenge[0] != purpose or not is_in_time:
        return Answer(answer, b"", site)
    return Answer(answer, base64url_to_bytes(challenge[1]), site)
