"""How much of a file is read, and the parts of a packed one, bounded before and while they are unpacked."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import IO, Final, NamedTuple, NoReturn
from xml.parsers import expat

from webapp.core.errors import RefusedError
from webapp.core.tables.cells import Cell, Row
from webapp.core.tables.reasons import TableRefusal

MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 200
MOST_UNPACKED: Final = 64 * 1024 * 1024
"""Bytes of all that is read of one file; a list of 100,000 cards takes a third of it."""
MOST_PARTS: Final = 2_000
_PIECE: Final = 256 * 1024
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, KeyError, NotImplementedError, OSError, EOFError,
    RuntimeError, ValueError,
)  # fmt: skip
"""What the standard library raises over packed files that are not whole, or not what they say."""


def refuse_content() -> NoReturn:
    """It is no table, or not whole.

    Raises:
        RefusedError: TABLE_UNREADABLE.
    """
    raise RefusedError(TableRefusal.TABLE_UNREADABLE, "file") from None


def refuse_lock() -> NoReturn:
    """It is locked, or in a format that is read no more.

    Raises:
        RefusedError: TABLE_OLD_OR_LOCKED.
    """
    raise RefusedError(TableRefusal.TABLE_OLD_OR_LOCKED, "file")


def refuse_size() -> NoReturn:
    """It unpacks to too much.

    Raises:
        RefusedError: TABLE_TOO_LARGE.
    """
    raise RefusedError(TableRefusal.TABLE_TOO_LARGE, "file") from None


def refuse_length() -> NoReturn:
    """It has too many rows.

    Raises:
        RefusedError: TABLE_TOO_MANY_ROWS.
    """
    raise RefusedError(TableRefusal.TABLE_TOO_MANY_ROWS, "file", most=MOST_ROWS)


def refuse_width() -> NoReturn:
    """It has too many columns.

    Raises:
        RefusedError: TABLE_TOO_WIDE.
    """
    raise RefusedError(TableRefusal.TABLE_TOO_WIDE, "file", most=MOST_COLUMNS)


class Rows:
    """The rows read so far: empty ones only count, and too many end the reading."""

    def __init__(self) -> None:
        self.found: list[Row] = []

    def add(self, number: int, cells: list[Cell]) -> None:
        """Keep a row if there is something in it.

        Raises:
            RefusedError: TABLE_TOO_MANY_ROWS or TABLE_TOO_WIDE.
        """
        while cells and cells[-1].is_empty:
            cells.pop()
        if not cells:
            return
        if len(cells) > MOST_COLUMNS:
            refuse_width()
        if len(self.found) >= MOST_ROWS:
            refuse_length()
        self.found.append(Row(number, cells))


class Archive:
    """A packed file. What it says of its size is judged first, what it unpacks to is counted."""

    def __init__(self, content: bytes) -> None:
        """Judge the list of parts before any is unpacked.

        Raises:
            RefusedError: TABLE_UNREADABLE, TABLE_OLD_OR_LOCKED or TABLE_TOO_LARGE.
        """
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
            parts = self._zip.infolist()
        except _BROKEN:
            refuse_content()
        if len(parts) > MOST_PARTS:
            refuse_size()
        if any(one.flag_bits & 1 for one in parts):
            refuse_lock()
        self.names: Final = frozenset(one.filename for one in parts)
        self._sizes = {one.filename: one.file_size for one in parts}
        self._left = MOST_UNPACKED

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part, piece by piece, as long as all that was unpacked is within bounds.

        Raises:
            RefusedError: TABLE_TOO_LARGE or TABLE_UNREADABLE.
        """
        if self._sizes.get(name, 0) > self._left:
            refuse_size()
        try:
            with self._zip.open(name) as part:
                yield from self._counted(part)
        except _BROKEN:
            refuse_content()

    def _counted(self, part: IO[bytes]) -> Iterator[bytes]:
        while piece := part.read(_PIECE):
            self._left -= len(piece)
            if self._left < 0:
                refuse_size()
            yield piece


class Handlers(NamedTuple):
    """What reads a part: an element begins, text, an element ends. Names are without their namespace."""

    begin: Callable[[str, dict[str, str]], None]
    text: Callable[[str], None]
    end: Callable[[str], None]


def read_xml(archive: Archive, name: str, handlers: Handlers) -> None:
    """Let a part of an archive be read as XML. One that declares entities of its own is not read.

    Raises:
        RefusedError: TABLE_UNREADABLE or TABLE_TOO_LARGE.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_declarations
    parser.StartElementHandler = lambda name, attributes: handlers.begin(
        _local(name), {_local(one): value for one, value in attributes.items()}
    )
    parser.CharacterDataHandler = handlers.text
    parser.EndElementHandler = lambda name: handlers.end(_local(name))
    try:
        for piece in archive.pieces(name):
            parser.Parse(piece, False)  # noqa: FBT003 - expat takes it by position
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError:
        refuse_content()


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse_declarations(*_: object) -> None:
    refuse_content()
