"""The counter's two requests, check a card and record a visit, against a bare hello on the same server."""

import json
import tempfile
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from statistics import median

from sqlalchemy import func, select

from tests.support.postgres import running_cluster
from tools.bench.figures import KEPT_IN, Figure
from tools.bench.load import Load, load
from tools.bench.register import Till, prepare_till
from tools.bench.servers import running_server
from webapp.core.database import create_register_engine, session_factory
from webapp.core.visits.models import Visit

ROUNDS = 5
ROUND_SECONDS = 2
WARM_UP_SECONDS = 1

Puts = Callable[[int], Load]
"""Puts load on one server for so many seconds."""


def measure_check() -> Iterator[Figure]:
    """POST /api/cards/check, each time with another of the register's cards."""
    with _running_tills() as tills:
        for till, address in tills.values():
            _expect_valid(till, address)
        puts = {name: _checking(till, address) for name, (till, address) in tills.items()}
        yield from _against_hello("check", puts)


def measure_record() -> Iterator[Figure]:
    """POST /api/visits with a list of one, each time another card; on the disk before the answer."""
    with _running_tills() as tills:
        puts = {name: _recording(till, address) for name, (till, address) in tills.items()}
        yield from _against_hello("record", puts)


@contextmanager
def _running_tills() -> Iterator[dict[str, tuple[Till, str]]]:
    # build/ and not the folder for temporary files: that may be memory, where durability costs nothing.
    KEPT_IN.parent.mkdir(exist_ok=True)
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(dir=KEPT_IN.parent.resolve()))
        cluster = stack.enter_context(running_cluster(durable=True))
        databases = {
            "sqlite": f"sqlite:///{folder}/register.sqlite3",
            "postgres": cluster.create_database("register"),
        }
        tills = {name: prepare_till(url) for name, url in databases.items()}
        yield {
            name: (
                till,
                stack.enter_context(running_server("webapp.wsgi:production_app", till.environment)),
            )
            for name, till in tills.items()
        }


def _checking(till: Till, address: str) -> Puts:
    return lambda seconds: load(f"{address}/api/cards/check", till.headers, till.checks(), seconds=seconds)


def _recording(till: Till, address: str) -> Puts:
    def put(seconds: int) -> Load:
        before = _visits_in(till)
        measured = load(f"{address}/api/visits", till.headers, till.visits(), seconds=seconds)
        kept = _visits_in(till) - before
        if kept < measured.requests:
            message = f"{measured.requests} visits were acknowledged and only {kept} kept."
            raise RuntimeError(message)
        return measured

    return put


def _against_hello(part: str, puts: Mapping[str, Puts]) -> Iterator[Figure]:
    with running_server("tools.bench.hello:hello_app") as hello:
        everybody = {"hello": lambda seconds: load(hello, {}, [""], seconds=seconds), **puts}
        for put in everybody.values():
            put(WARM_UP_SECONDS)
        # Turn by turn: what else the machine does then weighs on all of them alike.
        turns = [{name: put(ROUND_SECONDS) for name, put in everybody.items()} for _ in range(ROUNDS)]
    for name in everybody:
        yield from _figures(part, name, [turn[name] for turn in turns])
    for name in puts:
        ratio = median(turn[name].rate / turn["hello"].rate for turn in turns)
        yield Figure(f"{part}.{name}.ratio", ratio, "×", f"{part}.hello.rate")


def _figures(part: str, name: str, loads: Sequence[Load]) -> Iterator[Figure]:
    yield Figure(f"{part}.{name}.rate", median(one.rate for one in loads), "requests/s")
    yield Figure(f"{part}.{name}.p50", median(one.p50_ms for one in loads), "ms")
    yield Figure(f"{part}.{name}.p99", median(one.p99_ms for one in loads), "ms")


def _expect_valid(till: Till, address: str) -> None:
    request = urllib.request.Request(  # noqa: S310 - an address of our own
        f"{address}/api/cards/check", next(till.checks()).encode(), headers=dict(till.headers)
    )
    with urllib.request.urlopen(request) as response:  # noqa: S310 - as above
        verdict = json.load(response)["verdict"]
    if verdict != "valid":
        message = f"A valid card was judged “{verdict}”."
        raise RuntimeError(message)


def _visits_in(till: Till) -> int:
    engine = create_register_engine(till.environment["KAIKUKORTTI_DATABASE_URL"])
    with session_factory(engine)() as session:
        found = session.scalar(select(func.count()).select_from(Visit)) or 0
    engine.dispose()
    return found
