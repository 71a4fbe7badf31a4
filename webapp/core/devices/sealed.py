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
from webapp.core.devices.condensed import condense

MAGICS: Final = {ListVersion.FIRST: b"KKL1", ListVersion.SECOND: b"KKL2", ListVersion.THIRD: b"KKL3"}
NOT_TOLD: Final = 0xFFFFFFFF
_HEADER: Final = struct.Struct(">4sBxHQQIIQ")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SEAL_BYTES: Final = 6
_ENTRY_BYTES: Final = 3

SealedCard = tuple[int, int]
"""A card's seal, 48 bits, and its entry, 24."""


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
    version: ListVersion = ListVersion.THIRD


def seal(key: bytes, entries: Iterable[tuple[str, int]]) -> list[SealedCard]:
    """Codes and their entries under their seals, in the order in which a phone searches them.

    Two codes may share a seal (one list of a million cards in six hundred has such a pair): a phone can only
    find one of them, so one is listed, and the register corrects what the list says of the other.
    """
    # Copying a keyed HMAC takes half the time of making one: a list has a hundred thousand of them.
    keyed = hmac.new(key, digestmod="sha256").copy
    sealed = {}
    for code, entry in entries:
        one = keyed()
        one.update(code.encode())
        sealed[int.from_bytes(one.digest()[:_SEAL_BYTES])] = entry
    return sorted(sealed.items())


def key_name(key: bytes) -> str:
    """Names a key without giving it away: a phone sees by it whether a list is sealed for it."""
    return hashlib.sha256(key).hexdigest()[:16]


def whole_of(sealed: list[SealedCard]) -> Whole:
    """The count and sum of a whole list."""
    return Whole(len(sealed), sum(entry for _, entry in sealed))


def pack(heading: Heading, sealed: list[SealedCard]) -> bytes:
    """The answer a phone gets: heading, cards, and a digest that tells a torn answer from a whole one.

    A whole list of the third version is condensed; changes are few, and nine bytes a card in each version.
    """
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
    is_condensed = heading.version is ListVersion.THIRD and heading.kind is ListKind.FULL
    answer = header + (condense(sealed) if is_condensed else b"".join(map(_record, sealed)))
    return answer + hashlib.sha256(answer).digest()


def _record(card: SealedCard) -> bytes:
    seal, entry = card
    return (seal << 8 * _ENTRY_BYTES | entry).to_bytes(_SEAL_BYTES + _ENTRY_BYTES)
