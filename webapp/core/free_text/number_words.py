"""Digits that are written as words, in Finnish, Swedish and English. Pure.

The languages of people who write, not of the pages: whoever reads English may spell a number in Finnish.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Self

from webapp.core.free_text.readings import Reading, reading_of

_FINNISH: Final = (
    "NOLLA", "YKSI YKS YKKÖNEN", "KAKSI KAKS KAKKONEN", "KOLME KOLMONEN", "NELJÄ NELONEN",
    "VIISI VIIS VITONEN", "KUUSI KUUS KUTONEN", "SEITSEMÄN SEITTEMÄN SEISKA",
    "KAHDEKSAN KAHEKSAN KASI", "YHDEKSÄN YHEKSÄN YSI",
)  # fmt: skip
_SWEDISH: Final = (
    "NOLL", "ETT EN ETTA", "TVÅ TVÅA", "TRE TREA", "FYRA", "FEM FEMMA", "SEX SEXA", "SJU SJUA",
    "ÅTTA", "NIO NIA",
)  # fmt: skip
_ENGLISH: Final = (
    "ZERO OH NOUGHT", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE"
)  # fmt: skip
_FINNISH_STEMS: Final = (
    "YKSI", "KAKSI", "KOLME", "NELJÄ", "VIISI", "KUUSI", "SEITSEMÄN", "KAHDEKSAN", "YHDEKSÄN"
)  # fmt: skip
_SWEDISH_TEENS: Final = "TIO ELVA TOLV TRETTON FJORTON FEMTON SEXTON SJUTTON ARTON NITTON"
_ENGLISH_TEENS: Final = (
    "TEN ELEVEN TWELVE THIRTEEN FOURTEEN FIFTEEN SIXTEEN SEVENTEEN EIGHTEEN NINETEEN"
)  # fmt: skip
_SWEDISH_TENS: Final = "TJUGO TRETTIO FYRTIO FEMTIO SEXTIO SJUTTIO ÅTTIO NITTIO"
_ENGLISH_TENS: Final = "TWENTY THIRTY FORTY FIFTY SIXTY SEVENTY EIGHTY NINETY"


_TENS: Final = {f"{ten}0" for ten in range(2, 10)}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The number words of one language: nobody says a number in two."""

    words: Mapping[str, str]
    tens: AbstractSet[str]
    """Those a unit may follow: twenty-three."""
    glued: re.Pattern[str]

    @classmethod
    def of(cls, units: Sequence[str], larger: Mapping[str, str]) -> Self:
        """Of the names of the digits 0–9, each with its spoken forms, and of larger numbers."""
        words = {word: str(digit) for digit, said in enumerate(units) for word in said.split()} | dict(larger)
        tens = {word for word, digits in words.items() if digits in _TENS}
        longest_first = sorted(words, key=len, reverse=True)
        return cls(words, tens, re.compile("|".join(longest_first)))


def _finnish() -> Vocabulary:
    larger = {"KYMMENEN": "10"}
    for number, stem in enumerate(_FINNISH_STEMS, 1):
        larger[f"{stem}TOISTA"] = f"1{number}"
        if number > 1:
            larger[f"{stem}KYMMENTÄ"] = f"{number}0"
    return Vocabulary.of(_FINNISH, larger)


def _germanic(units: Sequence[str], teens: str, tens: str) -> Vocabulary:
    larger = {word: str(10 + unit) for unit, word in enumerate(teens.split())}
    return Vocabulary.of(units, larger | {word: f"{ten}0" for ten, word in enumerate(tens.split(), 2)})


VOCABULARIES: Final = (
    _finnish(), _germanic(_SWEDISH, _SWEDISH_TEENS, _SWEDISH_TENS),
    _germanic(_ENGLISH, _ENGLISH_TEENS, _ENGLISH_TENS),
)  # fmt: skip
_SIGNS: Final = {
    "MIINUS": "-", "MINUS": "-", "VIIVA": "-", "VÄLIVIIVA": "-", "STRECK": "-", "BINDESTRECK": "-",
    "DASH": "-", "HYPHEN": "-",
    "PLUS": "+",
}  # fmt: skip
_TIMES: Final = {"TUPLA": 2, "DUBBEL": 2, "DOUBLE": 2, "TRIPLA": 3, "TRIPPEL": 3, "TRIPLE": 3}
_ROUND: Final = "O"
"""The letter that is said for a nought, among numbers only."""

_TOKEN: Final = re.compile(r"[^\W\d_]+")
_BETWEEN: Final = re.compile(r"(?:[\s,.;:/_()\u00b7-]|\b(?:JA|OCH|AND)\b){1,12}")
_CLOSE: Final = re.compile(r"[\s-]{0,3}")
_FEWEST_COUNTED: Final = 4
"""Three are as well the middle of a phone number."""
_GOES_ON: Final = re.compile(r"[\s-]+[^\W\d_]")
"""How an ordinary word follows."""


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A word that stands for digits, or for a sign among them, and where in the reading it stands."""

    word: str
    digits: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        """Whether it is no dash and no plus."""
        return self.digits.isdecimal()


def number_words(text: str, language: Vocabulary) -> list[NumberWord]:
    """Every such word of a reading, in order; a sign, and a round letter, only among numbers."""
    found: list[NumberWord] = []
    times: re.Match[str] | None = None
    for token in _TOKEN.finditer(text):
        digits = _digits_of(token[0], language)
        if digits:
            word = NumberWord(token[0], digits, *token.span())
            if times is not None and word.is_number and _CLOSE.fullmatch(text, times.end(), word.start):
                word = replace(word, digits=digits * _TIMES[times[0]], start=times.start())
            if found and _makes_one(text, found[-1], word):
                ten = found.pop()
                word = replace(word, digits=ten.digits[0] + digits, start=ten.start)
            found.append(word)
        times = token if token[0] in _TIMES else None
    return [one for at, one in enumerate(found) if _counts_here(text, found, at)]


def _digits_of(word: str, language: Vocabulary) -> str:
    """What a word stands for; number words may be written together. "" for any other word."""
    if word in _SIGNS or word == _ROUND:
        return _SIGNS.get(word, "0")
    parts = language.glued.findall(word)
    if "".join(parts) != word:
        return ""
    digits = ""
    for before, part in zip(("", *parts), parts, strict=False):
        is_rest = before in language.tens and language.words[part] in set("123456789")
        digits = (digits[:-1] if is_rest else digits) + language.words[part]
    return digits


def _makes_one(text: str, ten: NumberWord, unit: NumberWord) -> bool:
    """Twenty-three, in two English words, is 23."""
    is_pair = ten.digits in _TENS and ten.word.endswith("TY") and unit.digits in set("123456789")
    return is_pair and text[ten.end : unit.start] in {"-", " "}


def _counts_here(text: str, found: Sequence[NumberWord], at: int) -> bool:
    one = found[at]
    if one.is_number and one.word != _ROUND:
        return True
    is_after = at > 0 and _is_between(text, found[at - 1], one)
    is_before = at + 1 < len(found) and _is_between(text, one, found[at + 1])
    return (is_after or is_before) if one.word == _ROUND else is_before and (is_after or one.digits == "+")


def without_openings(
    text: str, words: Sequence[NumberWord], opens: Callable[[NumberWord], bool]
) -> Iterator[NumberWord]:
    """The words but for those that open a sentence of ordinary words, "six of us went", or count there."""
    for run in _runs(words, lambda one, other: not opens(other) and _is_between(text, one, other)):
        is_alone = len(run) == 1 and bool(_GOES_ON.match(text, run[0].end))
        is_counting = len(run) >= _FEWEST_COUNTED and counts(run)
        if not (opens(run[0]) and (is_alone or is_counting)):
            yield from run


def _is_between(text: str, one: NumberWord, other: NumberWord) -> bool:
    return bool(_BETWEEN.fullmatch(text, one.end, other.start))


def in_digits(reading: Reading, words: Sequence[NumberWord]) -> Reading:
    """The reading with digits for the words; between two of them stands one space, whatever stood there."""
    return reading_of(_pieces(reading, words))


def _pieces(reading: Reading, words: Sequence[NumberWord]) -> Iterator[tuple[str, tuple[int, int]]]:
    position = 0
    for word in words:
        between = reading.text[position : word.start]
        if position and _BETWEEN.fullmatch(between):
            yield " ", reading.span(position, word.start)
        else:
            yield from zip(between, reading.places[position : word.start], strict=True)
        yield word.digits, reading.span(word.start, word.end)
        position = word.end
    yield from zip(reading.text[position:], reading.places[position:], strict=True)


def runs(text: str, words: Sequence[NumberWord]) -> Iterator[Sequence[NumberWord]]:
    """Numbers in words that follow each other with nothing but spaces or hyphens between them."""
    return _runs(words, lambda one, other: bool(_CLOSE.fullmatch(text, one.end, other.start)))


def _runs(
    words: Sequence[NumberWord], belong: Callable[[NumberWord, NumberWord], bool]
) -> Iterator[Sequence[NumberWord]]:
    run: list[NumberWord] = []
    for word in words:
        if run and not belong(run[-1], word):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def counts(words: Sequence[NumberWord]) -> bool:
    """Whether somebody counts, up or down: one, two, three."""
    numbers = [int(word.digits) for word in words if word.is_number]
    steps = {later - earlier for earlier, later in pairwise(numbers)}
    return len(steps) == 1 and abs(steps.pop()) == 1
