"""The key with which the register shows browsers' push services who it is (VAPID, RFC 8292)."""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from webapp.settings import Settings

_KEY_BYTES: Final = 32
_GOOD_FOR: Final = timedelta(hours=6)
"""A push service may refuse what is good for longer than a day; what is stolen should not last."""


@dataclass(frozen=True, slots=True)
class VapidKey:
    """The private key, whom a push service may write to about it, and the public key as browsers want it."""

    private: ec.EllipticCurvePrivateKey
    subject: str
    public: str

    def authorization(self, endpoint: str, *, now: datetime) -> str:
        """The header that lets a message through to one push service."""
        parts = urlsplit(endpoint)
        expires = int((now + _GOOD_FOR).timestamp())
        claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": expires, "sub": self.subject}
        return f"vapid t={jwt.encode(claims, self.private, algorithm='ES256')}, k={self.public}"


def vapid_key(settings: Settings) -> VapidKey | None:
    """The key of the settings; None where there are no reminders."""
    if not settings.vapid_private_key:
        return None
    return _read(settings.vapid_private_key, settings.vapid_subject)


def new_private_key() -> str:
    """A private key as the settings want it."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return _text(number.to_bytes(_KEY_BYTES))


@lru_cache(maxsize=4)
def _read(private_key: str, subject: str) -> VapidKey:
    number = int.from_bytes(base64.urlsafe_b64decode(f"{private_key}=="))
    private = ec.derive_private_key(number, ec.SECP256R1())
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return VapidKey(private, subject, _text(point))


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
