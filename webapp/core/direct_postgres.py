"""Run a prepared statement by libpq itself, through psycopg's own module for it (psycopg.pq).

psycopg's cursors convert, look up and prepare whatever comes, which takes four times as long as asking libpq
for one of a handful of statements whose types are known. Parameters go as text, rows come in PostgreSQL's
binary form.
"""

import hashlib
import json
import re
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, TypeAlias

import psycopg
from psycopg import pq
from sqlalchemy import Connection

_Load: TypeAlias = Callable[[bytes], Any]

_PREPARED: Final = "kaikukortti_prepared"
"""Where a connection's prepared statements are named, as long as that is certain."""
_PARAMETER: Final = re.compile(r"%\((\w+)\)s|%%")
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
_FIRST_DAY: Final = date(2000, 1, 1).toordinal()
_BINARY: Final = pq.Format.BINARY
_IN_NO_TRANSACTION: Final = pq.TransactionStatus.IDLE
_SUCCEEDED: Final = frozenset({pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK})


def _signed(data: bytes) -> int:
    return int.from_bytes(data, "big", signed=True)


_LOADERS: Final[Mapping[int, _Load]] = {
    16: lambda data: data == b"\x01",  # boolean
    20: _signed, 21: _signed, 23: _signed,
    25: bytes.decode, 1043: bytes.decode,  # text, varchar
    1082: lambda data: date.fromordinal(_FIRST_DAY + _signed(data)),
    1184: lambda data: _EPOCH + timedelta(microseconds=_signed(data)),  # timestamp with time zone
    2950: lambda data: uuid.UUID(bytes=data),
    3802: lambda data: json.loads(data[1:]),  # jsonb, after the number of its format
}  # fmt: skip
"""By the number of its type in PostgreSQL's catalogue."""


class PreparedStatement:
    """A statement in psycopg's spelling of named parameters, for libpq."""

    def __init__(self, text: str) -> None:
        self._names: list[str] = []
        self._text = _PARAMETER.sub(self._numbered, text).encode()
        # By its text: a pooler may give a connection on which another process has prepared.
        self._name = b"kaikukortti_" + hashlib.sha256(self._text).hexdigest()[:16].encode()
        self._loaders: list[_Load] | None = None

    def _numbered(self, found: re.Match[str]) -> str:
        name = found.group(1)
        if name is None:
            return "%"
        if name not in self._names:
            self._names.append(name)
        return f"${self._names.index(name) + 1}"

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[list[Any]]:
        """Run it inside the connection's transaction, or by itself where it has begun none; gives its rows.

        Raises:
            psycopg.Error: by PostgreSQL's own code of what went wrong.
        """
        driver: psycopg.Connection[Any] = connection.connection.dbapi_connection  # type: ignore[assignment]
        server = driver.pgconn
        if server.transaction_status == _IN_NO_TRANSACTION and connection.in_transaction():
            _check(server.exec_(b"BEGIN"))
        parameters = [_dumped(values[name]) for name in self._names]
        if (
            driver.prepare_threshold is None
        ):  # behind a pooler the next statement may get another server connection
            result = server.exec_params(self._text, parameters, result_format=_BINARY)
        else:
            self._prepare(connection, server)
            result = server.exec_prepared(self._name, parameters, result_format=_BINARY)  # type: ignore[arg-type]  # None is NULL; its stub forgets it
        return self._loaded(_check(result))

    def _prepare(self, connection: Connection, server: pq.abc.PGconn) -> None:
        prepared: set[bytes] | None = connection.info.get(_PREPARED)
        if prepared is None:
            prepared = connection.info[_PREPARED] = _prepared_on(server)
        if self._name not in prepared:
            _check(server.prepare(self._name, self._text))
            prepared.add(self._name)

    def _loaded(self, result: pq.abc.PGresult) -> list[list[Any]]:
        columns = range(result.nfields)
        if self._loaders is None:
            self._loaders = [_LOADERS[result.ftype(column)] for column in columns]
        get, loaders = result.get_value, self._loaders
        return [
            [None if (data := get(row, column)) is None else loaders[column](data) for column in columns]
            for row in range(result.ntuples)
        ]


OUTDATED: Final = (psycopg.errors.FeatureNotSupported, psycopg.errors.InvalidSqlStatementName)
"""What a statement that was prepared before a migration answers, or one that is no longer there."""


def doubt_prepared(connection: Connection) -> None:
    """With a rollback: where psycopg has prepared statements of its own, it lets the server forget all."""
    connection.info.pop(_PREPARED, None)


def _prepared_on(server: pq.abc.PGconn) -> set[bytes]:
    found = _check(server.exec_(b"SELECT name FROM pg_prepared_statements"))
    return {found.get_value(row, 0) or b"" for row in range(found.ntuples)}


def _dumped(value: Any) -> bytes | None:  # noqa: ANN401 - what the statements' parameters are made of
    match value:
        case None:
            return None
        case str():
            return value.encode()
        case bool():
            return b"t" if value else b"f"
        case int():
            return b"%d" % value
        case uuid.UUID():
            return value.hex.encode()
        case date():  # and datetime
            return value.isoformat().encode()
        case _:
            raise TypeError(value)


def _check(result: pq.abc.PGresult) -> pq.abc.PGresult:
    if result.status in _SUCCEEDED:
        return result
    raise _error_of(result)


def _error_of(result: pq.abc.PGresult) -> psycopg.Error:
    """Its first line alone: what follows may quote the row, and this may come to stand in a log."""
    code = result.error_field(pq.DiagnosticField.SQLSTATE)
    said = result.error_field(pq.DiagnosticField.MESSAGE_PRIMARY) or b""
    try:
        kind = psycopg.errors.lookup((code or b"").decode())
    except KeyError:
        kind = psycopg.DatabaseError if code else psycopg.OperationalError
    return kind(said.decode(errors="replace"))
