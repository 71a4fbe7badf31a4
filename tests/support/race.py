"""Several transactions that do the same thing in the same moment."""

import threading
from collections.abc import Callable

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from webapp.core.database import announce_writing, session_factory
from webapp.core.errors import NotFoundError, RefusedError

_RUNNERS = 6


def times_won(engine: Engine, act: Callable[[Session], object]) -> int:
    """How many of six who act at once got through."""
    sessions = session_factory(engine)
    gate, won = threading.Barrier(_RUNNERS), []

    def run() -> None:
        gate.wait()
        with sessions() as own:
            announce_writing(own)
            try:
                won.append(act(own))
                own.commit()
            except (RefusedError, NotFoundError):
                own.rollback()

    threads = [threading.Thread(target=run) for _ in range(_RUNNERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(won)
