"""Sheets of LibreOffice (OpenDocument): the first one, cell by cell, as it is shown."""

from datetime import date
from typing import Final

from webapp.core.tables.bounds import MOST_COLUMNS, MOST_ROWS, Archive, Handlers, Rows, read_xml, refuse_width
from webapp.core.tables.cells import EMPTY, Cell, CellKind, Row
from webapp.core.tables.number_formats import number_cell

CONTENT: Final = "content.xml"
_CELLS: Final = frozenset({"table-cell", "covered-table-cell"})
_NUMBERS: Final = frozenset({"float", "percentage", "currency"})


def read_ods(archive: Archive) -> list[Row]:
    """The rows of a document's first sheet.

    Raises:
        RefusedError: TABLE_UNREADABLE, TABLE_TOO_LARGE, TABLE_TOO_MANY_ROWS or TABLE_TOO_WIDE.
    """
    sheet = _Sheet()
    read_xml(archive, CONTENT, Handlers(sheet.begin, sheet.text, sheet.end))
    return sheet.rows.found


class _Sheet:
    """Reads the first table; repeated rows and cells are written out, empty ones only counted."""

    def __init__(self) -> None:
        self.rows = Rows()
        self._tables = 0
        self._number = 1
        self._repeated = 1
        self._cells: list[Cell] = []
        self._empty = 0
        self._attributes: dict[str, str] = {}
        self._text: list[str] = []
        self._is_shown = False
        self._noted = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self._tables += name == "table"
        if self._tables != 1:
            return
        if name == "table-row":
            self._repeated = _times(attributes.get("number-rows-repeated"))
            self._cells, self._empty = [], 0
        elif name in _CELLS:
            self._attributes, self._text = attributes, []
        elif name == "annotation":
            self._noted += 1
        elif name == "p" and not self._noted:
            if self._text:
                self._text.append("\n")
            self._is_shown = True
        elif name == "s" and self._is_shown:
            self._text.append(" " * min(_times(attributes.get("c")), MOST_COLUMNS))
        elif name in {"tab", "line-break"} and self._is_shown:
            self._text.append(" ")

    def text(self, text: str) -> None:
        if self._is_shown and not self._noted:
            self._text.append(text)

    def end(self, name: str) -> None:
        if self._tables != 1:
            return
        if name == "annotation":
            self._noted -= 1
        elif name == "p" and not self._noted:
            self._is_shown = False
        elif name in _CELLS:
            self._place(self._cell("".join(self._text)))
        elif name == "table-row":
            self._end_row()

    def _end_row(self) -> None:
        for number in range(min(self._repeated, MOST_ROWS + 1) if self._cells else 0):
            self.rows.add(self._number + number, list(self._cells))
        self._number += self._repeated

    def _place(self, cell: Cell) -> None:
        times = _times(self._attributes.get("number-columns-repeated"))
        if cell.is_empty:
            self._empty += times
            return
        if len(self._cells) + self._empty + times > MOST_COLUMNS:
            refuse_width()
        self._cells += [EMPTY] * self._empty + [cell] * times
        self._empty = 0

    def _cell(self, shown: str) -> Cell:
        attributes = self._attributes
        kind = attributes.get("value-type", "")
        if attributes.get("formula") and (not kind or (shown.startswith(("#", "Err:")) and kind != "date")):
            return Cell(shown, CellKind.FAULT)
        if kind == "date":
            return _day_cell(attributes.get("date-value", "")[: len("2027-12-31")])
        if kind in _NUMBERS:
            cell = number_cell(attributes.get("value", ""))
            return Cell(shown) if _keeps_zeros(shown, cell.text) else cell
        if kind == "boolean":
            return Cell(attributes.get("boolean-value", "").upper())
        return Cell(shown or attributes.get("string-value", ""))


def _day_cell(written: str) -> Cell:
    try:
        return Cell(written, CellKind.DAY, date.fromisoformat(written))
    except ValueError:
        return Cell(written)


def _keeps_zeros(shown: str, number: str) -> bool:
    """Whether a number is shown as a code: 00100, or K012345678."""
    digits = shown.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    is_longer = len(shown) > len(number) and digits.isascii() and digits.isdecimal()
    return is_longer and digits.lstrip("0") == number.lstrip("0")


def _times(repeated: str | None) -> int:
    is_number = (
        repeated is not None
        and repeated.isascii()
        and repeated.isdecimal()
        and len(repeated) < len("12345678")
    )
    return max(1, int(repeated)) if is_number and repeated else 1
