"""Lines of text with commas, semicolons or tabs, in any of the encodings that spreadsheets write."""

import codecs
import csv
import re
from collections.abc import Iterator
from typing import Final

from webapp.core.tables.bounds import Rows, refuse_content
from webapp.core.tables.cells import Cell, Row

_SEPARATORS: Final = ";,\t"
_LINES_LOOKED_AT: Final = 20
_NAMED: Final = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_AS_TEXT: Final = re.compile(r'="(.*)"', re.DOTALL)
"""How programs keep the zeros of a text: ="00100"."""
_BEGINS_A_FORMULA: Final = frozenset("=+-@")
_LONGEST_LOOKED_AT: Final = 4096


def decode(content: bytes) -> str:
    """The text of a file: its mark, else UTF-8, else UTF-16 by its zeros, else Windows-1252.

    Raises:
        RefusedError: TABLE_UNREADABLE.
    """
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16")
        if content.startswith(codecs.BOM_UTF8):
            return content.decode("utf-8-sig")
        if half := _half_of_utf16(content):
            return content.decode(half)
    except UnicodeDecodeError:
        refuse_content()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _half_of_utf16(content: bytes) -> str:
    """Which half of each letter is mostly zero, where one is: UTF-16 without a mark."""
    start = content[:_LONGEST_LOOKED_AT]
    first, second = (start[half::2].count(0) * 4 / max(1, len(start)) for half in (0, 1))
    if first < 1 <= second:
        return "utf-16-le"
    return "utf-16-be" if second < 1 <= first else ""


def read_csv(text: str) -> list[Row]:
    """The rows of a text; a row's number is that of its first line.

    Raises:
        RefusedError: TABLE_UNREADABLE, TABLE_TOO_MANY_ROWS or TABLE_TOO_WIDE.
    """
    lines = text.splitlines(keepends=True)
    named = _NAMED.fullmatch(lines[0]) if lines else None
    separator = named[1] if named else _separator_of(lines)
    rows = Rows()
    number = 2 if named else 1
    reader = csv.reader(iter(lines[1:] if named else lines), delimiter=separator)
    try:
        for fields in reader:
            rows.add(number, [Cell(_unmarked(one)) for one in fields])
            number = reader.line_num + (2 if named else 1)
    except csv.Error:
        refuse_content()
    return rows.found


def _unmarked(text: str) -> str:
    """Without what keeps a program from taking a text for something to work out."""
    if text.startswith("'") and text[1:2] in _BEGINS_A_FORMULA:
        return text[1:]
    return _AS_TEXT.sub(r"\1", text) if text.startswith("=") else text


def _separator_of(lines: list[str]) -> str:
    """What most often separates outside quotes; the first of the list where several do alike."""
    looked_at = [_unquoted(line) for line in lines[:_LINES_LOOKED_AT]]
    return max(_SEPARATORS, key=lambda one: sum(line.count(one) for line in looked_at))


def _unquoted(line: str) -> str:
    return "".join(_outside_quotes(line))


def _outside_quotes(line: str) -> Iterator[str]:
    is_quoted = False
    for character in line:
        if character == '"':
            is_quoted = not is_quoted
        elif not is_quoted:
            yield character
