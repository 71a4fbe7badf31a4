"""The shapes of what tells who somebody is, and where in a reading they are. Pure.

It looks for shapes, not for truth: an identity code with one wrong digit still tells who somebody is. Prices,
times, days, years, postal codes and plain numbers pass.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

Span = tuple[int, int]

_CENTURIES: Final = "-+A-FU-Y"
"""All signs of the decree: + - A, and from 2023 on also Y X W V U for - and B C D E F for A."""
_CHECK_CHARACTERS: Final = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_GAP: Final = r"[\s.]{0,2}"
_DATE_OF_BIRTH: Final = rf"(?:0{_GAP}[1-9]|[12]{_GAP}[0-9]|3{_GAP}[01]){_GAP}(?:0{_GAP}[1-9]|1{_GAP}[0-2])"
_YEAR: Final = rf"{_GAP}(?:18|19|20)?[0-9]{_GAP}[0-9]"
_REST: Final = r"[0-9]\s?[0-9]\s?[0-9]\s?"
_END: Final = r"(?![0-9A-ZÅÄÖ])"
_IDENTITY_CODE: Final = re.compile(
    rf"(?<![0-9])({_DATE_OF_BIRTH}{_YEAR}\s{{0,2}}[{_CENTURIES}]\s{{0,2}}{_REST})"
    rf"([{_CHECK_CHARACTERS}]){_END}"
)
_WITHOUT_SIGN: Final = re.compile(
    rf"(?<![0-9])({_DATE_OF_BIRTH}{_YEAR}[\s/_:*]{{0,2}}{_REST})([{_CHECK_CHARACTERS}]){_END}"
)

_CARD_CODE: Final = re.compile(r"(?<![A-ZÅÄÖ])[A-Z][\s-]?(?:[0-9][\s-]?){8}[0-9](?![0-9])")
_NINE_DIGITS: Final = (
    r"(?<![0-9A-ZÅÄÖ])(?<![0-9][\s.,:/-])"
    r"(?P<digits>[0-9]{3}(?P<gap>[ .-]?)[0-9]{3}(?P=gap)[0-9]{3}|(?:[0-9]\s){8}[0-9])"
    r"(?![0-9A-ZÅÄÖ]|[\s.,:/-][0-9])"
)
_AMOUNTS: Final = "EURO|KPL|KÄVI|KÄYN|KÄYT|BESÖK|VISIT|USES|IHMI|MÄNNI|PEOPLE|PERSON|HENK"
_NO_AMOUNT: Final = rf"(?!\s?(?:[€%]|(?:E|EUR|KR|ST)\b|{_AMOUNTS}))"
_NOT_OF_AMOUNTS: Final = r"[^\s0-9.!?]+"


def _beside(words: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Nine digits up to three words behind one of these, or before it."""
    return (
        re.compile(
            rf"\b(?:{words})\b(?:[\s:,=#-]+{_NOT_OF_AMOUNTS}){{0,3}}[\s:,.=#-]+{_NINE_DIGITS}{_NO_AMOUNT}"
        ),
        re.compile(rf"{_NINE_DIGITS}{_NO_AMOUNT}(?:[\s,-]+{_NOT_OF_AMOUNTS}){{0,3}}[\s,-]+(?:{words})\b"),
    )


_BESIDE_A_CARD: Final = _beside(r"\w*KORT\w*|\w*TUNNU[KS]\w*|\w*KOODI\w*|KOD\w*|CARD\w*|CODE\w*")
_NO_PLAIN_NUMBER: Final = (
    *_beside(r"\w*NUMERO\w*|NRO|\w*NUMMER\w*|NR|NUMBERS?|NO"),
    re.compile(rf"(?=0){_NINE_DIGITS}"),
    re.compile(r"(?<!\w)(?=[0-9]*[OIL])(?=(?:[OIL]*[0-9]){5})(?P<digits>[0-9OIL]{9})(?!\w)"),
)
"""Behind "number", with a nought in front, or with a letter where a digit should be."""

_BETWEEN: Final = r"[ \t()-]{0,5}"
_ANY_GAP: Final = r"[\s.,/_()-]{0,3}"
_COUNTRY_BEFORE: Final = re.compile(rf"(?:\+|00){_BETWEEN}358[\s()]{{0,3}}(?:0\)?\s?)?$")
_MOBILE: Final = rf"(?:04[0-9]|050){_ANY_GAP}[0-9]{{3}}{_ANY_GAP}[0-9]{{2}}{_ANY_GAP}[0-9]{{2}}"
_PHONES: Final = (
    re.compile(rf"\+{_BETWEEN}(?:[0-9][ \t()./-]{{0,3}}){{6,14}}[0-9]"),
    re.compile(rf"(?<![0-9])(?:00)?358{_BETWEEN}(?:[0-9]{_BETWEEN}){{5,11}}[0-9](?![0-9])"),
    re.compile(
        rf"(?<![0-9])(?<![0-9][.,:])0{_BETWEEN}[1-9]{_BETWEEN}(?:[0-9]{_BETWEEN}){{4,9}}[0-9](?![0-9])"
    ),
    re.compile(rf"(?<![0-9]){_MOBILE}(?![0-9])"),
)
_DAY_WITH_DASHES: Final = re.compile(
    r"(?<![0-9])(?:0?[1-9]|[12][0-9]|3[01])-(?:0?[1-9]|1[0-2])-(?:19|20)[0-9]{2}(?![0-9])"
)
_POSTAL_CODES: Final = re.compile(r"(?<![0-9])[0-9]{5}(?:,? [0-9]{5}){2,}(?![0-9])")


def identity_codes(text: str) -> Iterator[Span]:
    """Finnish personal identity codes, with whichever century sign or none."""
    # A day with a price after it has the shape too (31.12.26 - 100 e), and nine digits without a sign can be
    # anything: there only the right check character gives them away.
    yield from _accepted(_IDENTITY_CODE, text, lambda one: not one[1][-1].isspace() or _check_fits(one))
    yield from _accepted(_WITHOUT_SIGN, text, _check_fits)


def is_like_a_phone_number(before: str, text: str) -> bool:
    """Whether what has the shape of an identity code without its sign is as much an office's phone number."""
    if _COUNTRY_BEFORE.search(before):
        return re.fullmatch(r"[0-9](?:\s?[0-9])+", text) is not None
    return re.fullmatch(r"0[0-9]{1,4}(?:\s?[0-9])+", text) is not None and not re.match(r"[0-9]{6}\s", text)


def card_codes(text: str) -> Iterator[Span]:
    """Card codes with their letter."""
    return _accepted(_CARD_CODE, text)


def card_codes_beside_a_card(text: str) -> Iterator[Span]:
    """The nine digits of a card code without its letter, by a word that tells what they are."""
    return _digits_of(_BESIDE_A_CARD, text)


def card_codes_without_letter(text: str) -> Iterator[Span]:
    """Nine digits that are no plain number, and no phone number either."""
    return _digits_of(_NO_PLAIN_NUMBER, text)


def _digits_of(shapes: Iterable[re.Pattern[str]], text: str) -> Iterator[Span]:
    for shape in shapes:
        for found in shape.finditer(text):
            yield found.span("digits")


def phone_numbers(text: str) -> Iterator[Span]:
    """Phone numbers of Finland or, with +, of any country."""
    hidden = _POSTAL_CODES.sub(_out_of_sight, _DAY_WITH_DASHES.sub(_out_of_sight, text))
    for phone in _PHONES:
        yield from _accepted(phone, hidden)


def _accepted(
    shape: re.Pattern[str], text: str, is_one: Callable[[re.Match[str]], bool] = lambda _found: True
) -> Iterator[Span]:
    """Where a shape is; what is none may hide the beginning of one."""
    position = 0
    while found := shape.search(text, position):
        if is_one(found):
            yield found.span()
            position = found.end()
        else:
            position = found.start() + 1


def _check_fits(found: re.Match[str]) -> bool:
    digits = re.sub(r"[^0-9]", "", found[1])
    number = int(digits[:4] + digits[-5:])  # the year's two last digits, also where all four are written
    return _CHECK_CHARACTERS[number % len(_CHECK_CHARACTERS)] == found[2]


def _out_of_sight(found: re.Match[str]) -> str:
    return "·" * len(found[0])
