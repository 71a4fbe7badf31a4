"""Single-use secrets that people type from a slip or a screen: their alphabet and their two check characters.

The characters are the 32 numbers of a finite field (Crockford's base 32 in its order), and a whole secret is
a word of its Reed-Solomon code, whose two check characters stand at the end: every one and every two wrong
characters are found, and with them every swap. Damm's digit (core/cards/codes.py) finds one, and neighbours.
That there are two of them also tells a forgotten character from a secret made before there were any.
"""

import secrets
from collections.abc import Collection
from typing import Final

from webapp.core.typed_text import fold, without_separators

_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES: Final = str.maketrans("OIL", "011")
_POLYNOMIAL: Final = 0b100101  # x⁵ + x² + 1 makes a field of five bits
_HIGHEST_BIT: Final = 0b10000
_CHECKS: Final = 2

LONG: Final = 26
"""Random characters of what a camera reads and a hand types only where it must: 130 bits."""
SHORT: Final = 12
"""Random characters of what is always typed: 60 bits."""


def new_secret(length: int = LONG) -> str:
    """A single-use secret of so many random characters (five bits each) and two check characters."""
    start = "".join(secrets.choice(_CROCKFORD) for _ in range(length))
    return start + check_characters(start)


def tidy_secret(typed: str) -> str:
    """Forgive case, width, what nobody sees, what only separates, and the look-alikes O, I and L."""
    return without_separators(fold(typed)).translate(_LOOKALIKES)


def read_secret(typed: str, lengths: Collection[int] = (LONG,)) -> str | None:
    """The secret that a text means, of one of these numbers of random characters; None is a typing error.

    A secret made before there were check characters works as long as it is open, so one of just the random
    characters is read too: nothing but its use can tell that it is wrong.
    """
    secret = tidy_secret(typed)
    if not set(secret) <= set(_CROCKFORD):
        return None
    if len(secret) in lengths:
        return secret
    is_whole = len(secret) - _CHECKS in lengths and check_characters(secret[:-_CHECKS]) == secret[-_CHECKS:]
    return secret if is_whole else None


def check_characters(start: str) -> str:
    """The two characters that close a secret: the rest of its division by (x + 1)(x + 2)."""
    high = low = 0
    for value in (*map(_CROCKFORD.index, start), *[0] * _CHECKS):
        high, low = low ^ high ^ _doubled(high), value ^ _doubled(high)
    return _CROCKFORD[high] + _CROCKFORD[low]


def _doubled(value: int) -> int:
    return (value << 1) ^ (_POLYNOMIAL if value & _HIGHEST_BIT else 0)
