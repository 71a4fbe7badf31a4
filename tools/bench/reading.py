"""Reading hard frames with the shipped decoder: hit rate, time, and wrong reads, of which none may be."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean, median
from typing import Final

from tests.support.card_pictures import (
    HARDSHIPS,
    SYMBOLS,
    empty_table,
    noisy,
    on_table,
    shaken,
)
from tests.support.frame_reader import BURST, Burst, FrameReader
from tests.support.hard_frames import random_code
from tools.bench.figures import Figure

VARIANTS: Final = 5
"""Of each symbol in each hardship; with three symbols and six hardships 90 hard cases."""
EMPTY_BURSTS: Final = 4


@dataclass(frozen=True)
class Case:
    """A code, and what came of it."""

    code: str
    burst: Burst


def measure() -> Iterator[Figure]:
    """Every symbol in every hardship, and tables without a code."""
    by_symbol, by_hardship = defaultdict[str, list[Case]](list), defaultdict[str, list[Case]](list)
    with FrameReader() as reader:
        for symbol in SYMBOLS:
            for hardship in HARDSHIPS:
                for variant in range(VARIANTS):
                    case = _hard_case(reader, symbol, hardship, variant=variant)
                    by_symbol[symbol].append(case)
                    by_hardship[hardship].append(case)
        empty = [_empty_case(reader, seed) for seed in range(EMPTY_BURSTS)]
    for name, cases in (*by_symbol.items(), *by_hardship.items()):
        yield Figure(f"reading.{name}.hit_rate", _hit_rate(cases), "")
    everything = [case for cases in by_symbol.values() for case in cases]
    yield Figure("reading.cases", len(everything), "cases")
    yield Figure("reading.hit_rate", _hit_rate(everything), "")
    yield from _wrong(everything + empty)
    yield Figure("reading.frame_to_decode", _milliseconds(everything), "ms")
    yield Figure("reading.empty_frame", _milliseconds(empty), "ms")


def _hard_case(reader: FrameReader, symbol: str, hardship: str, *, variant: int) -> Case:
    rng = random.Random(f"{symbol} {hardship} {variant}")  # noqa: S311 - the same frames every time
    code = random_code(rng)
    card = HARDSHIPS[hardship](on_table(SYMBOLS[symbol](code)), rng)
    return Case(code, reader.read([noisy(shaken(card, rng), rng) for _ in range(BURST)]))


def _empty_case(reader: FrameReader, seed: int) -> Case:
    rng = random.Random(seed)  # noqa: S311 - the same frames every time
    return Case("", reader.read([noisy(empty_table(), rng, 20) for _ in range(BURST)]))


def _hit_rate(cases: list[Case]) -> float:
    return fmean(case.burst.found == case.code for case in cases)


def _wrong(cases: list[Case]) -> Iterator[Figure]:
    wrong = [case for case in cases if case.burst.found not in {None, case.code}]
    in_frames = [read for case in cases for read in case.burst.reads if read not in {None, case.code}]
    yield Figure("reading.wrong_reads", len(wrong), "cases")
    yield Figure("reading.wrong_reads_before_agreement", len(in_frames), "frames")


def _milliseconds(cases: list[Case]) -> float:
    return median(one for case in cases for one in case.burst.milliseconds)
