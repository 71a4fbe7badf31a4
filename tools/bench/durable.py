"""Visits durably recorded a second by POST /api/visits, with eight phones: one by one, and in lists of 25.

On the disk before the answer, in the register afterwards: what was acknowledged is counted there.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from sqlalchemy import func, select

from tools.bench.figures import Figure
from tools.bench.load import Load, load
from tools.bench.phones import PHONES
from tools.bench.register import Till
from tools.bench.rounds import Puts, against_hello, running_tills
from webapp.core.database import create_register_engine, session_factory
from webapp.core.visits.models import Visit

SIZES: Final = {"one_by_one": 1, "lists_of_25": 25}
MOST_A_SECOND: Final = 12_000
"""Visits for which there are bodies; a phone that has sent its eighth of them stops."""


def measure() -> Iterator[Figure]:
    """Latencies are those of a request, be it of one visit or of a list."""
    with running_tills() as tills:
        puts = {
            f"{database}.{name}": _recording(till, f"{address}/api/visits", size)
            for database, (till, address) in tills.items()
            for name, size in SIZES.items()
        }
        yield from against_hello("durable_visits", puts, "visits")


def _recording(till: Till, url: str, size: int) -> Puts:
    def put(seconds: int) -> Load:
        before = _visits_in(till)
        lists = till.deliveries(size, how_many=MOST_A_SECOND * seconds // (size * PHONES))
        measured = load(url, lists, seconds=seconds, once=True)
        kept = _visits_in(till) - before
        if kept < measured.requests * size:
            message = f"{measured.requests * size} visits were acknowledged and only {kept} kept."
            raise RuntimeError(message)
        return replace(measured, requests=measured.requests * size)

    return put


def _visits_in(till: Till) -> int:
    """Those that were recorded without a remark: all of the measured ones should be."""
    engine = create_register_engine(till.environment["KAIKUKORTTI_DATABASE_URL"])
    with session_factory(engine)() as session:
        counted = select(func.count()).select_from(Visit).where(Visit.remark.is_(None))
        found = session.scalar(counted) or 0
    engine.dispose()
    return found
