"""Writers on one SQLite register, from four processes of two threads: how long a transaction takes and waits.

With the fair queue before SQLite's write lock, and without it, turn by turn in one run.
"""

import multiprocessing
import tempfile
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from time import monotonic
from typing import Final
from unittest.mock import patch

from sqlalchemy import insert
from sqlalchemy.orm import Session, sessionmaker

from tools.bench.figures import KEPT_IN, Figure
from webapp.core.audit.models import AuditRecord
from webapp.core.database import announce_writing, create_register_engine, session_factory
from webapp.plumbing.migrations import migrate

PROCESSES: Final = 4
THREADS: Final = 2
ROUNDS: Final = 5
ROUND_SECONDS: Final = 3


def measure() -> Iterator[Figure]:
    """The waits of all writers together, and the queue's as a ratio to those without it."""
    KEPT_IN.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=KEPT_IN.parent.resolve()) as folder:
        url = f"sqlite:///{Path(folder) / 'register.sqlite3'}"
        engine = create_register_engine(url)
        migrate(engine)
        engine.dispose()
        turns = [{queued: _round(url, queued=queued) for queued in (False, True)} for _ in range(ROUNDS)]
    for queued, name in ((False, "without_queue"), (True, "queue")):
        waits = [turn[queued] for turn in turns]
        yield Figure(f"sqlite_writers.{name}.rate", median(len(one) for one in waits) / ROUND_SECONDS, "/s")
        yield Figure(f"sqlite_writers.{name}.p50", median(median(one) for one in waits), "ms")
        yield Figure(f"sqlite_writers.{name}.p99", median(_p99(one) for one in waits), "ms")
        yield Figure(f"sqlite_writers.{name}.longest", max(max(one) for one in waits), "ms")
    ratio = median(_p99(turn[True]) / _p99(turn[False]) for turn in turns)
    yield Figure("sqlite_writers.queue.ratio", ratio, "×", "sqlite_writers.without_queue.p99")


def _p99(waits: list[float]) -> float:
    return quantiles(waits, n=100)[-1]


def _round(url: str, *, queued: bool) -> list[float]:
    """Milliseconds of each transaction of everybody's."""
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        measured = pool.starmap(_write, [(url, queued)] * PROCESSES)
    return [wait for waits in measured for wait in waits]


def _write(url: str, queued: bool) -> list[float]:  # noqa: FBT001 - multiprocessing passes it by position
    if queued:
        return _write_from_threads(url)
    with patch("webapp.core.database.WriteQueue.enter", return_value=False):
        return _write_from_threads(url)


def _write_from_threads(url: str) -> list[float]:
    engine = create_register_engine(url)
    with ThreadPoolExecutor(THREADS) as threads:
        running = [threads.submit(_waits, session_factory(engine)) for _ in range(THREADS)]
        return [wait for one in running for wait in one.result()]


def _waits(sessions: sessionmaker[Session]) -> list[float]:
    waits: list[float] = []
    end = monotonic() + ROUND_SECONDS
    while (began := monotonic()) < end:
        with sessions.begin() as session:
            announce_writing(session)
            facts = {"id": uuid.uuid4(), "at": datetime.now(UTC), "event": "benched", "facts": {}}
            session.connection().execute(insert(AuditRecord), facts)
        waits.append((monotonic() - began) * 1000)
    return waits
