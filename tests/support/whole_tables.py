"""Which statements of a page read a large table as a whole; by the plan of the database itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Engine, event

from tests.support.large_register import LARGE

MOST_ROWS: Final = 10_000
"""Of one table in one statement: a tenth of it, and many times what any page shows."""
_MOST_STEPS: Final = 120_000
"""Of SQLite's machine in one statement: a row takes three at the least, and there are 40,000 or more."""
_STEPS_AT_ONCE: Final = 1_000


@dataclass
class Statements:
    """The statements executed meanwhile, each wording once."""

    parameters_of: dict[str, Any] = field(default_factory=dict)

    def note(self, statement: str, parameters: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            self.parameters_of.setdefault(statement, parameters)


@contextmanager
def listening(engine: Engine) -> Iterator[Statements]:
    """Note every statement that is executed on a database."""
    executed = Statements()

    def note(_connection: Connection, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        executed.note(statement, parameters)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield executed
    finally:
        event.remove(engine, "before_cursor_execute", note)


def read_whole(engine: Engine, executed: Statements) -> Iterator[tuple[str, str]]:
    """Large tables that a statement read much of, with its first words."""
    find = _on_sqlite if engine.dialect.name == "sqlite" else _on_postgres
    with engine.connect() as connection:
        for statement, parameters in executed.parameters_of.items():
            for table in find(connection, statement, parameters):
                yield table, " ".join(statement.split())[:300]


def _on_postgres(connection: Connection, statement: str, parameters: Any) -> Iterator[str]:
    explain = f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}"
    [plan] = connection.exec_driver_sql(explain, parameters).scalar_one()
    yield from _large_reads(plan["Plan"])


def _large_reads(node: dict[str, Any]) -> Iterator[str]:
    removed = sum(node.get(f"Rows Removed by {why}", 0) for why in ("Filter", "Index Recheck"))
    rows = (node["Actual Rows"] + removed) * node["Actual Loops"]
    if node.get("Relation Name") in LARGE and rows > MOST_ROWS:
        yield str(node["Relation Name"])
    for inner in node.get("Plans", []):
        yield from _large_reads(inner)


def _on_sqlite(connection: Connection, statement: str, parameters: Any) -> Iterator[str]:
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    if _steps(connection, statement, parameters) > _MOST_STEPS:
        yield " and ".join(sorted({row[3] for row in plan if row[3].startswith(("SCAN", "SEARCH"))}))


def _steps(connection: Connection, statement: str, parameters: Any) -> int:
    taken = 0

    def count() -> None:
        nonlocal taken
        taken += _STEPS_AT_ONCE

    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(count, _STEPS_AT_ONCE)
    try:
        connection.exec_driver_sql(statement, parameters).all()
    finally:
        driver.set_progress_handler(None, 0)
    return taken
