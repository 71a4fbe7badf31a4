"""Pages of lists of 10,000 rows on both databases: opened, sorted both ways, searched, narrowed.

Each address is opened by a client in the process, so a figure is what the program and the database take. The
lists of networks have 308 rows: each network has a municipality of its own, and there are no more of them.
"""

import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from html import unescape
from statistics import median
from typing import Final

from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.factories import World, make_world
from tests.support.list_cases import CASES, Case
from tests.support.long_lists import make_long_lists
from tests.support.postgres import running_cluster
from tools.bench.figures import Figure
from tools.bench.register import Browser, environment_of, settle
from webapp import create_app
from webapp.commands.migrate import bring_up_to_date
from webapp.core.database import create_register_engine, session_factory
from webapp.settings import production_settings

ROWS: Final = 10_000
TIMES: Final = 5
_ORDERS: Final = re.compile(r'class="kk-list__order" href="([^"]+)"')
_CHOICES: Final = re.compile(r'<select[^>]* name="(\w+)"[^>]*>(.*?)</select>', re.DOTALL)
_CHOICE: Final = re.compile(r'<option value="(\w+)"')


def measure() -> Iterator[Figure]:
    """The median of its usual page, and of the slowest of all its ways, by database and list."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        cluster = stack.enter_context(running_cluster())
        databases = {
            "sqlite": f"sqlite:///{folder}/register.sqlite3",
            "postgres": cluster.create_database("register"),
        }
        for database, url in databases.items():
            yield from _of_database(database, url)


def _of_database(database: str, url: str) -> Iterator[Figure]:
    engine = create_register_engine(url)
    bring_up_to_date(engine)
    world = _fill(engine)
    browser = Browser(create_app(production_settings(environment_of(url))), engine)
    client = browser.app.test_client(use_cookies=False)
    for name, case in CASES.items():
        headers = browser.headers(getattr(world, case.reader), {})
        at = case.at(world)
        times = {address: _milliseconds(client, address, headers) for address in _ways(client, at, headers)}
        slowest = max(times, key=lambda one: times[one])
        yield Figure(f"lists.{database}.{name}.page", times[at.page], "ms")
        yield Figure(f"lists.{database}.{name}.slowest {slowest.partition('?')[2]}", times[slowest], "ms")
    engine.dispose()


def _fill(engine: Engine) -> World:
    now = datetime.now(UTC)
    with session_factory(engine).begin() as session:
        world = make_world(session, now=now)
        make_long_lists(session, world, ROWS, now=now)
    settle(engine)
    return world


def _ways(client: FlaskClient, case: Case, headers: dict[str, str]) -> list[str]:
    body = client.get(case.page, headers=headers).text
    orders = [unescape(one) for one in _ORDERS.findall(body)]
    turned = [unescape(one) for order in orders for one in _ORDERS.findall(_opened(client, order, headers))]
    chosen = [
        f"{case.page}?{name}={choice}"
        for name, choices in _CHOICES.findall(body)
        for choice in _CHOICE.findall(choices)[:4]
    ]
    last = [f"{case.page}?page=1000000"]
    words = [f"{case.page}?word={case.word}", f"{case.page}?word=zzzzzz"] if case.word else []
    return list(dict.fromkeys([case.page, *orders, *turned, *chosen, *last, *words]))


def _opened(client: FlaskClient, address: str, headers: dict[str, str]) -> str:
    answer = client.get(address, headers=headers)
    if answer.status_code != 200:  # noqa: PLR2004 - a page
        message = f"{address} answered {answer.status}."
        raise RuntimeError(message)
    return answer.text


def _milliseconds(client: FlaskClient, address: str, headers: dict[str, str]) -> float:
    _opened(client, address, headers)
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        _opened(client, address, headers)
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)
