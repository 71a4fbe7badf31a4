"""The demo country, loaded once a test run and shared by its workers as a directory to copy."""

from pathlib import Path

from tests.support.made_once import made_once
from webapp.commands.demo import prepare_demo
from webapp.core.database import create_register_engine


def demo_directory(parent: Path) -> Path:
    """A directory as `kaikukortti demo` makes it; the first to ask makes it, the others wait."""
    directory = parent / "demo"
    with made_once(parent, "demo") as is_first:
        if is_first:
            prepare_demo("http://localhost", directory)
            _close_journal(directory / "register.sqlite3")
    return directory


def _close_journal(register: Path) -> None:
    """Bring everything into the one file, so that a copy of it is whole."""
    engine = create_register_engine(f"sqlite:///{register}")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
