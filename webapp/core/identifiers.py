"""Identifiers and secrets: UUIDv7 (RFC 9562), random secrets and their digests."""

import hashlib
import secrets
import uuid
from datetime import datetime

from webapp.core.typed_text import fold, without_separators

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("OIL", "011")
_SECRET_LENGTH = 26  # 26 × 5 bits ≥ 128 bits


def new_id(now: datetime) -> uuid.UUID:
    """A UUIDv7: sorts by time, so that indexes grow at their end."""
    milliseconds = int(now.timestamp() * 1000)
    value = (
        (milliseconds << 80) | (7 << 76) | (secrets.randbits(12) << 64) | (0b10 << 62) | secrets.randbits(62)
    )
    return uuid.UUID(int=value)


def new_secret(length: int = _SECRET_LENGTH) -> str:
    """A single-use secret in Crockford's base 32, which survives being typed: five bits a character."""
    return "".join(secrets.choice(_CROCKFORD) for _ in range(length))


def tidy_secret(typed: str) -> str:
    """Forgive case, width, what nobody sees, what only separates, and the look-alikes O, I and L."""
    return without_separators(fold(typed)).translate(_LOOKALIKES)


def digest(secret: str) -> str:
    """What is stored instead of a secret. The secret is random, so a plain SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
