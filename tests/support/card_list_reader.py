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
_PREFIX = struct.Struct(">QB")
_SEAL_SPAN = 1 << 48


@dataclass(frozen=True)
class Answer:
    """One answer, taken apart and its digest compared."""

    is_full: bool
    oldest_day: int
    cursor: int
    made_at_ms: int
    whole_count: int | None
    whole_sum: int
    span: int
    entries: tuple[tuple[int, int], ...]


def read_answer(answer: bytes, version: bytes = b"KKL3") -> Answer:
    """Take an answer apart; a torn one is an error, and one of another version."""
    body, digest = answer[:-32], answer[-32:]
    assert hashlib.sha256(body).digest() == digest, "torn"
    magic, kind, zero, oldest, cursor, made_at, count, whole, total = _HEADER.unpack_from(body)
    assert (magic, zero) == (version, 0)
    span, entries = _SEAL_SPAN, tuple[tuple[int, int], ...]()
    if kind == 0 and version == b"KKL3":
        span, entries = read_condensed(body[_HEADER.size :], count)
    else:
        assert len(body) == _HEADER.size + 9 * count
        rows = [body[start : start + 9] for start in range(_HEADER.size, len(body), 9)]
        entries = tuple((int.from_bytes(row[:6]), int.from_bytes(row[6:])) for row in rows)
    seals = [seal for seal, _ in entries]
    assert seals == sorted(set(seals))
    whole_count = None if whole == _NOT_TOLD else whole
    return Answer(kind == 0, oldest, cursor, made_at, whole_count, total, span, entries)


def read_condensed(body: bytes, count: int) -> tuple[int, tuple[tuple[int, int], ...]]:
    """The span and the cards of a whole list's body."""
    span, low_bits = _PREFIX.unpack_from(body)
    bits = _Bits(body[_PREFIX.size :])
    days, rests = bits.codes(), bits.codes()
    cards, seal = list[tuple[int, int]](), -1
    for _ in range(count):
        seal += (bits.run("1") << low_bits) + bits.number(low_bits) + 1
        cards.append((seal, bits.symbol(days) << 10 | bits.symbol(rests)))
    assert len(bits.left) < 8
    assert not bits.left.strip("0")
    assert seal < span
    return span, tuple(cards)


class _Bits:
    def __init__(self, content: bytes) -> None:
        self._bits = "".join(f"{byte:08b}" for byte in content)
        self._at = 0

    @property
    def left(self) -> str:
        return self._bits[self._at :]

    def take(self, count: int) -> str:
        taken = self._bits[self._at : self._at + count]
        assert len(taken) == count, "cut short"
        self._at += count
        return taken

    def number(self, count: int) -> int:
        return int(self.take(count) or "0", 2)

    def run(self, bit: str) -> int:
        length = 0
        while self.take(1) == bit:
            length += 1
        return length

    def codes(self) -> dict[str, int]:
        """Huffman's canonical codes: by length, then by symbol, each the one after the last."""
        symbol, lengths = -1, list[tuple[int, int]]()
        for _ in range(self.number(16)):
            width = self.run("0")
            symbol += (1 << width) + self.number(width)
            lengths.append((self.number(5), symbol))
        codes, code, before = dict[str, int](), 0, 0
        for length, one in sorted(lengths):
            code <<= length - before
            codes[f"{code:0{length}b}"] = one
            code, before = code + 1, length
        return codes

    def symbol(self, codes: dict[str, int]) -> int:
        code = self.take(1)
        while code not in codes:
            code += self.take(1)
        return codes[code]


@dataclass
class CardList:
    """What a phone keeps: entries by seal, and where to ask on from."""

    entries: dict[int, int] = field(default_factory=dict)
    span: int = _SEAL_SPAN
    cursor: int | None = None

    def take(self, answer: bytes) -> Answer:
        """Merge an answer in, as the phone does."""
        read = read_answer(answer)
        if read.is_full:
            self.entries, self.span = dict(read.entries), read.span
        else:
            self.entries |= {seal * self.span // _SEAL_SPAN: entry for seal, entry in read.entries}
        least = read.oldest_day << 10
        self.entries = {seal: entry for seal, entry in self.entries.items() if entry >= least}
        self.cursor = read.cursor
        return read

    def agrees_with(self, read: Answer) -> bool:
        """Whether the sums that the register sent are those of what is kept."""
        return (read.whole_count, read.whole_sum) == (len(self.entries), sum(self.entries.values()))

    def entry_of(self, key: bytes, code: str) -> int | None:
        """What the list says of a code."""
        seal = int.from_bytes(hmac.digest(key, code.encode(), "sha256")[:6])
        return self.entries.get(seal * self.span // _SEAL_SPAN)


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

    def entries_afresh(self, session: Session) -> dict[int, int]:
        """What a whole new list would hold."""
        fresh = CardList()
        request = ListRequest(None)
        fresh.take(
            sealed_list(session, own_desk(self.actor), self.device.id, request=request, now=self.now).content
        )
        return fresh.entries
