"""The demo country, loaded once a test run and shared by its workers as a directory to copy."""

import fcntl
from datetime import UTC, datetime
from pathlib import Path

from webapp.commands.demo import prepare_demo
from webapp.core.database import create_register_engine


def demo_directory(parent: Path) -> Path:
    """A directory as `kaikukortti demo` makes it; the first to ask makes it, the others wait."""
    directory, ready = parent / "demo", parent / "demo.ready"
    with (parent / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            prepare_demo("http://localhost", directory)
            _close_journal(directory / "register.sqlite3")
            ready.write_text(datetime.now(UTC).isoformat())
    return directory


def _close_journal(register: Path) -> None:
    """Bring everything into the one file, so that a copy of it is whole."""
    engine = create_register_engine(f"sqlite:///{register}")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
