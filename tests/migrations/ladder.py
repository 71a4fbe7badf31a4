"""A register that climbs from one migration to the next and back, with rows in every table.

How to test a migration, here `webapp/migrations/versions/20261127_1945_arrivals_are_counted.py`: write
`tests/migrations/test_20261127_1945_arrivals_are_counted.py` (tests/architecture asks for it), ask for the
fixture `ladder`, which gives a register on each database, and say what becomes of rows:

    def test_arrivals_before_are_counted(ladder: Ladder) -> None:
        ladder.stand_before("f6b8d2e5a765")         # tables of the version before, with the rows of rows.py
        ladder.put("arrivals", device_id=…, …)      # more rows, if those are not enough
        ladder.up()                                 # this one migration
        assert ladder.ask("SELECT arrived FROM devices ORDER BY id") == [(3,), (0,)]
        ladder.down()                               # and back

`test_every_migration.py` asks the rest of each of them by itself: that going up and down again changes
neither tables nor rows, and that no row is lost on the way up.
"""

from collections.abc import Mapping
from typing import Any, Final

from alembic import command
from sqlalchemy import Engine, inspect, text

from tests.migrations.rows import ROWS
from webapp.plumbing.migrations import migrating, versions

OLDEST: Final = "e5a7c1d4f654"
"""The last migration without a test of its own; every register in use has had it."""


class Ladder:
    """One register on its way; it begins at OLDEST, with the rows of rows.py."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._steps = [one.revision for one in versions()]
        self._current = OLDEST

    def stand_before(self, revision: str) -> None:
        """Climb as far as the migration before."""
        index = self._steps.index(revision) - 1
        if self._steps[index] != self._current:
            self._climb(self._steps[index])

    def up(self) -> None:
        """Run the next migration."""
        self._climb(self._steps[self._steps.index(self._current) + 1])

    def down(self) -> None:
        """Take the last migration back."""
        below = self._steps[self._steps.index(self._current) - 1]
        with migrating(self._engine) as config:
            command.downgrade(config, below)
        self._current = below

    def put(self, table: str, **facts: Any) -> None:
        """Add a row."""
        put_rows(self._engine, {table: [facts]})

    def run(self, statement: str, **facts: Any) -> None:
        """Change rows."""
        with self._engine.begin() as connection:
            connection.execute(text(statement), facts)

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """What a query finds."""
        with self._engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query)]

    def tables(self) -> dict[str, Any]:
        """Every table with its columns, constraints and indexes, in no order."""
        inspector = inspect(self._engine)
        return {name: _shape(inspector, name) for name in inspector.get_table_names()}

    def rows(self) -> dict[str, list[str]]:
        """Every row of every table but Alembic's own, in no order."""
        names = set(inspect(self._engine).get_table_names()) - {"alembic_version"}
        return {name: sorted(self._rows(name)) for name in names}

    def _rows(self, table: str) -> list[str]:
        with self._engine.connect() as connection:
            found = connection.exec_driver_sql(f'SELECT * FROM "{table}"').mappings()  # noqa: S608 - a table's own name
            return [repr(sorted(row.items())) for row in found]

    def _climb(self, revision: str) -> None:
        with migrating(self._engine) as config:
            command.upgrade(config, revision)
        self._current = revision


def put_rows(engine: Engine, rows: Mapping[str, list[dict[str, Any]]]) -> None:
    """Insert rows as the tables are now, table by table in the order given."""
    with engine.begin() as connection:
        for table, wanted in rows.items():
            for row in wanted:
                columns, values = ", ".join(row), ", ".join(f":{name}" for name in row)
                connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({values})"), row)  # noqa: S608 - the tests' own names


def make_oldest(engine: Engine) -> None:
    """Bring an empty database to OLDEST and fill it."""
    with migrating(engine) as config:
        command.upgrade(config, OLDEST)
    put_rows(engine, ROWS)


def _shape(inspector: Any, table: str) -> dict[str, Any]:
    columns = [
        (one["name"], str(one["type"]), one["nullable"], one["default"])
        for one in inspector.get_columns(table)
    ]
    return {
        "columns": sorted(columns, key=repr),
        "key": inspector.get_pk_constraint(table)["constrained_columns"],
        "references": sorted(inspector.get_foreign_keys(table), key=repr),
        "unique": sorted(inspector.get_unique_constraints(table), key=repr),
        "checks": sorted(
            (one["name"], " ".join(one["sqltext"].split())) for one in inspector.get_check_constraints(table)
        ),
        "indexes": sorted(
            (one["name"], one["column_names"], one["unique"], _condition(one.get("dialect_options", {})))
            for one in inspector.get_indexes(table)
        ),
    }


def _condition(options: Mapping[str, Any]) -> str:
    return " ".join(str(one) for name, one in sorted(options.items()) if name.endswith("_where"))
