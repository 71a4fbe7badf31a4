"""One visit, a list of 25 and a check, by eight phones on PostgreSQL: rate, latencies and processor time.

The register is analysed after the warm-up: on an empty table PostgreSQL plans a scan, and keeps the plan
while the table fills. docs/performance.md has the figures of two builds measured side by side.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Final

import psycopg

from tests.support.postgres import running_cluster
from tools.bench.durable import MOST_A_SECOND
from tools.bench.figures import Figure
from tools.bench.load import Load, load
from tools.bench.phones import PHONES
from tools.bench.processor import processor_seconds
from tools.bench.register import Till, prepare_till
from tools.bench.servers import running_process

ROUNDS: Final = 5
ROUND_SECONDS: Final = 4
WARM_UP_SECONDS: Final = 3
LIST: Final = 25


@dataclass(frozen=True)
class _Round:
    load: Load
    program_ms: float
    database_ms: float


@dataclass(frozen=True)
class _Bench:
    till: Till
    address: str
    server_process: int
    database_process: int

    def visits(self, seconds: int) -> Load:
        lists = self.till.deliveries(1, how_many=MOST_A_SECOND * seconds // PHONES)
        return load(f"{self.address}/api/visits", lists, seconds=seconds, once=True)

    def lists(self, seconds: int) -> Load:
        lists = self.till.deliveries(LIST, how_many=MOST_A_SECOND * seconds // (LIST * PHONES))
        return load(f"{self.address}/api/visits", lists, seconds=seconds, once=True)

    def checks(self, seconds: int) -> Load:
        return load(f"{self.address}/api/cards/check", [self.till.checks()], seconds=seconds)

    def analyse(self) -> None:
        url = self.till.environment["KAIKUKORTTI_DATABASE_URL"].replace("+psycopg", "")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ANALYZE")

    def measured(self, put: Callable[[int], Load]) -> _Round:
        before = self._spent()
        given = put(ROUND_SECONDS)
        program, database = (
            1000 * (after - earlier) / given.requests
            for after, earlier in zip(self._spent(), before, strict=True)
        )
        return _Round(given, program, database)

    def _spent(self) -> tuple[float, float]:
        return processor_seconds(self.server_process), processor_seconds(self.database_process)


@contextmanager
def bench() -> Iterator[_Bench]:
    """A till's server and its register on PostgreSQL, with the processes to measure."""
    with ExitStack() as stack:
        cluster = stack.enter_context(running_cluster(durable=True))
        till = prepare_till(cluster.create_database("register"))
        address, server = stack.enter_context(running_process("webapp.wsgi:production_app", till.environment))
        database = int((cluster.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        yield _Bench(till, address, server, database)


def measure_visit() -> Iterator[Figure]:
    """POST /api/visits, each with one visit."""
    with bench() as running:
        yield from _figures("single_visit", running, running.visits)


def measure_list() -> Iterator[Figure]:
    """POST /api/visits, each with 25 visits; rate and processor time are those of a list."""
    with bench() as running:
        yield from _figures("single_list", running, running.lists)


def measure_check() -> Iterator[Figure]:
    """POST /api/cards/check, each of another card."""
    with bench() as running:
        yield from _figures("single_check", running, running.checks)


def _figures(name: str, running: _Bench, put: Callable[[int], Load]) -> Iterator[Figure]:
    put(WARM_UP_SECONDS)
    running.analyse()
    rounds = [running.measured(put) for _ in range(ROUNDS)]
    yield Figure(f"{name}.rate", median(one.load.rate for one in rounds), "requests/s")
    yield Figure(f"{name}.p50", median(one.load.p50_ms for one in rounds), "ms")
    yield Figure(f"{name}.p99", median(one.load.p99_ms for one in rounds), "ms")
    yield Figure(f"{name}.program", median(one.program_ms for one in rounds), "ms of processor")
    yield Figure(f"{name}.database", median(one.database_ms for one in rounds), "ms of processor")
