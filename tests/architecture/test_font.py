"""The fonts: nearly every page does with the letters that were cut out, documents with all Latin ones."""

from pathlib import Path

from fontTools.ttLib import TTFont

from tools.cut_font import CUT, FAMILY, PRINT_FAMILIES, PRINT_FONTS, WHOLE, letters_wanted
from webapp.plumbing.documents.letters import letters_in_fonts

_CATALOGUES = Path("webapp/translations").glob("*/LC_MESSAGES/messages.po")
_NOT_IN_THE_FONT = {0x200C, 0x200D, 0x200E, 0x200F, 0x2060}
"""Invisible: a browser draws nothing for them, and must not fetch anything either."""
_RARE = {chr(point) for point in (0xA4, 0xE1, 0xE2, 0x2010, 0x2011)}


def test_the_cut_font_has_the_letters_that_the_styles_say_it_has() -> None:
    cut, whole = TTFont(CUT).getBestCmap().keys(), TTFont(WHOLE).getBestCmap().keys()
    assert letters_wanted() - cut == _NOT_IN_THE_FONT
    assert cut == letters_wanted() & whole


def test_the_reserved_name_is_not_the_cut_fonts() -> None:
    names = TTFont(CUT)["name"]
    assert {str(names.getName(number, 3, 1, 0x409)) for number in (1, 4)} == {FAMILY}
    assert "Source" not in FAMILY


def test_all_sentences_are_written_with_the_cut_font() -> None:
    written = {letter for file in _CATALOGUES for letter in file.read_text(encoding="utf-8")}
    assert {one for one in written if one.isprintable()} - _RARE <= {chr(point) for point in letters_wanted()}


def test_the_letters_of_documents_are_those_that_are_in_their_fonts() -> None:
    for style in ("Regular", "Bold"):
        fonts = [TTFont(PRINT_FONTS / f"{one}-{style}.ttf".replace(" ", "")) for one in PRINT_FAMILIES]
        assert {chr(point) for font in fonts for point in font.getBestCmap()} == letters_in_fonts()


def test_the_reserved_name_is_not_the_printed_fonts() -> None:
    for file in PRINT_FONTS.glob("*.ttf"):
        names = TTFont(file)["name"]
        assert str(names.getName(1, 3, 1, 0x409)) in PRINT_FAMILIES
        assert not any("Source" in str(names.getName(number, 3, 1, 0x409)) for number in (1, 2, 4, 6))
