"""Servers with their registers, measured turn by turn beside a bare hello on the same kind of server."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from statistics import median
from typing import Final

from tests.support.postgres import running_cluster
from tools.bench.figures import KEPT_IN, Figure
from tools.bench.load import Load, Sender, load
from tools.bench.register import Till, prepare_till
from tools.bench.servers import running_server

ROUNDS: Final = 5
ROUND_SECONDS: Final = 2
WARM_UP_SECONDS: Final = 1

Puts = Callable[[int], Load]
"""Puts load on one server for so many seconds."""


@contextmanager
def running_tills() -> Iterator[dict[str, tuple[Till, str]]]:
    """A till on each database, with the address of its server."""
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


def against_hello(part: str, puts: Mapping[str, Puts], unit: str) -> Iterator[Figure]:
    """Rate and latencies of each, and its rate as a ratio to that of hello."""
    with running_server("tools.bench.hello:hello_app") as hello:
        everybody = {"hello": lambda seconds: load(hello, [Sender({}, [""])], seconds=seconds), **puts}
        for put in everybody.values():
            put(WARM_UP_SECONDS)
        # Turn by turn: what else the machine does then weighs on all of them alike.
        turns = [{name: put(ROUND_SECONDS) for name, put in everybody.items()} for _ in range(ROUNDS)]
    for name in everybody:
        told_in = unit if name in puts else "requests"
        yield from _figures(f"{part}.{name}", [turn[name] for turn in turns], unit=told_in)
    for name in puts:
        ratio = median(turn[name].rate / turn["hello"].rate for turn in turns)
        yield Figure(f"{part}.{name}.ratio", ratio, "×", f"{part}.hello.rate")


def _figures(name: str, loads: Sequence[Load], *, unit: str) -> Iterator[Figure]:
    yield Figure(f"{name}.rate", median(one.rate for one in loads), f"{unit}/s")
    yield Figure(f"{name}.p50", median(one.p50_ms for one in loads), "ms")
    yield Figure(f"{name}.p99", median(one.p99_ms for one in loads), "ms")
