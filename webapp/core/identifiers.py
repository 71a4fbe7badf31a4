"""Identifiers (UUIDv7, RFC 9562), and the digests that are stored instead of secrets."""

import hashlib
import secrets
import uuid
from datetime import datetime


def new_id(now: datetime) -> uuid.UUID:
    """A UUIDv7: sorts by time, so that indexes grow at their end."""
    milliseconds = int(now.timestamp() * 1000)
    value = (
        (milliseconds << 80) | (7 << 76) | (secrets.randbits(12) << 64) | (0b10 << 62) | secrets.randbits(62)
    )
    return uuid.UUID(int=value)


def digest(secret: str) -> str:
    """What is stored instead of a secret. The secret is random, so a plain SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
