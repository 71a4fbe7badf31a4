"""The key with which the register shows browsers' push services who it is (VAPID, RFC 8292)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02
from py_vapid.utils import b64urlencode, num_to_bytes

from webapp.settings import Settings

_KEY_BYTES: Final = 32
_GOOD_FOR: Final = timedelta(hours=6)
"""A push service may refuse what is good for longer than a day; what is stolen should not last."""


@dataclass(frozen=True, slots=True)
class VapidKey:
    """The key, whom a push service may write to about it, and its public half as browsers want it."""

    key: Vapid02
    subject: str
    public: str

    def authorization(self, endpoint: str, *, now: datetime) -> str:
        """The header that lets a message through to one push service."""
        parts = urlsplit(endpoint)
        expires = int((now + _GOOD_FOR).timestamp())
        claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": expires, "sub": self.subject}
        header: str = self.key.sign(claims)["Authorization"]
        return header


def vapid_key(settings: Settings) -> VapidKey | None:
    """The key of the settings; None where there are no reminders."""
    if not settings.vapid_private_key:
        return None
    return _read(settings.vapid_private_key, settings.vapid_subject)


def new_private_key() -> str:
    """A private key as the settings want it."""
    key = Vapid02()
    key.generate_keys()
    text: str = b64urlencode(num_to_bytes(key.private_key.private_numbers().private_value, _KEY_BYTES))
    return text


@lru_cache(maxsize=4)
def _read(private_key: str, subject: str) -> VapidKey:
    key = Vapid02.from_raw(private_key.rstrip("=").encode())
    point = key.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return VapidKey(key, subject, b64urlencode(point))
