"""The sealed list's bytes: what a phone needs to judge cards, and no more. Pure.

A code is listed as the first six bytes of its HMAC-SHA256 with the device's own key, so that two devices'
lists have nothing in common, and no list can be tested against guesses without its phone. The phone reads the
same bytes (tests/contracts/list_entries.json).
"""

import hashlib
import hmac
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from typing import Final

from webapp.core.cards.listing import FIRST_DAY, ListVersion

MAGICS: Final = {ListVersion.FIRST: b"KKL1", ListVersion.SECOND: b"KKL2"}
NOT_TOLD: Final = 0xFFFFFFFF
_HEADER: Final = struct.Struct(">4sBxHQQIIQ")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SEAL_BYTES: Final = 6
_ENTRY_BYTES: Final = 3


class ListKind(IntEnum):
    """Whether an answer is a whole list or what has changed in one."""

    FULL = 0
    CHANGES = 1


@dataclass(frozen=True, slots=True)
class Whole:
    """What the phone's list must hold when it is up to date: so many entries, with this sum."""

    count: int
    total: int


@dataclass(frozen=True, slots=True)
class Heading:
    """What precedes the entries. `cursor`: from which change on to ask next time."""

    kind: ListKind
    oldest_day: date
    cursor: int
    made_at: datetime
    whole: Whole | None = None
    version: ListVersion = ListVersion.SECOND


def seal(key: bytes, entries: Iterable[tuple[str, int]]) -> list[bytes]:
    """Codes and their entries as nine bytes each, in the order in which a phone searches them.

    Two codes may share a seal (one list of a million cards in six hundred has such a pair): a phone can only
    find one of them, so one is listed, and the register corrects what the list says of the other.
    """
    # Copying a keyed HMAC takes half the time of making one: a list has a hundred thousand of them.
    keyed = hmac.new(key, digestmod="sha256").copy
    sealed = {}
    for code, entry in entries:
        one = keyed()
        one.update(code.encode())
        sealed[one.digest()[:_SEAL_BYTES]] = entry.to_bytes(_ENTRY_BYTES, "big")
    return [seal + sealed[seal] for seal in sorted(sealed)]


def key_name(key: bytes) -> str:
    """Names a key without giving it away: a phone sees by it whether a list is sealed for it."""
    return hashlib.sha256(key).hexdigest()[:16]


def whole_of(sealed: list[bytes]) -> Whole:
    """The count and sum of a whole list."""
    return Whole(len(sealed), sum(int.from_bytes(one[_SEAL_BYTES:], "big") for one in sealed))


def pack(heading: Heading, sealed: list[bytes]) -> bytes:
    """The answer a phone gets: heading, entries, and a digest that tells a torn answer from a whole one."""
    whole = heading.whole or Whole(NOT_TOLD, 0)
    header = _HEADER.pack(
        MAGICS[heading.version],
        heading.kind,
        (heading.oldest_day - FIRST_DAY).days,
        heading.cursor,
        (heading.made_at - _EPOCH) // timedelta(milliseconds=1),
        len(sealed),
        whole.count,
        whole.total,
    )
    answer = b"".join([header, *sealed])
    return answer + hashlib.sha256(answer).digest()
