"""The one reader of files with tables: CSV, XLSX and ODS, told apart by what is in them, not by names."""

from collections.abc import Sequence
from typing import Final

from webapp.core.errors import RefusedError
from webapp.core.tables import ods_files, xlsx_files
from webapp.core.tables.bounds import Archive, refuse_content, refuse_lock
from webapp.core.tables.cells import Row
from webapp.core.tables.csv_files import decode, read_csv
from webapp.core.tables.reasons import TableRefusal

_PACKED: Final = b"PK\x03\x04"
_OLD_OR_LOCKED: Final = b"\xd0\xcf\x11\xe0"
"""Excel's format before 2007, in which files with a password are still written."""


def read_table(content: bytes) -> Sequence[Row]:
    """The rows of a file that have something in them, in their order.

    Raises:
        RefusedError: TABLE_UNREADABLE, TABLE_OLD_OR_LOCKED, TABLE_TOO_LARGE, TABLE_TOO_MANY_ROWS,
            TABLE_TOO_WIDE or TABLE_EMPTY.
    """
    rows = _rows(content)
    if not rows:
        raise RefusedError(TableRefusal.TABLE_EMPTY, "file")
    return rows


def read_pasted(text: str) -> Sequence[Row]:
    """The rows of a text that was pasted instead of sent as a file; none where it is empty.

    Raises:
        RefusedError: TABLE_UNREADABLE, TABLE_TOO_MANY_ROWS or TABLE_TOO_WIDE.
    """
    return read_csv(text.removeprefix("\ufeff"))


def _rows(content: bytes) -> list[Row]:
    if content.startswith(_OLD_OR_LOCKED):
        refuse_lock()
    if not content.startswith(_PACKED):
        return read_csv(decode(content))
    archive = Archive(content)
    if xlsx_files.WORKBOOK in archive.names:
        return xlsx_files.read_xlsx(archive)
    if ods_files.CONTENT not in archive.names:
        refuse_content()
    return ods_files.read_ods(archive)
