"""Cut Source Sans 3 down to the letters of nearly every page; browsers fetch the whole font for others.

Run it when the font or the letters change (`python -m tools.cut_font`), and commit what it writes. The font's
licence (SIL OFL 1.1) reserves the name "Source" to the whole font: what is cut has a name of its own.
"""

import re
from pathlib import Path
from typing import Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

WHOLE: Final = Path(
    "pwa/node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2"
)
CUT: Final = Path("pwa/src/styles/fonts/kaikukortti-sans.woff2")
STYLES: Final = Path("pwa/src/styles/base/_fonts.scss")
FAMILY: Final = "Kaikukortti Sans"
_NAMES_KEPT: Final = [0, 13, 14]
"""Copyright, and the licence with its address."""
_RANGE: Final = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")


def letters_wanted() -> set[int]:
    """The code points for which the styles name the cut font, which is the first that they name."""
    first = STYLES.read_text(encoding="utf-8").split("@font-face")[1]
    ranges = _RANGE.findall(first[first.index("unicode-range") :])
    return {point for first, last in ranges for point in range(int(first, 16), int(last or first, 16) + 1)}


def main() -> None:
    """Write the font anew; the same input gives the same file."""
    font = TTFont(WHOLE, recalcTimestamp=False)
    options = Options(layout_features=["kern"], name_IDs=_NAMES_KEPT, hinting=False, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters_wanted())
    subsetter.subset(font)
    for number, name in {1: FAMILY, 2: "Regular", 4: FAMILY, 6: FAMILY.replace(" ", "")}.items():
        font["name"].setName(name, number, 3, 1, 0x409)
    font.flavor = "woff2"
    CUT.parent.mkdir(exist_ok=True)
    font.save(CUT)


if __name__ == "__main__":
    main()
