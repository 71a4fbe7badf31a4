"""Ways to read a text: alike where it looks alike, and each character knows where it stood. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_DASHES: Final = dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-")
_CYRILLIC: Final = ("АВЕКМНОРСТУХІЈЅ", "ABEKMHOPCTYXIJS")  # noqa: RUF001 - they look alike, so they get typed
_GREEK: Final = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX")  # noqa: RUF001 - as above
_LOOKALIKES: Final = str.maketrans(_CYRILLIC[0] + _GREEK[0], _CYRILLIC[1] + _GREEK[1]) | _DASHES

_LETTERS_LIKE_DIGITS: Final = str.maketrans("OIL", "011")
_WORD: Final = re.compile(r"[0-9A-ZÅÄÖ]+")
_LIKE_DIGITS: Final = re.compile(
    r"(?P<letter>[A-Z]?)(?P<digits>(?=[OIL]*[0-9])[0-9OIL]+)(?P<sign>(?:[A-FU-Y](?=[0-9OIL]{3}))?)"
    r"(?P<rest>[0-9OIL]*)(?P<check>[A-Z]?)"
)
"""Digits, with the letter of a card code in front or the letters of an identity code behind."""
_CODE_LENGTH: Final = 10
_SPELLED_OUT: Final = re.compile(r"(?<![\w@.])[\w@.](?:\s{1,3}[\w@.](?![\w@]))+")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it can be read, and for each of its characters where in the original that began and ended."""

    text: str
    places: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the original a part of the reading stands that is not empty."""
        return self.places[start][0], self.places[end - 1][1]


def reading_of(pieces: Iterable[tuple[str, tuple[int, int]]]) -> Reading:
    """A reading put together of pieces, each with the place in the original that it stands for."""
    parts = [(character, place) for text, place in pieces for character in text]
    return Reading("".join(one for one, _place in parts), tuple(place for _one, place in parts))


def plain(text: str) -> Reading:
    """In capitals of ordinary width, with ASCII digits and hyphens, and without what nobody sees.

    Cyrillic and Greek letters that look like Latin ones are those.
    """
    return reading_of((_plain(text[start:end]), (start, end)) for start, end in _characters(text))


def _characters(text: str) -> Iterator[tuple[int, int]]:
    """A letter and the marks above it are one character, however many the computer takes them for."""
    start = 0
    for position in range(1, len(text) + 1):
        if position == len(text) or not unicodedata.combining(text[position]):
            yield start, position
            start = position


def _plain(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).upper().translate(_LOOKALIKES)
    seen = (one for one in folded if unicodedata.category(one) != "Cf")
    return "".join(str(unicodedata.digit(one, one)) for one in seen)


def drawn_together(reading: Reading) -> Reading:
    """What is s p e l l e d out, without the spaces."""
    kept = [True] * len(reading.text)
    for found in _SPELLED_OUT.finditer(reading.text):
        for position in range(*found.span()):
            kept[position] = not reading.text[position].isspace()
    return reading_of(
        (one, place)
        for one, place, is_kept in zip(reading.text, reading.places, kept, strict=True)
        if is_kept
    )


def with_letters_for_digits(reading: Reading) -> Reading:
    """O, I and L as 0, 1 and 1 where they stand among digits; the letter in front of a code stays one."""
    text = _WORD.sub(_digits_in, reading.text)
    return Reading(text, reading.places)


def _digits_in(word: re.Match[str]) -> str:
    shape = _LIKE_DIGITS.fullmatch(word[0])
    if shape is None:
        return word[0]
    letter, digits, sign, rest, check = shape.groups()
    is_code = letter and len(word[0]) == _CODE_LENGTH
    first = letter if is_code else letter.translate(_LETTERS_LIKE_DIGITS)
    return (
        first + digits.translate(_LETTERS_LIKE_DIGITS) + sign + rest.translate(_LETTERS_LIKE_DIGITS) + check
    )
