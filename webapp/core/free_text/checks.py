"""The one check of every free text: what may not stand in it, by who writes, and the text without. Pure."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from webapp.core.errors import RefusedError
from webapp.core.free_text.addresses import email_addresses
from webapp.core.free_text.number_words import (
    VOCABULARIES,
    NumberWord,
    Vocabulary,
    counts,
    in_digits,
    number_words,
    runs,
    without_openings,
)
from webapp.core.free_text.readings import Reading, drawn_together, plain, with_letters_for_digits
from webapp.core.free_text.reasons import TextRefusal
from webapp.core.free_text.shapes import (
    card_codes,
    card_codes_beside_a_card,
    card_codes_without_letter,
    identity_codes,
    is_like_a_phone_number,
    phone_numbers,
)

_LEFT_OUT: Final = "…"
_FEWEST_DIGITS: Final = 7
"""Of a phone number without its nought; a card code has nine."""
_CARD_DIGITS: Final = 9
_FEWEST_IN_WORDS: Final = 2
"""Digits in words of a number that is partly in digits."""
_OPENING: Final = re.compile(r"[.!?]\s+(?=[A-ZÅÄÖ])")
"""How a sentence ends and the next begins."""

Span = tuple[int, int]


class Writer(StrEnum):
    """Who writes: a cardholder tells nothing of any person, an office may say how it is reached itself."""

    HOLDER = "holder"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Detail:
    """Something in a text that would tell who somebody is."""

    reason: TextRefusal
    words: str
    start: int
    end: int


class TellingTextError(RefusedError):
    """A text tells who somebody is: the reason is the first kind of what was found, `details` all of it."""

    def __init__(self, details: Sequence[Detail], field: str) -> None:
        super().__init__(details[0].reason, field)
        self.details = details

    @property
    def words(self) -> dict[TextRefusal, list[str]]:
        """What was found, by its kind."""
        found: dict[TextRefusal, list[str]] = {}
        for one in self.details:
            found.setdefault(one.reason, []).append(one.words)
        return found


def refuse_details(text: str, field: str, writer: Writer) -> None:
    """Let no text pass that tells who somebody is.

    Raises:
        TellingTextError: beside `field`.
    """
    details = details_in(text, writer)
    if details:
        raise TellingTextError(details, field)


def details_in(text: str, writer: Writer) -> list[Detail]:
    """All that may not stand in a text of this writer, in its order; what is two things is the graver one."""
    found: list[tuple[TextRefusal, Span]] = []
    for one in _found(text, writer):
        met = [other for other in found if _overlap(one[1], other[1])]
        together = [*met, one]
        starts, ends = zip(*(span for _, span in together), strict=True)
        found = [other for other in found if other not in met]
        found.append((together[0][0], (min(starts), max(ends))))
    in_order = sorted(found, key=lambda one: one[1])
    return [
        Detail(reason, " ".join(text[start:end].split()), start, end) for reason, (start, end) in in_order
    ]


def without(text: str, words: Iterable[str]) -> str:
    """A text without these words, however they are broken into lines; three dots stand where they stood."""
    longest_first = sorted({" ".join(one.split()) for one in words}, key=len, reverse=True)
    patterns = [r"\s+".join(map(re.escape, one.split())) for one in longest_first if one]
    return re.sub("|".join(patterns), _LEFT_OUT, text) if patterns else text


def _found(text: str, writer: Writer) -> Iterator[tuple[TextRefusal, Span]]:
    """What is found, the graver kinds first, with its place in the text."""
    read = _Readings.of(text)
    for start, end in read.of_numbers(identity_codes):
        if writer is Writer.HOLDER or not is_like_a_phone_number(text[:start], text[start:end]):
            yield TextRefusal.TEXT_IDENTITY_CODE, (start, end)
    if writer is Writer.OFFICE:
        return
    yield from ((TextRefusal.TEXT_EMAIL, place) for place in read.of_letters(email_addresses))
    yield from ((TextRefusal.TEXT_CARD_CODE, place) for place in read.of_numbers(card_codes))
    yield from ((TextRefusal.TEXT_CARD_CODE, place) for place in read.of_numbers(card_codes_beside_a_card))
    yield from ((TextRefusal.TEXT_PHONE_NUMBER, place) for place in read.of_numbers(phone_numbers))
    yield from ((TextRefusal.TEXT_CARD_CODE, place) for place in read.of_numbers(card_codes_without_letter))
    for digits, start, end in read.long_numbers():
        is_code = digits == _CARD_DIGITS
        yield TextRefusal.TEXT_CARD_CODE if is_code else TextRefusal.TEXT_PHONE_NUMBER, (start, end)


@dataclass(frozen=True, slots=True)
class _Readings:
    """The ways to read a text, and the numbers in words of the plain one, by language."""

    plain: Reading
    together: Reading
    words: Sequence[Sequence[NumberWord]]

    @classmethod
    def of(cls, text: str) -> Self:
        read, openings = plain(text), {found.end() for found in _OPENING.finditer(text)}
        said = (_said(read, language, openings) for language in VOCABULARIES)
        return cls(read, drawn_together(read), [words for words in said if words])

    def of_letters(self, find: Callable[[str], Iterator[Span]]) -> Iterator[Span]:
        """Where something of letters is in the text."""
        for reading in (self.plain, self.together):
            yield from (reading.span(*span) for span in find(reading.text))

    def of_numbers(self, find: Callable[[str], Iterator[Span]]) -> Iterator[Span]:
        """Where something of digits is in the text, in words too."""
        for reading in (self.plain, *map(with_letters_for_digits, (self.plain, self.together))):
            yield from (reading.span(*span) for span in find(reading.text))
        for words in self.words:
            said = in_digits(self.plain, words)
            yield from (place for span in find(said.text) if self._is_said(words, place := said.span(*span)))

    def _is_said(self, words: Sequence[NumberWord], place: Span) -> bool:
        inside = [one for one in words if _overlap(self._place(one), place)]
        return sum(len(one.digits) for one in inside) >= _FEWEST_IN_WORDS and not counts(inside)

    def long_numbers(self) -> Iterator[tuple[int, int, int]]:
        """How many digits a long number in words has, and where it is; it may lack its first sign."""
        for run in (run for words in self.words for run in runs(self.plain.text, words)):
            digits = sum(len(one.digits) for one in run if one.is_number)
            if digits >= _FEWEST_DIGITS and not counts(run):
                yield digits, self._place(run[0])[0], self._place(run[-1])[1]

    def _place(self, word: NumberWord) -> Span:
        return self.plain.span(word.start, word.end)


def _said(read: Reading, language: Vocabulary, openings: Collection[int]) -> Sequence[NumberWord]:
    """The numbers in words of one language that may belong to a longer number."""
    words = number_words(read.text, language)
    return list(without_openings(read.text, words, lambda one: read.span(one.start, one.end)[0] in openings))


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
