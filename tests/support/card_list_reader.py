"""A phone's card list, read from the bytes as a phone reads them: what it then says of each code."""

import hashlib
import hmac
import struct
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.devices.actions import register_personal_device
from webapp.core.devices.card_list import ListRequest, sealed_list
from webapp.core.partners.desks import own_desk

_HEADER = struct.Struct(">4sBBHQQIIQ")
_FIRST_DAY = date(2015, 1, 1)
_NOT_TOLD = 0xFFFFFFFF


@dataclass(frozen=True)
class Answer:
    """One answer, taken apart and its digest compared."""

    is_full: bool
    oldest_day: int
    cursor: int
    made_at_ms: int
    whole_count: int | None
    whole_sum: int
    entries: tuple[tuple[bytes, int], ...]


def read_answer(answer: bytes, version: bytes = b"KKL2") -> Answer:
    """Take an answer apart; a torn one is an error, and one of another version."""
    body, digest = answer[:-32], answer[-32:]
    assert hashlib.sha256(body).digest() == digest, "torn"
    magic, kind, zero, oldest, cursor, made_at, count, whole, total = _HEADER.unpack_from(body)
    assert (magic, zero, len(body)) == (version, 0, _HEADER.size + 9 * count)
    rows = [body[start : start + 9] for start in range(_HEADER.size, len(body), 9)]
    seals = [row[:6] for row in rows]
    assert seals == sorted(seals)
    entries = tuple((row[:6], int.from_bytes(row[6:], "big")) for row in rows)
    return Answer(kind == 0, oldest, cursor, made_at, None if whole == _NOT_TOLD else whole, total, entries)


@dataclass
class CardList:
    """What a phone keeps: entries by seal, and where to ask on from."""

    entries: dict[bytes, int] = field(default_factory=dict)
    cursor: int | None = None

    def take(self, answer: bytes) -> Answer:
        """Merge an answer in, as the phone does."""
        read = read_answer(answer)
        if read.is_full:
            self.entries = {}
        self.entries.update(read.entries)
        least = read.oldest_day << 10
        self.entries = {seal: entry for seal, entry in self.entries.items() if entry >= least}
        self.cursor = read.cursor
        return read

    def agrees_with(self, read: Answer) -> bool:
        """Whether the sums that the register sent are those of what is kept."""
        return (read.whole_count, read.whole_sum) == (len(self.entries), sum(self.entries.values()))

    def entry_of(self, key: bytes, code: str) -> int | None:
        """What the list says of a code."""
        return self.entries.get(hmac.digest(key, code.encode(), "sha256")[:6])


def day_of(entry: int) -> date:
    """The last valid day in an entry."""
    return _FIRST_DAY + timedelta(days=entry >> 10)


class Phone:
    """A phone of the venue with its list."""

    def __init__(self, session: Session, actor: Actor, now: datetime) -> None:
        self.actor, self.now, self.list = actor, now, CardList()
        self.device = register_personal_device(session, own_desk(actor), now=now).device

    def sync(self, session: Session, *, check: bool = False) -> bool:
        """Get the changes since the last time; gives whether the sums agree, where they were asked for."""
        request = ListRequest(self.list.cursor, check)
        answer = sealed_list(
            session, own_desk(self.actor), self.device.id, request=request, now=self.now
        ).content
        read = self.list.take(answer)
        return not check or self.list.agrees_with(read)

    def knows(self, code: str) -> int | None:
        """What its list says of a code."""
        return self.list.entry_of(self.device.list_key, code)

    def entries_afresh(self, session: Session) -> dict[bytes, int]:
        """What a whole new list would hold."""
        fresh = CardList()
        request = ListRequest(None)
        fresh.take(
            sealed_list(session, own_desk(self.actor), self.device.id, request=request, now=self.now).content
        )
        return fresh.entries
