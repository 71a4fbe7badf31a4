"""Whether the register can be read and written: what /healthz answers, and whom a balancer believes."""

from threading import Lock
from time import monotonic
from typing import Final

from flask import Flask, current_app
from sqlalchemy import text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from webapp.core.networks.models import OperatingModelVersion
from webapp.plumbing.http.transaction import db, write_at_once

_KEY: Final = "kaikukortti-health"
_TRUSTED_SECONDS: Final = 5
"""So often a process writes at most: whoever asks more often is told what it found."""
_LONGEST_WAIT: Final = "SET LOCAL lock_timeout = '3s'"


def install_health(app: Flask) -> None:
    """Before anybody asks."""
    app.extensions[_KEY] = _Health()


def is_well() -> bool:
    """Whether a statement is answered and a commit is kept."""
    health: _Health = current_app.extensions[_KEY]
    try:
        db().execute(text("SELECT 1"))
        health.see_that_it_writes()
    except SQLAlchemyError:
        return False
    return True


class _Health:
    def __init__(self) -> None:
        self._turn = Lock()
        self._written_at: float | None = None

    def see_that_it_writes(self) -> None:
        """Commit, unless it has lately gone well; raises what the database says."""
        with self._turn:
            if self._written_at is not None and monotonic() - self._written_at < _TRUSTED_SECONDS:
                return
            self._written_at = None
            write_at_once(_write_the_same)
            self._written_at = monotonic()


def _write_the_same(session: Session) -> None:
    # Rows of which there are always some, and which nobody waits for, become what they are.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(_LONGEST_WAIT))
    unchanged = {OperatingModelVersion.valid_from: OperatingModelVersion.valid_from}
    session.execute(
        update(OperatingModelVersion).values(unchanged).execution_options(synchronize_session=False)
    )
