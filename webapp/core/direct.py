"""Statements of the counter's path: built by SQLAlchemy once, then run by the database's driver itself.

Recording a visit and checking a card are what a queue waits for. There, building a result and a unit of work
around each statement takes longer than the statement (docs/performance.md has the figures).
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Connection, Insert, Select, Update
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

from webapp.core.direct_postgres import OUTDATED, PreparedStatement

Facts: TypeAlias = Mapping[str, object]
Row: TypeAlias = Any
"""A named tuple of a statement's columns."""

Statement: TypeAlias = Select[*tuple[Any, ...]] | Insert | Update
_Convert: TypeAlias = Callable[[Any], Any]


class DirectStatement:
    """A statement with named parameters, compiled at its first use with a database's dialect."""

    def __init__(self, statement: Statement) -> None:
        self._statement: Final = statement
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, connection: Connection, facts: Facts) -> list[Row]:
        """Run it and give all its rows.

        Raises:
            DBAPIError: as SQLAlchemy would, by the driver's error.
        """
        with _as_errors_of_sqlalchemy(connection):
            return self._for(connection.dialect).rows(connection, facts)

    def first(self, connection: Connection, facts: Facts) -> Row | None:
        """Run it and give its first row, if there is one."""
        return next(iter(self.rows(connection, facts)), None)

    def run(self, connection: Connection, facts: Iterable[Facts]) -> None:
        """Run a statement without rows, once for each of some sets of facts.

        Raises:
            DBAPIError: as SQLAlchemy would, by the driver's error.
        """
        with _as_errors_of_sqlalchemy(connection):
            compiled = self._for(connection.dialect)
            for one in facts:
                compiled.rows(connection, one)

    def _for(self, dialect: Dialect) -> "_Compiled":
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = _Compiled(self._statement, dialect)
        return found


class _as_errors_of_sqlalchemy:  # noqa: N801 - read as a statement; @contextmanager costs three times as much
    """Whoever catches an error, or has lost the database, need not know who ran the statement."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        """Nothing to get ready."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        dialect = self._connection.dialect
        if not isinstance(error, dialect.loaded_dbapi.Error):
            return
        driver = self._connection.connection.dbapi_connection
        is_lost = dialect.is_disconnect(error, driver, None) or isinstance(error, OUTDATED)
        if is_lost:
            self._connection.invalidate(error)
        raise DBAPIError.instance(
            None, None, error, dialect.loaded_dbapi.Error, hide_parameters=True,
            connection_invalidated=is_lost, dialect=dialect,
        ) from error  # fmt: skip


class _Compiled:
    """A statement in one database's own words, with what its parameters and columns are converted by."""

    def __init__(self, statement: Statement, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError(statement)
        columns = list(statement.selected_columns) if isinstance(statement, Select) else []
        self._parameters = _parameters(compiled, dialect)
        self._conversions = list(_conversions(columns, dialect))
        self._named = _naming(columns)
        is_postgres = dialect.name == "postgresql"
        self._run = PreparedStatement(compiled.string).rows if is_postgres else _ByCursor(compiled).rows

    def rows(self, connection: Connection, facts: Facts) -> list[Row]:
        values = {
            name: default if name not in facts else facts[name] if convert is None else convert(facts[name])
            for name, convert, default in self._parameters
        }
        found = self._run(connection, values)
        for row in found:
            for index, convert in self._conversions:
                row[index] = convert(row[index])
        return [self._named(row) for row in found]


class _ByCursor:
    """For SQLite, whose driver is a thin one."""

    def __init__(self, compiled: SQLCompiler) -> None:
        self._text = compiled.string
        self._order = compiled.positiontup or []

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[list[Any]]:
        cursor = connection.connection.cursor()
        cursor.execute(self._text, [values[name] for name in self._order])
        found = [list(row) for row in cursor.fetchall()]
        cursor.close()
        return found


def _parameters(compiled: SQLCompiler, dialect: Dialect) -> list[tuple[str, _Convert | None, Any]]:
    found = []
    for name, bind in compiled.binds.items():
        convert: _Convert | None = bind.type.dialect_impl(dialect).bind_processor(dialect)
        default = convert(bind.value) if convert is not None and bind.value is not None else bind.value
        found.append((name, convert, default))
    return found


def _conversions(columns: Iterable[ColumnElement[Any]], dialect: Dialect) -> Iterable[tuple[int, _Convert]]:
    for index, column in enumerate(columns):
        convert = column.type.dialect_impl(dialect).result_processor(dialect, None)
        if convert is not None:
            yield index, convert


def _naming(columns: Sequence[ColumnElement[Any]]) -> Callable[[Iterable[Any]], Row]:
    row: Any = namedtuple("Row", [column.key or "" for column in columns])  # type: ignore[misc]  # noqa: PYI024 - its columns are known only now
    naming: Callable[[Iterable[Any]], Row] = row._make
    return naming
