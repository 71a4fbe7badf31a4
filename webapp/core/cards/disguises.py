"""The codes that a text may mean, whatever scanner, keyboard or hand it came from. Pure.

pwa/src/disguises.ts holds the same table; tests/contracts/typed_codes.json holds both to the same answers.
What can mean two codes is told as two, and refused by whoever asked.
"""

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from webapp.core.typed_text import fold, without_separators

_LOOKALIKES: Final = str.maketrans("OIL", "011")
"""Letters that stand for digits: a code has its only letter in front."""
_SHIFTED: Final = MappingProxyType({"fi": '=!"#¤%&/()', "us": ")!@#$%^&*("})
"""What the keys 0–9 give while Shift is down, by the keyboard of the computer."""
_EURO: Final = str.maketrans("€", "¤")  # the same key on a Mac

_BRACKET: Final = r"[\]}¨^]"
"""How an AIM identifier begins: with ], with Shift down or not, or as a Finnish computer takes a US one."""
_COMPOSED: Final = "[ÄËÏÖÜŸẄẌḦÂĈÊĜĤÎĴÔŜÛŴŶẐäëïöüÿẅẍḧâĉêĝĥîĵôŝûŵŷẑ]"
"""A dead ¨ or ^ together with the letter behind it."""
_AIM: Final = re.compile(rf"(?:{_BRACKET}[A-Z]|{_COMPOSED})[0-9](?![0-9])")
# A ] that a keyboard without AltGr loses, or gives as 9, leaves the rest behind: Code 39, Code 128 or QR.
_HEAD: Final = r"(?:9?[ACQ][0-9])?"
_TYPED: Final = re.compile(rf"{_HEAD}([A-Z][0-9OIL]{{9}})")
_EXACT: Final = re.compile(rf"{_HEAD}([A-Z][0-9]{{9}})")
_LONGEST: Final = 100
_LENGTH: Final = 10


def _shape_with_shift(signs: str) -> re.Pattern[str]:
    sign = f"[{re.escape(signs)}]"
    head = rf"(?:(?:{_BRACKET}[A-Z]|{_COMPOSED}|[ACQ])(?:{sign}|[0-9]))?"
    return re.compile(rf"{head}([*(|]?)([A-Z])({sign}{{1,9}})([0-9]{{0,8}})([*(|]?)")


_WITH_SHIFT: Final = MappingProxyType({signs: _shape_with_shift(signs) for signs in _SHIFTED.values()})


def possible_codes(typed: str, *, is_exact: bool = False) -> set[str]:
    """Every code that a text may mean; `is_exact` where neither a hand nor a keyboard wrote it."""
    if len(typed) > _LONGEST:
        return set()
    folded = fold(typed)
    plain = without_separators(_AIM.sub("", folded, count=1) if _AIM.match(folded) else folded)
    if is_exact:
        return _repeated(_EXACT, plain)
    typed_plainly = {code[0] + code[1:].translate(_LOOKALIKES) for code in _repeated(_TYPED, plain)}
    return typed_plainly.union(_with_shift(folded))


def code_or_part(typed: str) -> str:
    """The one code that a text means, or what may be a part of one: its letter, its digits or both."""
    codes = possible_codes(typed)
    if len(codes) == 1:
        return codes.pop()
    if codes:
        return fold(typed)
    plain = without_separators(fold(typed))
    return plain[:1] + (rest if (rest := plain[1:].translate(_LOOKALIKES)).isdecimal() else plain[1:])


def _repeated(item: re.Pattern[str], plain: str) -> set[str]:
    """A scanner that ends with nothing may have read the card twice."""
    found = list(item.finditer(plain))
    return {one[1] for one in found} if "".join(one[0] for one in found) == plain else set()


def _with_shift(folded: str) -> Iterator[str]:
    """Codes whose first digits, or all of them, came as the signs above them."""
    for signs, shape in _WITH_SHIFT.items():
        found = shape.fullmatch(folded.translate(_EURO))
        if found is None:
            continue
        start, letter, shifted, plain, end = found.groups()
        code = letter + "".join(str(signs.index(one)) for one in shifted) + plain
        # A star at the end belongs to one in front; by itself it is a sign too many.
        if len(code) == _LENGTH and bool(start) is bool(end):
            yield code
