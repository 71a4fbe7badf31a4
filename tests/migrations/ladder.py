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

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Final

from alembic import command
from sqlalchemy import Engine, Inspector, inspect, text

from tests.migrations.rows import ROWS
from webapp.plumbing.migrations import migrating, versions

OLDEST: Final = "e5a7c1d4f654"
"""The last migration without a test of its own; every register in use has had it."""


class Ladder:
    """One register on its way; it begins at OLDEST, with the rows of rows.py."""

    def __init__(self, standing_at: Callable[[str], Engine]) -> None:
        self._standing_at = standing_at
        self._steps = [one.revision for one in versions()]
        self._current = OLDEST

    @cached_property
    def engine(self) -> Engine:
        """Of the register."""
        return self._standing_at(self._current)

    def stand_before(self, revision: str) -> None:
        """Begin at the migration before it; the first thing a test says, or nothing has been done yet."""
        assert "engine" not in vars(self)
        self._current = self._steps[self._steps.index(revision) - 1]

    def up(self) -> None:
        """Run the next migration."""
        self._climb(self._steps[self._steps.index(self._current) + 1])

    def down(self) -> None:
        """Take the last migration back."""
        below = self._steps[self._steps.index(self._current) - 1]
        with migrating(self.engine) as config:
            command.downgrade(config, below)
        self._current = below

    def put(self, table: str, **facts: Any) -> None:
        """Add a row."""
        put_rows(self.engine, {table: [facts]})

    def run(self, statement: str, **facts: Any) -> None:
        """Change rows."""
        with self.engine.begin() as connection:
            connection.execute(text(statement), facts)

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """What a query finds."""
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query)]

    def tables(self) -> dict[str, Any]:
        """Every table with its columns, constraints and indexes, in no order."""
        inspector = inspect(self.engine)
        return {aspect: _shapes(inspector, aspect) for aspect in _SHAPES}

    def rows(self) -> dict[str, list[str]]:
        """Every row of every table but Alembic's own, in no order."""
        names = set(inspect(self.engine).get_table_names()) - {"alembic_version"}
        return {name: sorted(self._rows(name)) for name in names}

    def _rows(self, table: str) -> list[str]:
        with self.engine.connect() as connection:
            found = connection.exec_driver_sql(f'SELECT * FROM "{table}"').mappings()  # noqa: S608 - a table's own name
            return [repr(sorted(row.items())) for row in found]

    def _climb(self, revision: str) -> None:
        climb(self.engine, revision)
        self._current = revision


def climb(engine: Engine, revision: str) -> None:
    """Run migrations as far as one."""
    with migrating(engine) as config:
        command.upgrade(config, revision)


def put_rows(engine: Engine, rows: Mapping[str, list[dict[str, Any]]]) -> None:
    """Insert rows as the tables are now, table by table in the order given."""
    with engine.begin() as connection:
        for table, wanted in rows.items():
            for row in wanted:
                columns, values = ", ".join(row), ", ".join(f":{name}" for name in row)
                connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({values})"), row)  # noqa: S608 - the tests' own names


def make_step(engine: Engine, revision: str) -> None:
    """Bring a register from the step before to this one; the oldest begins with nothing, and gets rows."""
    climb(engine, revision)
    if revision == OLDEST:
        put_rows(engine, ROWS)


def step_before(revision: str) -> str | None:
    """The migration before; None for the oldest."""
    steps = [one.revision for one in versions()]
    return None if revision == OLDEST else steps[steps.index(revision) - 1]


def _shapes(inspector: Inspector, aspect: str) -> dict[str, Any]:
    """One aspect of every table: asked of all at once, which takes a tenth of asking each."""
    found = getattr(inspector, f"get_multi_{aspect}")()
    return {str(table): _SHAPES[aspect](one) for (_, table), one in found.items()}


def _condition(options: Mapping[str, Any]) -> str:
    return " ".join(str(one) for name, one in sorted(options.items()) if name.endswith("_where"))


_SHAPES: Final[Mapping[str, Callable[[Any], Any]]] = {
    "columns": lambda found: sorted(
        ((one["name"], str(one["type"]), one["nullable"], one["default"]) for one in found), key=repr
    ),
    "pk_constraint": lambda found: found["constrained_columns"],
    "foreign_keys": lambda found: sorted(found, key=repr),
    "unique_constraints": lambda found: sorted(found, key=repr),
    "check_constraints": lambda found: sorted(
        (one["name"], " ".join(one["sqltext"].split())) for one in found
    ),
    "indexes": lambda found: sorted(
        (one["name"], one["column_names"], one["unique"], _condition(one.get("dialect_options", {})))
        for one in found
    ),
}
"""What of each aspect must be the same again."""
