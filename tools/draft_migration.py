"""Draft the migration that brings the tables to the models: `make migration M="what changes"`."""

import sys
import tempfile
from pathlib import Path

from webapp.core.database import create_register_engine
from webapp.plumbing.migrations import draft_migration, migrate


def main() -> int:
    """Compare a register with every migration to the models; write what differs into webapp/migrations."""
    message = " ".join(sys.argv[1:]).strip()
    if not message:
        sys.stderr.write('Say what changes: make migration M="add a column for …"\n')
        return 1
    with tempfile.TemporaryDirectory() as directory:
        engine = create_register_engine(f"sqlite:///{Path(directory) / 'register.sqlite3'}")
        migrate(engine)
        draft_migration(engine, message)
        engine.dispose()
    return 0


if __name__ == "__main__":
    sys.exit(main())
