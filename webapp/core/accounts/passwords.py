"""Passwords: argon2id, at least fifteen characters, no commonly used ones (NIST SP 800-63B-4)."""

import unicodedata
from functools import lru_cache
from typing import Final

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from webapp.core.accounts.reasons import AccountRefusal
from webapp.core.errors import RefusedError

SHORTEST: Final = 15
LONGEST: Final = 128
_LEAST_SCORE: Final = 3  # of zxcvbn's 0–4: over 10⁸ guesses
_READ_BY_ESTIMATOR: Final = 72  # its time grows steeply with length

# OWASP's smallest advised memory for one pass: 46 MiB, about 60 ms here.
_hasher = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1, type=Type.ID)


def hash_password(password: str, *, known_words: tuple[str, ...] = ()) -> str:
    """Judge and hash a new password, or RefusedError. `known_words`: the person's name and address.

    Raises:
        RefusedError: PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG or PASSWORD_COMMON.
    """
    check_password(password, known_words=known_words)
    return _hasher.hash(_normal(password))


def check_password(password: str, field: str = "password", *, known_words: tuple[str, ...] = ()) -> None:
    """Whether somebody may choose a password.

    Raises:
        RefusedError: PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG or PASSWORD_COMMON.
    """
    password = _normal(password)
    if len(password) < SHORTEST:
        raise RefusedError(AccountRefusal.PASSWORD_TOO_SHORT, field, shortest=SHORTEST)
    if len(password) > LONGEST:
        raise RefusedError(AccountRefusal.PASSWORD_TOO_LONG, field, longest=LONGEST)
    words = ["kaikukortti", "kaikukanta", "omakaiku", *known_words]
    if zxcvbn(password[:_READ_BY_ESTIMATOR], user_inputs=words)["score"] < _LEAST_SCORE:
        raise RefusedError(AccountRefusal.PASSWORD_COMMON, field)


def matches_password(password_hash: str | None, password: str) -> bool:
    """Whether this is the password. An unknown account costs the same time as a known one."""
    # Hashed before there was a normal form: as it was typed then.
    forms = dict.fromkeys((_normal(password), password))
    is_right = any(_verifies(password_hash or _nobodys_hash(), form) for form in forms)
    return is_right and password_hash is not None


def _normal(password: str) -> str:
    """One spelling (NFKC) of what keyboards write in several: ä as one character or as two."""
    return unicodedata.normalize("NFKC", password)


def _verifies(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False


@lru_cache
def _nobodys_hash() -> str:
    return _hasher.hash("nobody has this password")
