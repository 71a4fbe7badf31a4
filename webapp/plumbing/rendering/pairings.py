"""A new pairing as pages and slips show it: for a camera, or to be typed at an address."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Final

from flask import url_for
from markupsafe import Markup

from webapp.core.omakaiku.phones.actions import NewPairing
from webapp.plumbing.rendering.pictures import qr_svg

_LONGEST_GROUP: Final = 4


@dataclass(frozen=True, slots=True)
class PairingShown:
    """The QR holds the address with the code in its fragment, which no server ever sees."""

    address: str
    code: str
    qr: Markup
    expires_at: datetime


def show_pairing(pairing: NewPairing) -> PairingShown:
    """Put a pairing in words and in a picture; nothing of it stays in the memory of pictures."""
    address = url_for("omakaiku.pair", _external=True)
    return PairingShown(
        address=address.partition("//")[2],
        code=in_groups(pairing.secret),
        qr=qr_svg.__wrapped__(f"{address}#{pairing.secret}"),
        expires_at=pairing.expires_at,
    )


def in_groups(secret: str) -> str:
    """A secret in groups of three or four characters, the longer ones first, as eyes keep their place."""
    groups, rest = ceil(len(secret) / _LONGEST_GROUP), secret
    parts: list[str] = []
    for left in range(groups, 0, -1):
        length = ceil(len(rest) / left)
        parts, rest = [*parts, rest[:length]], rest[length:]
    return " ".join(parts)
