"""What was filled in, sealed with the secret that its browser alone has."""

import base64
import hashlib
import json
import zlib
from dataclasses import asdict, dataclass

from cryptography.fernet import Fernet, InvalidToken


@dataclass(frozen=True, slots=True)
class Unsent:
    """A form: whose it is, the page on which it stands, where it goes, and its fields as they were sent."""

    whose: str
    page: str
    action: str
    fields: tuple[tuple[str, str], ...]
    has_file: bool = False


def seal_unsent(unsent: Unsent, secret: str) -> bytes:
    """Unreadable without the secret."""
    plain = json.dumps(asdict(unsent)).encode()
    return _key(secret).encrypt(zlib.compress(plain))


def open_unsent(sealed: bytes, secret: str) -> Unsent | None:
    """What was sealed; None where the secret is another one."""
    try:
        read = json.loads(zlib.decompress(_key(secret).decrypt(sealed)))
    except InvalidToken:
        return None
    read["fields"] = tuple((name, value) for name, value in read["fields"])
    return Unsent(**read)


def _key(secret: str) -> Fernet:
    # The register holds the digest of the secret alone: another one than this key's.
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"unsent form {secret}".encode()).digest()))
