"""Sheets of Excel: the first that is shown, cell by cell, with what its format makes of a number."""

import posixpath
import re
from typing import Final

from webapp.core.tables.bounds import (
    MOST_COLUMNS,
    Archive,
    Handlers,
    Rows,
    read_xml,
    refuse_content,
    refuse_width,
)
from webapp.core.tables.cells import EMPTY, Cell, CellKind, Row
from webapp.core.tables.number_formats import GENERAL, is_of_days, number_cell

WORKBOOK: Final = "xl/workbook.xml"
_PLACE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def read_xlsx(archive: Archive) -> list[Row]:
    """The rows of a workbook's first shown sheet.

    Raises:
        RefusedError: TABLE_UNREADABLE, TABLE_TOO_LARGE, TABLE_TOO_MANY_ROWS or TABLE_TOO_WIDE.
    """
    book = _Workbook()
    read_xml(archive, WORKBOOK, Handlers(book.begin, _nothing, _nothing))
    targets = _Relations()
    read_xml(archive, "xl/_rels/workbook.xml.rels", Handlers(targets.begin, _nothing, _nothing))
    sheet = targets.sheet(book.shown)
    if sheet not in archive.names:
        refuse_content()
    texts, formats = _Texts(), _Formats()
    if "xl/sharedStrings.xml" in archive.names:
        read_xml(archive, "xl/sharedStrings.xml", Handlers(texts.begin, texts.text, texts.end))
    if "xl/styles.xml" in archive.names:
        read_xml(archive, "xl/styles.xml", Handlers(formats.begin, _nothing, formats.end))
    reader = _Sheet(texts.found, formats, is_1904=book.is_1904)
    read_xml(archive, sheet, Handlers(reader.begin, reader.text, reader.end))
    return reader.rows.found


def _nothing(*_: object) -> None:
    pass


class _Workbook:
    """Which sheet is the first shown one, and from when days are counted."""

    def __init__(self) -> None:
        self.shown = ""
        self.is_1904 = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.is_1904 = attributes.get("date1904") in {"1", "true"}
        elif name == "sheet" and not self.shown and attributes.get("state", "visible") == "visible":
            self.shown = attributes.get("id", "")


class _Relations:
    """Where the parts of a workbook lie."""

    def __init__(self) -> None:
        self._targets: dict[str, str] = {}

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            self._targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def sheet(self, relation: str) -> str:
        target = self._targets.get(relation, "")
        return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")


class _Texts:
    """The texts that cells point to, without how they are read aloud."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._is_text = False
        self._phonetic = 0

    def begin(self, name: str, _: dict[str, str]) -> None:
        if name == "si":
            self._parts = []
        self._phonetic += name == "rPh"
        self._is_text = name == "t" and not self._phonetic

    def text(self, text: str) -> None:
        if self._is_text:
            self._parts.append(text)

    def end(self, name: str) -> None:
        self._is_text = False
        self._phonetic -= name == "rPh"
        if name == "si":
            self.found.append("".join(self._parts))


class _Formats:
    """The number format of each style, and whether it is of days."""

    def __init__(self) -> None:
        self._codes: dict[int, str] = {}
        self._styles: list[int] = []
        self._is_of_cells = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", GENERAL)
        elif name == "cellXfs":
            self._is_of_cells = True
        elif name == "xf" and self._is_of_cells:
            self._styles.append(_whole(attributes.get("numFmtId")))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._is_of_cells = False

    def of_style(self, style: str | None) -> tuple[str, bool]:
        """The format's code, and whether its numbers are days."""
        number = _whole(style)
        format_id = self._styles[number] if number < len(self._styles) else 0
        code = self._codes.get(format_id, GENERAL)
        return code, is_of_days(format_id, code)


class _Sheet:
    """Reads rows and cells; both may leave their place out, and then follow the one before."""

    def __init__(self, texts: list[str], formats: _Formats, *, is_1904: bool) -> None:
        self.rows = Rows()
        self._texts, self._formats, self._is_1904 = texts, formats, is_1904
        self._number = 0
        self._cells: list[Cell] = []
        self._attributes: dict[str, str] = {}
        self._value: list[str] = []
        self._has_formula = self._is_value = False
        self._phonetic = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "row":
                self._number = _whole(attributes.get("r")) or self._number + 1
                self._cells = []
            case "c":
                self._attributes, self._value, self._has_formula = attributes, [], False
            case "f":
                self._has_formula = True
            case "rPh":
                self._phonetic += 1
        self._is_value = name in {"v", "t"} and not self._phonetic

    def text(self, text: str) -> None:
        if self._is_value:
            self._value.append(text)

    def end(self, name: str) -> None:
        self._is_value = False
        match name:
            case "rPh":
                self._phonetic -= 1
            case "c":
                self._place(self._cell("".join(self._value)))
            case "row":
                self.rows.add(self._number, self._cells)

    def _place(self, cell: Cell) -> None:
        found = _PLACE.fullmatch(self._attributes.get("r", ""))
        column = _column(found[1]) if found else len(self._cells)
        if cell is EMPTY:
            return
        if column >= MOST_COLUMNS:
            refuse_width()
        self._cells.extend([EMPTY] * (column - len(self._cells)))
        self._cells.append(cell)

    def _cell(self, value: str) -> Cell:
        kind = self._attributes.get("t", "n")
        if not value:
            return Cell("", CellKind.FAULT) if self._has_formula and kind == "n" else EMPTY
        match kind:
            case "s":
                index = _whole(value)
                return Cell(self._texts[index]) if index < len(self._texts) else EMPTY
            case "b":
                return Cell("TRUE" if value == "1" else "FALSE")
            case "e":
                return Cell(value, CellKind.FAULT)
            case "n":
                return self._number_cell(value)
        return Cell(value[: len("2027-12-31")] if kind == "d" else value)

    def _number_cell(self, value: str) -> Cell:
        code, is_day = self._formats.of_style(self._attributes.get("s"))
        return number_cell(value, code, is_day=is_day, is_1904=self._is_1904)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < len("1000000000") else 0
