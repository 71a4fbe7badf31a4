"""E-mail addresses however they are spelled: (at), piste, snabel-a, with spaces round each letter. Pure."""

import re
from collections.abc import Iterator
from typing import Final

Span = tuple[int, int]

_OPEN, _SHUT = r"[(\[{<]\s?", r"\s?[)\]}>]"
_SAID_AT: Final = r"ÄT|ÄTT|MIUKUMAUKU|KISSANHÄNTÄ|SNABEL-?A|(?:AT|ÄT|ET)-MERKKI"
_AT: Final = (
    rf"(?:\s{{0,3}}@\s{{0,3}}|\s{{0,3}}{_OPEN}(?:@|AT|ET|A|{_SAID_AT}){_SHUT}\s{{0,3}}"
    rf"|\s{{1,3}}(?:{_SAID_AT})\s{{1,3}})"
)
_SAID_DOT: Final = "DOT|PISTE|PUNKT"
_DOT: Final = (
    rf"(?:\s{{0,3}}{_OPEN}(?:\.|{_SAID_DOT}){_SHUT}\s{{0,3}}|\s{{1,3}}(?:{_SAID_DOT})\s{{1,3}}|\s{{0,3}}\.)"
)
_END: Final = r"(?![0-9A-ZÅÄÖ])"
_ENDINGS: Final = "FI|COM|ORG|NET|EU|AX|INFO|SE|NU|NO|DK|EE|DE|IO|ME"
_ENDINGS_BEHIND_A_STOP: Final = "FI|COM|ORG|NET|EU|AX|INFO"
"""After "kassa. " a sentence may begin, with Se, Me, No, De or Nu."""
_PROVIDERS: Final = (
    "GMAIL|GOOGLEMAIL|HOTMAIL|OUTLOOK|YAHOO|ICLOUD|PROTONMAIL|LUUKKU|KOLUMBUS|SAUNALAHTI|ELISANET|SUOMI24"
)

_LABEL: Final = r"[^\s@<>()\[\]{}.,;:!?\"]{1,63}"
_PART: Final = r"[^\s@<>()\[\]{}]{1,64}"
_SAID_BETWEEN: Final = rf"\s{{1,3}}(?:{_SAID_DOT}|ALAVIIVA|VIIVA|UNDERSCORE|UNDERSTRECK|DASH|STRECK)\s{{1,3}}"
_NAME: Final = rf"{_PART}(?:{_SAID_BETWEEN}{_PART}){{0,3}}"
_OF_A_PERSON: Final = r"(?<!\S)(?:[^\s@]*[A-ZÅÄÖ]{2,}[._][A-ZÅÄÖ]{2,}|[A-ZÅÄÖ]{2,}[0-9]+)"
"""What no sentence has before "at": a name with a stop, or with a number behind it."""
_DOMAIN: Final = (
    rf"{_LABEL}(?:(?:{_DOT}|\s{{0,3}}\.\s{{1,3}}){_LABEL}){{0,3}}"
    rf"(?:{_DOT}(?:{_ENDINGS})|\s{{0,3}}\.\s{{1,3}}(?:{_ENDINGS_BEHIND_A_STOP})){_END}"
)
_BARE_AT: Final = r"\s{1,3}AT\s{1,3}"
_SAID_DOMAIN: Final = (
    rf"{_LABEL}(?:\s{{1,3}}(?:{_SAID_DOT})\s{{1,3}}{_LABEL}){{0,2}}"
    rf"\s{{1,3}}(?:{_SAID_DOT})\s{{1,3}}(?:{_ENDINGS}){_END}"
)
_OF_A_PROVIDER: Final = rf"(?:{_PROVIDERS})(?:{_DOT}(?:{_ENDINGS}))?{_END}"
_ADDRESSES: Final = (
    re.compile(rf"{_NAME}{_AT}[^\s@<>()]+\.[A-ZÅÄÖ]{{2,}}"),
    re.compile(rf"{_NAME}{_AT}{_DOMAIN}"),
    re.compile(rf"{_NAME}{_AT}{_OF_A_PROVIDER}"),
    # "We met at kaikukortti.fi" is no address: what stands around a bare "at" must be of one.
    re.compile(rf"{_OF_A_PERSON}{_BARE_AT}{_DOMAIN}"),
    re.compile(rf"{_NAME}{_BARE_AT}{_SAID_DOMAIN}"),
    re.compile(rf"{_NAME}{_BARE_AT}{_OF_A_PROVIDER}"),
)


def email_addresses(text: str) -> Iterator[Span]:
    """Where e-mail addresses are in a reading."""
    for shape in _ADDRESSES:
        for found in shape.finditer(text):
            yield found.span()
