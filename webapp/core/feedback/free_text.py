"""What may not stand in free text: it would tell who somebody is. Pure.

It looks for shapes, not for truth: an identity code with one wrong digit still tells who somebody is. Prices,
times, days, years, postal codes and plain numbers pass.
"""

import re
import unicodedata
from types import MappingProxyType
from typing import Final

from webapp.core.errors import Refusal, RefusedError
from webapp.core.feedback.reasons import TextRefusal

LONGEST_TEXT: Final = 2000

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
_EMAIL: Final = re.compile(
    r"[^\s@<>()]{1,64}\s?(?:@|\(AT\)|\[AT\]|\(ÄT\)|\[ÄT\])\s?[^\s@<>()]+\.[A-ZÅÄÖ]{2,}", re.IGNORECASE
)
_CARD_CODE: Final = re.compile(r"(?<![A-ZÅÄÖ])[A-Z][\s-]?(?:[0-9][\s-]?){8}[0-9](?![0-9])")

_BETWEEN: Final = r"[ \t()-]{0,5}"
_ANY_GAP: Final = r"[\s.,/_()-]{0,3}"
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
_DASHES: Final = re.compile(r"[\u2010-\u2015\u2212]")


def tidy_text(text: str) -> str:
    """The text as it is stored: no spaces round it, one kind of line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def check_free_text(text: str, field: str) -> str:
    """A holder's text, tidied; RefusedError beside `field` where it is too long or tells who somebody is.

    Raises:
        RefusedError: what the text tells of a person.
    """
    tidy = _checked_length(text, field)
    found = personal_detail(tidy)
    if found is not None:
        raise RefusedError(found, field)
    return tidy


def check_answer(text: str, field: str) -> str:
    """An office's text: its own e-mail address and phone number may stand in it, an identity code may not.

    Raises:
        RefusedError: TEXT_IDENTITY_CODE.
    """
    tidy = _checked_length(text, field)
    if has_identity_code(tidy):
        raise RefusedError(TextRefusal.TEXT_IDENTITY_CODE, field)
    return tidy


def _checked_length(text: str, field: str) -> str:
    tidy = tidy_text(text)
    if not 0 < len(tidy) <= LONGEST_TEXT:
        raise RefusedError(TextRefusal.TEXT_LENGTH, field, most=LONGEST_TEXT)
    return tidy


def personal_detail(text: str) -> Refusal | None:
    """The first kind of thing in a text that would tell who somebody is."""
    return next((reason for reason, is_in in _DETAILS.items() if is_in(text)), None)


def has_identity_code(text: str) -> bool:
    """Whether something looks like a Finnish personal identity code, with whichever century sign or none."""
    plain = _plain(text)
    # A day with a price after it has the shape too (31.12.26 - 100 e), and nine digits without a sign can be
    # anything: there only the right check character gives them away.
    for shape, is_certain in ((_IDENTITY_CODE, True), (_WITHOUT_SIGN, False)):
        for found in shape.finditer(plain):
            if (is_certain and not found[1][-1].isspace()) or _check_character_fits(found):
                return True
    return False


def has_email(text: str) -> bool:
    """Whether something looks like an e-mail address, also with (at)."""
    return _EMAIL.search(_plain(text)) is not None


def has_card_code(text: str) -> bool:
    """Whether something looks like a card code: the network is not to know whose feedback it reads."""
    return _CARD_CODE.search(_plain(text)) is not None


def has_phone_number(text: str) -> bool:
    """Whether something looks like a phone number of Finland or, with +, of any country."""
    plain = _POSTAL_CODES.sub("·", _DAY_WITH_DASHES.sub("·", _plain(text)))
    return any(phone.search(plain) for phone in _PHONES)


_DETAILS: Final = MappingProxyType({
    TextRefusal.TEXT_IDENTITY_CODE: has_identity_code,
    TextRefusal.TEXT_EMAIL: has_email,
    TextRefusal.TEXT_CARD_CODE: has_card_code,
    TextRefusal.TEXT_PHONE_NUMBER: has_phone_number,
})  # fmt: skip


def _plain(text: str) -> str:
    # Digits of any script, wide letters, invisible characters, every dash: what reads alike is judged alike.
    folded = unicodedata.normalize("NFKC", text).upper()
    return _DASHES.sub("-", "".join(_plain_character(one) for one in folded))


def _plain_character(character: str) -> str:
    if unicodedata.category(character) == "Cf":
        return ""
    return str(unicodedata.digit(character, character))


def _check_character_fits(found: re.Match[str]) -> bool:
    digits = re.sub(r"[^0-9]", "", found[1])
    number = int(digits[:4] + digits[-5:])  # the year's two last digits, also where all four are written
    return _CHECK_CHARACTERS[number % len(_CHECK_CHARACTERS)] == found[2]
