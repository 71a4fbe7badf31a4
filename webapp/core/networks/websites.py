"""Addresses of websites, as they are kept."""

import re
from typing import Final

from webapp.core.errors import RefusedError
from webapp.core.networks.reasons import NetworkRefusal

LONGEST_WEBSITE: Final = 200
_ADDRESS: Final = re.compile(r"https?://[^\s/?#:@]+\.[^\s/?#:@]+([/?#:]\S*)?")


def check_website(typed: str, field: str = "website") -> str:
    """A website's address as it is kept, with its scheme.

    Raises:
        RefusedError: WEBSITE_TOO_LONG or WEBSITE_UNREADABLE.
    """
    scheme, separator, rest = typed.strip().partition("://")
    # A phone's keyboard begins with a capital; most people leave the beginning out.
    address = f"{scheme.lower()}://{rest}" if separator else scheme and f"https://{scheme}"
    if len(address) > LONGEST_WEBSITE:
        raise RefusedError(NetworkRefusal.WEBSITE_TOO_LONG, field, most=LONGEST_WEBSITE)
    if address and not _ADDRESS.fullmatch(address):
        raise RefusedError(NetworkRefusal.WEBSITE_UNREADABLE, field)
    return address
