"""Bring a register up to date, and tell whether it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, Engine

from webapp.core.database import WRITES
from webapp.core.registry import metadata
from webapp.plumbing.check_constraints import COMPARED

MIGRATIONS: Final = "webapp:migrations"
"""A folder of the package, in Alembic's way of writing."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    config.set_main_option("path_separator", "os")
    config.set_main_option(
        "file_template", "%%(year)d%%(month).2d%%(day).2d_%%(hour).2d%%(minute).2d_%%(slug)s"
    )
    return config


class BrokenReferencesError(Exception):
    """A migration left rows that point at rows which are not there; nothing of it was kept."""


def migrate(engine: Engine) -> None:
    """Run every migration the register has not had."""
    with migrating(engine) as config:
        command.upgrade(config, "head")


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
    """Whether the register has had every migration."""
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
