"""Cut Source Sans 3 down to the letters of nearly every page, and to two weights for documents.

Browsers fetch the whole font for other letters; documents have all its Latin ones. Run it when the font or
the letters change (`python -m tools.cut_font`), and commit what it writes. The font's licence (SIL OFL 1.1)
reserves the name "Source" to the whole font: what is cut has a name of its own.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FILES: Final = Path("pwa/node_modules/@fontsource-variable/source-sans-3/files")
WHOLE: Final = FILES / "source-sans-3-latin-wght-normal.woff2"
CUT: Final = Path("pwa/src/styles/fonts/kaikukortti-sans.woff2")
STYLES: Final = Path("pwa/src/styles/base/_fonts.scss")
FAMILY: Final = "Kaikukortti Sans"
PRINT_FONTS: Final = Path("webapp/plumbing/documents/fonts")
PRINT_LETTERS: Final = PRINT_FONTS / "letters.txt"
PRINT_FAMILIES: Final = {
    "Kaikukortti Print": WHOLE,
    "Kaikukortti Print Ext": FILES / "source-sans-3-latin-ext-wght-normal.woff2",
}
_WEIGHTS: Final = {"Regular": 400, "Bold": 700}
_REGULAR, _BOLD, _OWN_LINE_HEIGHTS = 1 << 6, 1 << 5, 1 << 7
"""Bits of the table OS/2."""
_NAMES_KEPT: Final = [0, 13, 14]
"""Copyright, and the licence with its address."""
_RANGE: Final = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")


def letters_wanted() -> set[int]:
    """The code points for which the styles name the cut font, which is the first that they name."""
    first = STYLES.read_text(encoding="utf-8").split("@font-face")[1]
    ranges = _RANGE.findall(first[first.index("unicode-range") :])
    return {point for first, last in ranges for point in range(int(first, 16), int(last or first, 16) + 1)}


def ranges_of(points: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of code points without a gap."""
    runs = groupby(enumerate(sorted(points)), key=lambda pair: pair[1] - pair[0])
    for _, run in runs:
        found = [point for _, point in run]
        yield found[0], found[-1]


def main() -> None:
    """Write the fonts anew; the same input gives the same files."""
    font = TTFont(WHOLE, recalcTimestamp=False)
    _cut(font, letters_wanted())
    _call(font, {1: FAMILY, 2: "Regular", 4: FAMILY, 6: FAMILY.replace(" ", "")})
    font.flavor = "woff2"
    CUT.parent.mkdir(exist_ok=True)
    font.save(CUT)
    _write_print_fonts()


def _write_print_fonts() -> None:
    """Typst knows neither WOFF2 nor fonts of variable weight: one TrueType file a weight."""
    PRINT_FONTS.mkdir(exist_ok=True)
    letters: set[int] = set()
    for family, source in PRINT_FAMILIES.items():
        for style, weight in _WEIGHTS.items():
            font = instantiateVariableFont(TTFont(source, recalcTimestamp=False), {"wght": weight})
            points = set(font.getBestCmap())
            letters |= points
            _cut(font, points)
            _call(
                font, {1: family, 2: style, 4: f"{family} {style}", 6: f"{family}-{style}".replace(" ", "")}
            )
            font["OS/2"].fsSelection = _OWN_LINE_HEIGHTS | (_BOLD if style == "Bold" else _REGULAR)
            font["head"].macStyle = int(style == "Bold")
            font.flavor = None
            font.save(PRINT_FONTS / f"{family}-{style}.ttf".replace(" ", ""))
    lines = (f"{first:04X}-{last:04X}\n" for first, last in ranges_of(letters))
    PRINT_LETTERS.write_text("".join(lines), encoding="utf-8")


def _cut(font: TTFont, points: set[int]) -> None:
    options = Options(layout_features=["kern"], name_IDs=_NAMES_KEPT, hinting=False, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)


def _call(font: TTFont, names: dict[int, str]) -> None:
    for number, name in names.items():
        font["name"].setName(name, number, 3, 1, 0x409)


if __name__ == "__main__":
    main()
