"""Bring a register up to date, and tell whether it is."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb
from typing import Final

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, func, inspect, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from webapp.core.database import WRITES, is_out_of_order
from webapp.core.registry import metadata
from webapp.plumbing.check_constraints import COMPARED

MIGRATIONS: Final = "webapp:migrations"
"""A folder of the package, in Alembic's way of writing."""
UNREACHABLE: Final = "The register cannot be reached or written: look at KAIKUKORTTI_DATABASE_URL, and at it."
_TURN: Final = 4_518_223_907
"""PostgreSQL's advisory lock for bringing a register up to date: any number that nobody else uses."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    config.set_main_option("path_separator", "os")
    config.set_main_option(
        "file_template", "%%(year)d%%(month).2d%%(day).2d_%%(hour).2d%%(minute).2d_%%(slug)s"
    )
    return config


class UnfitRegisterError(Exception):
    """This program cannot use the register as it stands; the message says why, and what to do."""


class BrokenReferencesError(Exception):
    """A migration left rows that point at rows which are not there; nothing of it was kept."""


def migrate(engine: Engine) -> None:
    """Run every migration the register has not had.

    Raises:
        UnfitRegisterError: the register is newer than the program, half migrated, or not as a migration
            expects it; then nothing has changed.
    """
    _refuse_unfit(engine)
    with _told_in_a_sentence(), migrating(engine) as config:
        command.upgrade(config, "head")


def go_back_to(engine: Engine, version: str, *, note: Callable[[Connection], None]) -> None:
    """Take back every migration after this one, and what only they have a place for.

    `note` writes of it into the tables as they are before, in the same transaction.

    Raises:
        UnfitRegisterError: as `migrate`; or the register has not had this version.
    """
    _refuse_unfit(engine)
    known = [one.revision for one in versions()]
    current = version_of(engine)
    if current is None or version not in known[: known.index(current) + 1]:
        message = f"The register has had no version {version}: nothing was taken back."
        raise UnfitRegisterError(message)
    with _told_in_a_sentence(), migrating(engine) as config:
        note(config.attributes["connection"])
        command.downgrade(config, version)


@contextmanager
def one_at_a_time(engine: Engine, *, on_waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Whoever brings the same register up to date meanwhile waits, on whichever machine.

    Raises:
        UnfitRegisterError: there is no place for the register's file.
    """
    if engine.dialect.name == "postgresql":
        # In one transaction, so that a pooler of transactions keeps it with one connection.
        with engine.connect() as connection, connection.begin():
            if not connection.scalar(select(func.pg_try_advisory_xact_lock(_TURN))):
                on_waiting()
                connection.execute(select(func.pg_advisory_xact_lock(_TURN)))
            yield
    elif engine.url.database:
        with _open_beside(Path(engine.url.database)) as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                on_waiting()
                fcntl.flock(file, fcntl.LOCK_EX)
            yield
    else:
        yield  # in memory: nobody else has it


@contextmanager
def _open_beside(register: Path) -> Iterator[int]:
    try:
        file = os.open(
            register.with_name(f"{register.name}-migration"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
        )
    except OSError as error:
        raise UnfitRegisterError(UNREACHABLE) from error
    try:
        yield file
    finally:
        os.close(file)


def _refuse_unfit(engine: Engine) -> None:
    with engine.connect() as connection:
        found = set(MigrationContext.configure(connection).get_current_heads())
        tables = set(inspect(connection).get_table_names()) & set(metadata().tables)
    if found - {one.revision for one in versions()}:
        message = "The register is newer than this program: install the release that it was made for."
        raise UnfitRegisterError(message)
    if len(found) > 1 or (tables and not found):
        message = "The register is half migrated: restore the backup from before, then migrate again."
        raise UnfitRegisterError(message)


@contextmanager
def _told_in_a_sentence() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, BrokenReferencesError, CommandError) as error:
        if isinstance(error, SQLAlchemyError) and is_out_of_order(error):
            raise
        cause = error.orig if isinstance(error, DBAPIError) else error
        message = (
            f"The register is not as {_migration_in(error)} expects it ({type(cause).__name__}), and stays "
            "as it was: compare it with a backup."
        )
        raise UnfitRegisterError(message) from error


def _migration_in(error: BaseException) -> str:
    """Which migration it was, where one has failed."""
    files = [Path(frame.f_code.co_filename) for frame, _ in walk_tb(error.__traceback__)]
    steps = {Path(one.path).name for one in versions()}
    return next((f"migration {file.stem}" for file in files if file.name in steps), "its migrations")


@contextmanager
def migrating(engine: Engine) -> Iterator[Config]:
    """One transaction for Alembic's commands; BrokenReferencesError where SQLite's references do not hold.

    SQLite changes most of a table by writing it anew and dropping the old one. With foreign keys enforced,
    dropping a table deletes its rows first, and whatever points at them stops it; so they are not enforced
    meanwhile, and all of them are checked before the commit, as SQLite's documentation asks.

    Raises:
        BrokenReferencesError: rows would refer to rows that are not there.
    """
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        if connection.dialect.name != "sqlite":
            with connection.begin():
                yield _config_on(connection)
            return
        # Inside a transaction the setting would change nothing, and SQLAlchemy begins one by itself.
        driver = connection.connection
        driver.cursor().execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield _config_on(connection)
                if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                    raise BrokenReferencesError(broken)
        finally:
            driver.cursor().execute("PRAGMA foreign_keys=ON")


def _config_on(connection: Connection) -> Config:
    config = _config()
    config.attributes["connection"] = connection
    return config


def versions() -> list[Script]:
    """Every migration, the oldest first."""
    return list(reversed(list(ScriptDirectory.from_config(_config()).walk_revisions())))


def is_up_to_date(engine: Engine) -> bool:
    """Whether the register has had every migration; UnfitRegisterError where it has had others."""
    _refuse_unfit(engine)
    return version_of(engine) == ScriptDirectory.from_config(_config()).get_current_head()


def version_of(engine: Engine) -> str | None:
    """The last migration that the register has had."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def differences(engine: Engine) -> list[object]:
    """What the tables have that the models do not, and the other way round; empty when they match."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=COMPARED)
        return list(compare_metadata(context, metadata()))


def draft_migration(engine: Engine, message: str) -> None:
    """Write a migration from what differs; read and mend it before committing."""
    with engine.connect() as connection:
        command.revision(_config_on(connection), message=message, autogenerate=True)
