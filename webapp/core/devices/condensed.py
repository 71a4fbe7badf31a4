"""A whole sealed list in half the bytes: gaps between shortened seals, and Huffman's codes for entries. Pure.

Seals are random, and no compression makes them shorter; but their order says nothing, so the gaps between
sorted ones are enough. A seal's 48 bits are scaled down to a span with room for 2²² seals a card, and for a
sixteenth more cards than there are: of the codes that are not on it, a list of any size takes at most one in
2²² for one that is (decision 0046). The phone reads the same bytes (tests/contracts/list_entries.json).

Layout: the span in eight bytes; in one byte, how many low bits of a gap are written out (Rice); then a string
of bits, filled up with zeros: the codes of days, the codes of the rest of entries, and for each card, by its
seal, the gap, the day and the rest.
"""

import heapq
import struct
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from webapp.core.cards.listing import DAY_SHIFT

SEAL_BITS: Final = 48
ROOM_BITS: Final = 22
"""A code that is not on a list is taken for one on it once in 2²² times."""
LEAST_ROOM: Final = 1024
"""A small list grows by this much before it must be made anew."""
_PREFIX: Final = struct.Struct(">QB")
_SYMBOL_COUNT_BITS: Final = 16
_LENGTH_BITS: Final = 5
_REST: Final = (1 << DAY_SHIFT) - 1

_Tree = tuple[int, int, tuple[int, ...]]
"""How often its symbols come together, the least of them, and all of them."""


def condense(cards: Sequence[tuple[int, int]]) -> bytes:
    """The body of a whole list: cards as seals of 48 bits, each another, sorted, and their entries."""
    span, seals = _scaled([seal for seal, _ in cards])
    low_bits = max((span // max(len(seals), 1)).bit_length() - 2, 0)
    # The highest bit set, and cut off with the "0b" before it: padding to a width takes twice as long.
    low, high = (1 << low_bits) - 1, 1 << low_bits
    days, rests = [entry >> DAY_SHIFT for _, entry in cards], [entry & _REST for _, entry in cards]
    day_codes, rest_codes = _huffman_codes(days), _huffman_codes(rests)
    bits = [_table(day_codes), _table(rest_codes)]
    for (before, seal), day, rest in zip(pairwise([-1, *seals]), days, rests, strict=True):
        gap = seal - before - 1
        written = bin(gap & low | high)[3:]
        bits.append(f"{'1' * (gap >> low_bits)}0{written}{day_codes[day]}{rest_codes[rest]}")
    return _PREFIX.pack(span, low_bits) + _bytes_of("".join(bits))


def _scaled(seals: Sequence[int]) -> tuple[int, list[int]]:
    """A span, and the seals scaled down to it; twice the span where two of them would become one."""
    room = max(LEAST_ROOM, len(seals) * 17 // 16)
    span = min(room << ROOM_BITS, 1 << SEAL_BITS)
    while True:
        scaled = [seal * span >> SEAL_BITS for seal in seals]
        if len(set(scaled)) == len(seals):
            return span, scaled
        span = min(span * 2, 1 << SEAL_BITS)


def _huffman_codes(symbols: Sequence[int]) -> dict[int, str]:
    """A code of bits for each symbol, canonical: its length and the symbols' order say all of it."""
    counts = Counter(symbols)
    # A lone symbol has a code of one bit, too: no reader needs to know of codes without bits.
    lengths = dict.fromkeys(counts, 1 if len(counts) == 1 else 0)
    heap: list[_Tree] = [(count, symbol, (symbol,)) for symbol, count in counts.items()]
    heapq.heapify(heap)
    while len(heap) > 1:
        first, second = heapq.heappop(heap), heapq.heappop(heap)
        joined = first[2] + second[2]
        for symbol in joined:
            lengths[symbol] += 1
        heapq.heappush(heap, (first[0] + second[0], min(joined), joined))
    codes, code, before = {}, 0, 0
    for length, symbol in sorted((length, symbol) for symbol, length in lengths.items()):
        code <<= length - before
        codes[symbol] = f"{code:0{length}b}"
        code, before = code + 1, length
    return codes


def _table(codes: dict[int, str]) -> str:
    """The number of symbols; each symbol as its distance from the one before (Elias's gamma) and length."""
    bits = [f"{len(codes):0{_SYMBOL_COUNT_BITS}b}"]
    for before, symbol in pairwise([-1, *sorted(codes)]):
        distance = f"{symbol - before:b}"
        bits.append("0" * (len(distance) - 1) + distance + f"{len(codes[symbol]):0{_LENGTH_BITS}b}")
    return "".join(bits)


def _bytes_of(bits: str) -> bytes:
    length = -(-len(bits) // 8)
    return int(bits.ljust(length * 8, "0") or "0", 2).to_bytes(length, "big")
