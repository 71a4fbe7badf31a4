"""The key by which names are sorted in a language, and the plain letters by which they are found. Pure."""

import unicodedata
from collections.abc import Mapping
from typing import Final, NamedTuple

_SPACE, _OTHER_SIGN, _OTHER_LETTER = "!", "#", "~"
_SIGNS: Final = "_-‐–—,;:!¡?¿.·'‘’‚‹›\"“”„«»()[]{}§¶@*/\\&#%‰†‡•`´^¯¨¸°©®+±÷×<=>¬|¦~¤¢$£¥€"  # noqa: RUF001 - each a sign of its own
_LETTERS: Final = "abcdefgǥhiıjklmnŋopqrstŧuvwxyzʒåäö"  # noqa: RUF001 - also a Turkish name may come along
_MARKS: Final = (
    "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0338\u0327\u0328\u0304\u0335\u0309\u030f"
    "\u0311\u031b\u0323\u0326\u0331"
)
"""Acute, grave, breve, circumflex, caron, ring, diaeresis and so on, as the Unicode collation orders them."""

_FINNISH: Final = {"d": "ðđ", "n": "ŋ", "v": "w", "y": "üű", "ä": "æ", "ö": "øőõœ"}
"""Letters that stand beside another one: sorted as if they were it, and told apart before marks are."""
_SWEDISH: Final = {"d": "đð", "y": "üű", "ä": "æę", "ö": "øőœô"}

_SPELLED: Final = {"ħ": "h\u0335", "ł": "l\u0335", "þ": "th", "ß": "ss"}
_PLAIN, _CAPITAL = "!", '"'
_FIRST_BESIDE, _FIRST_MARK, _FIRST_SIGN, _FIRST_LETTER = ord('"'), ord("("), ord("("), ord("A")

_WITHOUT_STROKE: Final = str.maketrans(
    {"đ": "d", "ð": "d", "ǥ": "g", "ħ": "h", "ł": "l", "ŋ": "n", "ø": "o", "ŧ": "t", "ʒ": "z", "æ": "ae"}
    | {"œ": "oe", "þ": "th", "\N{LATIN SMALL LETTER DOTLESS I}": "i"}
)
_UNSEEN: Final = frozenset({"Mn", "Me", "Cf", "Cc"})


class _Weight(NamedTuple):
    """What a character weighs: as a letter first, then by its marks, then by its case."""

    letter: str
    mark: str
    case: str


class _Order:
    """The order of one language. What a character weighs is found out once."""

    def __init__(self, beside: Mapping[str, str]) -> None:
        self._weights = {" ": _Weight(_SPACE, _PLAIN, _PLAIN)}
        for index, sign in enumerate(_SIGNS):
            self._weights[sign] = _Weight(f'"{chr(_FIRST_SIGN + index)}', _PLAIN, _PLAIN)
        for digit in "0123456789":
            self._weights[digit] = _Weight(digit, _PLAIN, _PLAIN)
        for index, letter in enumerate(_LETTERS):
            self._weights[letter] = _Weight(chr(_FIRST_LETTER + index), _PLAIN, _PLAIN)
        for index, mark in enumerate(_MARKS):
            self._weights[mark] = _Weight("", chr(_FIRST_MARK + index), _PLAIN)
        for letter, neighbours in beside.items():
            for index, neighbour in enumerate(neighbours):
                place = self._weights[letter].letter
                self._weights[neighbour] = _Weight(place, chr(_FIRST_BESIDE + index), _PLAIN)
        self._levels: tuple[dict[int, str], ...] = tuple(_Level(self, level) for level in range(3))

    def key(self, text: str) -> str:
        """Letters, then marks, then case: a later level decides only where the earlier ones are alike."""
        composed = unicodedata.normalize("NFC", text)
        letters, marks, cases = (composed.translate(level) for level in self._levels)
        return f"{letters} {marks.rstrip(_PLAIN)} {cases.rstrip(_PLAIN)}".rstrip(" ")

    def weight(self, character: str) -> _Weight:
        """Of one character: if it is not in the tables, of what it is made of."""
        if character not in self._weights:
            self._weights[character] = self._made_up(character)
        return self._weights[character]

    def _made_up(self, character: str) -> _Weight:
        small = character.lower()
        if small != character and len(small) == 1:
            letter, mark, case = self.weight(small)
            return _Weight(letter, mark, _CAPITAL + case[1:])
        if parts := _SPELLED.get(character) or _decomposed(character):
            weights = [self.weight(part) for part in parts]
            return _Weight(*("".join(level) for level in zip(*weights, strict=True)))
        return _of_others(character)


class _Level(dict[int, str]):
    """For `str.translate`: what characters weigh on one level."""

    def __init__(self, order: _Order, level: int) -> None:
        super().__init__()
        self._order, self._level = order, level

    def __missing__(self, code: int) -> str:
        """Found out at the character's first use."""
        weight = self._order.weight(chr(code))[self._level]
        self[code] = weight
        return weight


def _decomposed(character: str) -> str:
    # "0061 0308", or "<compat> 0031 2044 0032" of what is only written in another way.
    codes = [part for part in unicodedata.decomposition(character).split() if not part.startswith("<")]
    return "".join(chr(int(code, 16)) for code in codes)


def _of_others(character: str) -> _Weight:
    """Other scripts stand after our letters, other signs before digits; what is not seen weighs nothing."""
    category, code = unicodedata.category(character), f"{ord(character):06x}"
    if category.startswith("C"):
        return _Weight("", "", "")
    if category.startswith("M"):
        return _Weight("", _OTHER_LETTER + code, _PLAIN)
    is_letter = category.startswith(("L", "N"))
    return _Weight((_OTHER_LETTER if is_letter else _OTHER_SIGN) + code, _PLAIN, _PLAIN)


_ORDER_OF_FINLAND: Final = _Order(_FINNISH)
_ORDERS: Final = {"sv": _Order(_SWEDISH)}
"""Those that differ. English pages show Finnish names, mostly, so they are in their order."""


def sort_key(text: str, language: str) -> str:
    """What a text is sorted by in a language, in ASCII: compared byte by byte, as Python and databases do.

    As ICU does: Swedish as `sv`, all others as `fi-u-co-trad`, which is Finnish with W beside V.
    """
    return _ORDERS.get(language, _ORDER_OF_FINLAND).key(text)


def plain_letters(text: str) -> str:
    """Small letters without marks: a text is found by a word if it has the word's plain letters.

    However either is written: in capitals, decomposed as copied from a PDF, with soft hyphens.
    """
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    seen = "".join(one for one in decomposed if unicodedata.category(one) not in _UNSEEN)
    return seen.translate(_WITHOUT_STROKE)
