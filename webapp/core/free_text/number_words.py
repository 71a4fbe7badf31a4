"""Digits that are written as words, in Finnish, Swedish and English. Pure.

The languages of people who write, not of the pages: whoever reads English may spell a number in Finnish.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

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
_TEENS: Final = (
    "TIO TEN KYMMENEN", "ELVA ELEVEN", "TOLV TWELVE", "TRETTON THIRTEEN", "FJORTON FOURTEEN",
    "FEMTON FIFTEEN", "SEXTON SIXTEEN", "SJUTTON SEVENTEEN", "ARTON EIGHTEEN", "NITTON NINETEEN",
)  # fmt: skip
_TENS: Final = (
    "TJUGO TWENTY", "TRETTIO THIRTY", "FYRTIO FORTY", "FEMTIO FIFTY", "SEXTIO SIXTY", "SJUTTIO SEVENTY",
    "ÅTTIO EIGHTY", "NITTIO NINETY",
)  # fmt: skip


def _all_words() -> dict[str, str]:
    words = {word: str(digit) for names in (_FINNISH, _SWEDISH, _ENGLISH)
             for digit, said in enumerate(names) for word in said.split()}  # fmt: skip
    words |= {word: str(10 + unit) for unit, said in enumerate(_TEENS) for word in said.split()}
    words |= {word: f"{ten}0" for ten, said in enumerate(_TENS, 2) for word in said.split()}
    for number, stem in enumerate(_FINNISH_STEMS, 1):
        words[f"{stem}TOISTA"] = f"1{number}"
        if number > 1:
            words[f"{stem}KYMMENTÄ"] = f"{number}0"
    return words


_WORDS: Final = _all_words()
_TENS_ALONE: Final = {
    word for word, digits in _WORDS.items() if digits in {f"{ten}0" for ten in range(2, 10)}
}
_SIGNS: Final = {
    "MIINUS": "-", "MINUS": "-", "VIIVA": "-", "VÄLIVIIVA": "-", "STRECK": "-", "BINDESTRECK": "-",
    "DASH": "-", "HYPHEN": "-",
    "PLUS": "+",
}  # fmt: skip
_TIMES: Final = {"TUPLA": 2, "DUBBEL": 2, "DOUBLE": 2, "TRIPLA": 3, "TRIPPEL": 3, "TRIPLE": 3}
_ROUND: Final = "O"
"""The letter that is said for a nought, among numbers only."""

_TOKEN: Final = re.compile(r"[^\W\d_]+")
_GLUED: Final = re.compile("|".join(sorted(_WORDS, key=len, reverse=True)))
_BETWEEN: Final = re.compile(r"(?:[\s,.;:/_()\u00b7-]|\b(?:JA|OCH|AND)\b){1,12}")
_CLOSE: Final = re.compile(r"[\s-]{0,3}")


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


def number_words(text: str) -> list[NumberWord]:
    """Every such word of a reading, in order; a sign, and a round letter, only among numbers."""
    found: list[NumberWord] = []
    times: re.Match[str] | None = None
    for token in _TOKEN.finditer(text):
        digits = _digits_of(token[0])
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


def _digits_of(word: str) -> str:
    """What a word stands for; number words may be written together. "" for any other word."""
    if word in _SIGNS or word == _ROUND:
        return _SIGNS.get(word, "0")
    parts = _GLUED.findall(word)
    if "".join(parts) != word:
        return ""
    digits = ""
    for before, part in zip(("", *parts), parts, strict=False):
        is_rest = before in _TENS_ALONE and _WORDS[part] in set("123456789")
        digits = (digits[:-1] if is_rest else digits) + _WORDS[part]
    return digits


def _makes_one(text: str, ten: NumberWord, unit: NumberWord) -> bool:
    """Twenty-three, in two English words, is 23."""
    is_pair = ten.word in _TENS_ALONE and ten.word.endswith("TY") and unit.digits in set("123456789")
    return is_pair and text[ten.end : unit.start] in {"-", " "}


def _counts_here(text: str, found: Sequence[NumberWord], at: int) -> bool:
    one = found[at]
    if one.is_number and one.word != _ROUND:
        return True
    is_after = at > 0 and bool(_BETWEEN.fullmatch(text, found[at - 1].end, one.start))
    is_before = at + 1 < len(found) and bool(_BETWEEN.fullmatch(text, one.end, found[at + 1].start))
    return (is_after or is_before) if one.word == _ROUND else is_before and (is_after or one.digits == "+")


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
    run: list[NumberWord] = []
    for word in words:
        if run and not _CLOSE.fullmatch(text, run[-1].end, word.start):
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
