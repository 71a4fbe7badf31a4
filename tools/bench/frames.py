"""Hard frames as the page reads them, and by the decoder alone, which levels no bars: hits and time."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from tests.support.foreign_labels import FOREIGN_LABELS
from tests.support.frame_reader import BURST, Burst, Comparison, FrameReader
from tests.support.hard_frames import ANGLES, KINDS, SCENES, frame_of, hard_case, scene_without_code
from tests.support.hardships import HARDSHIPS
from tools.bench.figures import Figure

SEED: Final = 1
"""Not that of the tests: what is measured here was not looked at while the reading was made."""


@dataclass(frozen=True)
class Result:
    """What came of one case, and of which."""

    code: str | None
    kind: str
    hardship: str
    angle: int
    seen: Comparison


Way = Callable[[Comparison], Burst]


def measure() -> Iterator[Figure]:
    """Every kind of code in every hardship at every angle; scenes without a code; labels of other trades."""
    with FrameReader() as reader:
        cards = [
            _card(reader, kind, hardship, angle=angle)
            for kind in KINDS
            for hardship in HARDSHIPS
            for angle in ANGLES
        ]
        scenes = [reader.compare(scene_without_code(name, frames=BURST)) for name in SCENES]
        labels = [
            reader.compare(frame_of(draw(), angle, label=name, frames=BURST))
            for name, draw in FOREIGN_LABELS.items()
            for angle in ANGLES
        ]
    _print_tables(cards)
    yield Figure("frames.cases", len(cards), "cases")
    yield Figure("frames.hit_rate", _hit_rate(cards, _shipped), "")
    yield Figure("frames.hit_rate_of_decoder_alone", _hit_rate(cards, _plain), "")
    for kind in KINDS:
        own = [card for card in cards if card.kind == kind]
        yield Figure(f"frames.{kind.replace(' ', '_')}.hit_rate", _hit_rate(own, _shipped), "")
    yield from _wrong(cards, [*scenes, *labels])
    yield from _times([card.seen for card in cards], scenes)


def _card(reader: FrameReader, kind: str, hardship: str, *, angle: int) -> Result:
    case = hard_case(kind, hardship, angle, frames=BURST, seed=SEED)
    return Result(case.code, kind, hardship, angle, reader.compare(case.frames))


def _shipped(seen: Comparison) -> Burst:
    return seen.shipped


def _plain(seen: Comparison) -> Burst:
    return seen.plain


def _hit_rate(cards: Iterable[Result], way: Way) -> float:
    return fmean(way(card.seen).found == card.code for card in cards)


def _wrong(cards: Sequence[Result], strangers: Sequence[Comparison]) -> Iterator[Figure]:
    found = [card for card in cards if card.seen.shipped.found not in {None, card.code}]
    taken = [one for one in strangers if one.shipped.found not in {None, "foreign"}]
    reads = [read for card in cards for read in card.seen.shipped.reads if read not in {None, card.code}]
    yield Figure("frames.foreign_labels_and_scenes", len(strangers), "cases")
    yield Figure("frames.wrong_reads", len(found) + len(taken), "cases")
    yield Figure("frames.wrong_reads_before_agreement", len(reads), "frames")


def _times(cards: Sequence[Comparison], scenes: Sequence[Comparison]) -> Iterator[Figure]:
    """Means; half of the frames with a code, half of them without, however many of each there are."""
    shipped, plain = (fmean((_mean_ms(cards, way), _mean_ms(scenes, way))) for way in (_shipped, _plain))
    for name, seen in (("with_code", cards), ("without_code", scenes)):
        yield Figure(f"frames.{name}.mean", _mean_ms(seen, _shipped), "ms")
        ratio = _mean_ms(seen, _shipped) / _mean_ms(seen, _plain)
        yield Figure(f"frames.{name}.time", ratio, "×", "the decoder alone")
    yield Figure("frames.time", shipped / plain, "×", "the decoder alone")


def _mean_ms(seen: Iterable[Comparison], way: Way) -> float:
    return fmean(one for comparison in seen for one in way(comparison).milliseconds)


def _print_tables(cards: Sequence[Result]) -> None:
    rows = defaultdict[str, list[Result]](list)
    for card in cards:
        rows[card.kind].append(card)
    for card in cards:
        rows[f"{'bars' if KINDS[card.kind].is_bars else 'QR'}: {card.hardship}"].append(card)
    rows["all"] = list(cards)
    widest = max(map(len, rows))
    print("Hits in per cent, by the decoder alone → as shipped, by the angle of the card:\n")
    print(" " * widest, *(f"{angle:>10}°" for angle in ANGLES), f"{'all':>11}")
    for name, own in rows.items():
        cells = [_cell(card for card in own if card.angle == angle) for angle in ANGLES]
        print(f"{name:<{widest}}", *cells, _cell(own))
    print()


def _cell(cards: Iterable[Result]) -> str:
    own = list(cards)
    return f"{100 * _hit_rate(own, _plain):>4.0f} → {100 * _hit_rate(own, _shipped):>4.0f}"
