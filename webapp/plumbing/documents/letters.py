"""Which letters the fonts of documents have, and what stands for the others."""

import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final

_UNKNOWN: Final = "?"
_LINE_BREAKS: Final = {"\n", "\u2028", "\u2029"}


@cache
def letters_in_fonts() -> frozenset[str]:
    """Those of the list that `tools/cut_font.py` writes beside the fonts."""
    text = files("webapp").joinpath("plumbing/documents/fonts/letters.txt").read_text(encoding="utf-8")
    ranges = [line.split("-") for line in text.split()]
    return frozenset(
        chr(point) for first, last in ranges for point in range(int(first, 16), int(last, 16) + 1)
    )


def printable(text: str) -> str:
    """A text that can be printed: an accessible PDF may not leave a letter out without saying so.

    Invisible signs go, a letter that the fonts lack becomes its plain one, or a question mark.
    """
    whole = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return "".join(_printable_letter(letter) for letter in whole)


def _printable_letter(letter: str) -> str:
    if letter in _LINE_BREAKS:
        return "\n"
    kind = unicodedata.category(letter)
    if kind == "Cf":
        return ""
    if kind in {"Cc", "Zs"} and letter not in letters_in_fonts():
        return " "
    if letter in letters_in_fonts():
        return letter
    plain = [one for one in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(one)]
    if plain and all(one in letters_in_fonts() for one in plain):
        return "".join(plain)
    return _UNKNOWN
