"""Back up and restore a register on PostgreSQL, by its own programs: pg_dump and pg_restore."""

import os
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, Engine
from sqlalchemy.exc import ProgrammingError

from webapp.backups.errors import BackupError
from webapp.backups.manifest import TableSum
from webapp.backups.sums import table_sums


def dump(engine: Engine, file: Path) -> dict[str, TableSum]:
    """Write the register into a file; gives the sums of the same moment.

    Raises:
        BackupError: pg_dump is missing, or failed.
    """
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}")
        _run("pg_dump", *options, f"--file={file}", url=engine.url)
        return table_sums(connection)


def load(file: Path, url: URL) -> None:
    """Fill the empty database of this address, wholly or not at all.

    Raises:
        BackupError: pg_restore is missing, or failed.
    """
    options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    _run("pg_restore", *options, str(file), url=url)


@contextmanager
def empty_database(engine: Engine) -> Iterator[URL]:
    """A database of its own beside the register, and gone afterwards.

    Raises:
        BackupError: the register's user may not make one.
    """
    name = f"kaikukortti_check_{secrets.token_hex(4)}"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        try:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0")
        except ProgrammingError as error:
            message = (
                f"{engine.url.username} may not make a database to restore into: allow it (ALTER ROLE … "
                "CREATEDB), or name an empty database in KAIKUKORTTI_DATABASE_URL and restore into that."
            )
            raise BackupError(message) from error
        try:
            yield engine.url.set(database=name)
        finally:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def _run(program: str, *arguments: str, url: URL) -> None:
    # The password goes by the environment: a list of processes shows arguments.
    known = url.translate_connect_args(username="user", database="dbname") | dict(url.query)
    password = known.pop("password", None)
    environment = os.environ | ({"PGPASSWORD": str(password)} if password else {})
    command = [program, f"--dbname={make_conninfo(**known)}", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - PostgreSQL's own programs
            command, check=False, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
    except FileNotFoundError as error:
        message = f"{program} is not here: install PostgreSQL's client programs, as new as the server."
        raise BackupError(message) from error
    if done.returncode:
        message = f"{program} failed: {done.stderr.strip()}"
        raise BackupError(message)
