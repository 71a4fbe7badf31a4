"""Tables to download: CSV that programs open in their cells, and Excel; what is a text stays a text."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any, Final, TypeAlias

import xlsxwriter
from flask import Response

from webapp.core.calendar import HELSINKI
from webapp.plumbing.words.formats import euros_to_type


@dataclass(frozen=True, slots=True)
class Cents:
    """A sum of money: in files it stands in euros."""

    number: int


Value: TypeAlias = str | int | date | datetime | Cents | None
KINDS: Final = ("csv", "xlsx")
_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""With which a program takes a text of a CSV file for something to work out."""
_LONGEST_COLUMN: Final = 60


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows; `choices` are the words that a column takes, by its place, in a template."""

    head: Sequence[str]
    rows: Iterable[Sequence[Value]] = ()
    choices: Mapping[int, Sequence[str]] | None = None


def table_file(table: Table, file_name: str, kind: str) -> Response:
    """The answer that a browser saves; `kind` is one of KINDS."""
    content = as_csv(table) if kind == "csv" else as_xlsx(table)
    headers = {"Content-Disposition": f'attachment; filename="{file_name}.{kind}"'}
    return Response(content, content_type=_TYPES[kind], headers=headers)


def as_csv(table: Table) -> bytes:
    """With a byte order mark and semicolons, as programs in Finland and Sweden open it."""
    file = StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow([_harmless(one) for one in table.head])
    writer.writerows([_harmless(_written(one)) for one in row] for row in table.rows)
    return file.getvalue().encode("utf-8-sig")


def _written(value: Value) -> str:
    if isinstance(value, Cents):
        return euros_to_type(value.number)
    if isinstance(value, datetime):
        return value.astimezone(HELSINKI).strftime("%Y-%m-%d %H:%M")
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text


def as_xlsx(table: Table) -> bytes:
    """Texts are written as texts, so that no code loses its zeros and no formula is one."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": table.choices is None, "in_memory": True})
    sheet = book.add_worksheet()
    styles = _Styles(book)
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(table.head):
        sheet.write_string(0, column, title, styles.head)
        sheet.set_column(column, column, min(max(len(title) + 2, 12), _LONGEST_COLUMN), styles.text)
    for number, row in enumerate(table.rows, start=1):
        for column, value in enumerate(row):
            _write(sheet, styles, place=(number, column), value=value)
    if table.choices:
        _offer(book, sheet, table.choices)
    book.close()
    return file.getvalue()


class _Styles:
    def __init__(self, book: Any) -> None:  # noqa: ANN401 - XlsxWriter has no types
        self.head = book.add_format({"bold": True})
        self.text = book.add_format({"num_format": "@"})
        self.number = book.add_format({"num_format": "0"})
        self.euros = book.add_format({"num_format": "0.00"})
        self.day = book.add_format({"num_format": "d.m.yyyy"})
        self.moment = book.add_format({"num_format": "d.m.yyyy hh:mm"})


def _write(sheet: Any, styles: _Styles, *, place: tuple[int, int], value: Value) -> None:  # noqa: ANN401 - as above
    match value:
        case None | "":
            return
        case str():
            sheet.write_string(*place, value, styles.text)
        case int():
            sheet.write_number(*place, value, styles.number)
        case Cents():
            sheet.write_number(*place, value.number / 100, styles.euros)
        case datetime():
            local = value.astimezone(HELSINKI).replace(tzinfo=None)
            sheet.write_datetime(*place, local, styles.moment)
        case date():
            sheet.write_datetime(*place, value, styles.day)


_ROWS_OFFERED: Final = 2_000


def _offer(book: Any, sheet: Any, choices: Mapping[int, Sequence[str]]) -> None:  # noqa: ANN401 - as above
    """Lists to choose from, on a hidden sheet: a list in the cell itself would break words at commas.

    Raises:
        ValueError: the rule would be left out of the file without a word.
    """
    lists = book.add_worksheet()
    lists.hide()
    for column, words in choices.items():
        for number, word in enumerate(words):
            lists.write_string(number, column, word)
        letter = xlsxwriter.utility.xl_col_to_name(column)
        source = f"={lists.name}!${letter}$1:${letter}${len(words)}"
        rule = {"validate": "list", "source": source, "error_type": "warning"}
        if sheet.data_validation(1, column, _ROWS_OFFERED, column, rule) != 0:
            raise ValueError(source)
