"""Reading hard frames with the shipped decoder: hit rate, time, and wrong reads, of which none may be."""

import json
import random
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean, median
from typing import IO, Any, Final, cast

from PIL import Image

from tests.support.card_pictures import (
    FRAME,
    HARDSHIPS,
    SYMBOLS,
    empty_table,
    noisy,
    on_table,
    shaken,
)
from tools.bench.figures import Figure
from webapp.core.cards.codes import check_digit

VARIANTS: Final = 5
"""Of each symbol in each hardship; with three symbols and six hardships 90 hard cases."""
BURST: Final = 6
"""Frames of a case: about half a second before a phone's camera."""
EMPTY_BURSTS: Final = 4
_COMMAND: Final = ("tools/with-node.sh", "node", "pwa/tooling/read-frames.mjs")


@dataclass(frozen=True)
class Burst:
    """What came of one case."""

    code: str
    found: str | None
    reads: tuple[str | None, ...]
    milliseconds: tuple[float, ...]


class Reader:
    """The shipped decoder in a process of its own, asked with bursts of frames."""

    def __init__(self) -> None:
        command = [*_COMMAND, *(str(number) for number in (*FRAME, BURST))]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._sizes = [(size["width"], size["height"]) for size in self._answer()]

    def read(self, code: str, frames: list[Image.Image]) -> Burst:
        """What the page would find in these frames."""
        for frame, size in zip(frames, self._sizes, strict=True):
            cast("IO[bytes]", self._process.stdin).write(
                frame.resize(size, Image.Resampling.BILINEAR).tobytes()
            )
        cast("IO[bytes]", self._process.stdin).flush()
        answer = self._answer()
        found = answer["found"].get("code", "foreign") if answer["found"] else None
        return Burst(code, found, tuple(answer["reads"]), tuple(answer["milliseconds"]))

    def _answer(self) -> Any:  # noqa: ANN401 - a line of JSON
        return json.loads(cast("IO[bytes]", self._process.stdout).readline())

    def close(self) -> None:
        """No more frames."""
        self._process.communicate()


def measure() -> Iterator[Figure]:
    """Every symbol in every hardship, and tables without a code."""
    reader = Reader()
    by_symbol, by_hardship = defaultdict[str, list[Burst]](list), defaultdict[str, list[Burst]](list)
    for symbol in SYMBOLS:
        for hardship in HARDSHIPS:
            for variant in range(VARIANTS):
                burst = _hard_case(reader, symbol, hardship, variant=variant)
                by_symbol[symbol].append(burst)
                by_hardship[hardship].append(burst)
    empty = [_empty_case(reader, seed) for seed in range(EMPTY_BURSTS)]
    reader.close()
    for name, bursts in (*by_symbol.items(), *by_hardship.items()):
        yield Figure(f"reading.{name}.hit_rate", _hit_rate(bursts), "")
    everything = [burst for bursts in by_symbol.values() for burst in bursts]
    yield Figure("reading.cases", len(everything), "cases")
    yield Figure("reading.hit_rate", _hit_rate(everything), "")
    yield from _wrong(everything + empty)
    yield Figure("reading.frame_to_decode", _milliseconds(everything), "ms")
    yield Figure("reading.empty_frame", _milliseconds(empty), "ms")


def _hard_case(reader: Reader, symbol: str, hardship: str, *, variant: int) -> Burst:
    rng = random.Random(f"{symbol} {hardship} {variant}")  # noqa: S311 - the same frames every time
    code = _code(rng)
    card = HARDSHIPS[hardship](on_table(SYMBOLS[symbol](code)), rng)
    return reader.read(code, [noisy(shaken(card, rng), rng) for _ in range(BURST)])


def _empty_case(reader: Reader, seed: int) -> Burst:
    rng = random.Random(seed)  # noqa: S311 - the same frames every time
    return reader.read("", [noisy(empty_table(), rng, 20) for _ in range(BURST)])


def _code(rng: random.Random) -> str:
    # Half of them of the old series, where no check digit would give a wrong read away.
    digits = f"{rng.randrange(10**8):08d}"
    if rng.random() < 1 / 2:
        return f"A{digits}{rng.randrange(10)}"
    return f"K{digits}{check_digit('K' + digits)}"


def _hit_rate(bursts: list[Burst]) -> float:
    return fmean(burst.found == burst.code for burst in bursts)


def _wrong(bursts: list[Burst]) -> Iterator[Figure]:
    wrong = [burst for burst in bursts if burst.found not in {None, burst.code}]
    in_frames = [read for burst in bursts for read in burst.reads if read not in {None, burst.code}]
    yield Figure("reading.wrong_reads", len(wrong), "cases")
    yield Figure("reading.wrong_reads_before_agreement", len(in_frames), "frames")


def _milliseconds(bursts: list[Burst]) -> float:
    return median(one for burst in bursts for one in burst.milliseconds)
