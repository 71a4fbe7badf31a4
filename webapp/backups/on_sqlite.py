"""Back up and restore a register in a file, through SQLite's online backup: nobody has to stop writing."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine

from webapp.backups.errors import BackupError
from webapp.backups.manifest import TableSum
from webapp.backups.sums import table_sums


def dump(engine: Engine, file: Path) -> dict[str, TableSum]:
    """Copy the register into a file; gives the sums of the same moment."""
    with engine.connect() as connection:
        # The transaction holds the moment: the copy and the sums see the same rows.
        sums = table_sums(connection)
        source = connection.connection.driver_connection
        if not isinstance(source, sqlite3.Connection):
            message = "This is no SQLite register."
            raise BackupError(message)
        with closing(sqlite3.connect(file)) as copy:
            source.backup(copy)
            # One file, that can be opened where nobody may write.
            copy.execute("PRAGMA journal_mode=DELETE")
    return sums


def load(file: Path, url: URL) -> None:
    """Copy a backup into the empty register of this address.

    Raises:
        BackupError: the file is no database, or a damaged one.
    """
    try:
        with (
            closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as copy,
            closing(sqlite3.connect(str(url.database))) as register,
        ):
            copy.backup(register)
            damages = register.execute("PRAGMA integrity_check").fetchone()[0]
            strays = register.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.Error as error:
        message = f"{file} cannot be restored: {error}."
        raise BackupError(message) from error
    if damages != "ok" or strays:
        message = f"{file} is damaged: {damages}, rows that point to nothing: {len(strays)}."
        raise BackupError(message)


@contextmanager
def empty_database(_engine: Engine) -> Iterator[URL]:
    """A file of its own to restore into, removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="kaikukortti-check-") as folder:
        yield URL.create("sqlite", database=str(Path(folder, "register.sqlite3")))
