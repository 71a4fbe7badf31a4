"""The register's engine, its base class and the column types every table shares."""

import json
import os
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, Final, TypeVarTuple

from sqlalchemy import (
    JSON,
    URL,
    CheckConstraint,
    ColumnElement,
    Connection,
    DateTime,
    Engine,
    MetaData,
    Row,
    Select,
    String,
    case,
    create_engine,
    event,
    literal,
    make_url,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import (
    DBAPIError,
    DisconnectionError,
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Session, registry, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeDecorator, TypeEngine

from webapp.core.direct_postgres import doubt_prepared
from webapp.core.languages import LocalisedText
from webapp.core.write_queue import WriteQueue

ColumnsT = TypeVarTuple("ColumnsT")

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

WRITES: Final = "kaikukortti_writes"
"""Execution option of a connection whose transaction will write: SQLite then takes its write lock at once."""

_TRUSTED_FOR_SECONDS: Final = 5
"""How long a connection is believed to be alive after its last use. Asking before each use took as long as a
tenth of recording a visit; within this time a restart of the database costs a phone one try."""
_LAST_USED: Final = "kaikukortti_last_used"
_POSTGRES_PATIENCE: Final = {
    "connect_timeout": 5, "tcp_user_timeout": 10_000, "keepalives_idle": 30, "keepalives_interval": 5
}  # fmt: skip
"""How long a server that does not answer, or is cut off, is waited for: in seconds (tcp_user: ms).

The system alone waits for minutes, and every thread with it. The database's address can say otherwise.
"""
_PREPARE: Final = "prepare_threshold"
_IN_QUEUE: Final = "kaikukortti_in_queue"
_OWNER_ALONE: Final = 0o600
_OTHERS: Final = 0o077
_LONGEST_WAIT_SECONDS: Final = 15
"""For SQLite's write lock; it is an error then."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC. A naive value is a bug and is refused with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn any aware instant into UTC.

        Raises:
            ValueError: a moment without a time zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"naive datetime: {value!r}"
            raise ValueError(message)
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Give an aware instant in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def not_before(began: InstrumentedAttribute[datetime], now: datetime) -> ColumnElement[datetime]:
    """Now, in an update; or then, where a wrong clock wrote that it began later: nothing ends before."""
    return case((began > now, began), else_=literal(now, UtcDateTime()))


class Localised(TypeDecorator[LocalisedText]):
    """A text by language, stored as JSON; SQL reads one language of it with `text_in`."""

    impl = JSON().with_variant(JSONB, "postgresql")
    cache_ok = True

    def coerce_compared_value(self, op: OperatorType | None, value: object) -> TypeEngine[Any]:
        """The operand of a subscript is a key, not a text by language."""
        return self.impl_instance.coerce_compared_value(op, value)

    def process_bind_param(self, value: LocalisedText | None, dialect: Dialect) -> object:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Store what is written in some language."""
        return None if value is None else dict(value)

    def process_result_value(self, value: dict[str, str] | None, dialect: Dialect) -> LocalisedText | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Give a text that never changes."""
        return None if value is None else LocalisedText(value)


def text_in(column: InstrumentedAttribute[LocalisedText], language: str) -> ColumnElement[str]:
    """One language of a text, or NULL where it is not written in it."""
    text: ColumnElement[str] = column[language].as_string()
    return text


class Base(DeclarativeBase):
    """Every table of the register; constraints are named so that migrations can speak of them."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: UtcDateTime, str: String(), LocalisedText: Localised()},
    )


def one_of(column: str, values: type[Any], name: str | None = None) -> CheckConstraint:
    """A CHECK that a text column holds one of a StrEnum's values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=name or column)


def create_register_engine(url: str, *, connections: int = 4) -> Engine:
    """Connect to the register at a SQLAlchemy URL; SQLite gets WAL, FULL durability and foreign keys.

    So many `connections` are kept; as many more are made, and ended after use, when all of them are in use.
    """
    # No error tells what a statement was about: errors come to stand in logs.
    kept = {"pool_size": connections, "max_overflow": connections, "hide_parameters": True}
    if not url.startswith("sqlite"):
        address, options = _without_options(make_url(url))
        engine = create_engine(address, connect_args=options, json_serializer=_as_json, **kept)
        event.listen(engine, "checkin", _note_use)
        event.listen(engine, "checkout", _Proof(engine.dialect))
        event.listen(engine, "rollback", doubt_prepared)
        event.listen(engine, "rollback_savepoint", _doubt_after_savepoint)
        return engine
    return _sqlite_engine(url, kept)


def _doubt_after_savepoint(connection: Connection, _name: str, _context: None) -> None:
    doubt_prepared(connection)


def _sqlite_engine(url: str, kept: Mapping[str, int | bool]) -> Engine:
    file = make_url(url).database
    arguments = {"timeout": _LONGEST_WAIT_SECONDS, "check_same_thread": False}
    if not file:
        kept = {"hide_parameters": True}
    engine = create_engine(url, connect_args=arguments, json_serializer=_as_json, **kept)
    if file:
        _keep_to_owner(Path(file))
    event.listen(engine, "connect", _prepare_sqlite)
    if file:
        queue = WriteQueue(Path(file), patience_seconds=_LONGEST_WAIT_SECONDS)
        event.listen(engine, "begin", partial(_line_up, queue))
        event.listen(engine, "checkin", partial(_make_way, queue))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _keep_to_owner(file: Path) -> None:
    # What SQLite puts beside the file gets the file's own mode. A file that is there is not opened: closing
    # it would drop every lock that this process holds on it.
    with suppress(OSError):  # SQLite says the same when it is asked, as its own error
        if not file.exists():
            os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _OWNER_ALONE))
        elif file.stat().st_mode & _OTHERS:
            file.chmod(_OWNER_ALONE)


def _without_options(url: URL) -> tuple[URL, dict[str, Any]]:
    # psycopg prepares statements that come back; behind a pooler of transactions it must not, because the
    # next one may run on another connection. The address says so: `?prepare_threshold=none`.
    patience = {name: value for name, value in _POSTGRES_PATIENCE.items() if name not in url.query}
    threshold = url.query.get(_PREPARE)
    if threshold is None:
        return url, patience
    if threshold != "none":
        message = f"{_PREPARE} in the address of the database can only be none, not {threshold}."
        raise ValueError(message)
    return url.difference_update_query([_PREPARE]), {_PREPARE: None, **patience}


def _as_json(value: object) -> str:
    # The same value is the same text, so that SQLite can tell whether two rows are alike.
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _note_use(_connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    entry.info[_LAST_USED] = monotonic()


class _Proof:
    """Asks a connection that has rested whether it is still alive; where not, the pool makes another."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect

    def __call__(
        self, connection: DBAPIConnection, entry: ConnectionPoolEntry, _proxied: PoolProxiedConnection
    ) -> None:
        last_used = entry.info.get(_LAST_USED)
        if last_used is None or monotonic() - last_used < _TRUSTED_FOR_SECONDS:
            return
        try:
            self._dialect.do_ping(connection)
        except self._dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not open transactions by itself: _begin_sqlite chooses the kind.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={_LONGEST_WAIT_SECONDS}000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _line_up(queue: WriteQueue, connection: Connection) -> None:
    if _will_write(connection) and _IN_QUEUE not in connection.info and queue.enter():
        connection.info[_IN_QUEUE] = True


def _make_way(queue: WriteQueue, _connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    # When the connection is given back, its transaction has ended, in whatever way.
    if entry.info.pop(_IN_QUEUE, False):
        queue.leave()


def _will_write(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get(WRITES, False))


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that reads and later writes fails with SQLITE_BUSY when another has written
    # between; one that says at the start that it will write waits its turn instead.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _will_write(connection) else "BEGIN")


def session_factory(engine: Engine) -> sessionmaker[Session]:
    """Sessions that keep what they loaded after the commit, so a page can still show it."""
    return sessionmaker(engine, expire_on_commit=False)


def announce_writing(session: Session) -> None:
    """Say, before the first statement, that this transaction will write."""
    session.connection(execution_options={WRITES: True})


def first_row(
    session: Session, statement: Select[*ColumnsT], facts: Mapping[str, object]
) -> Row[*ColumnsT] | None:
    """The first row that a statement of columns finds, in two thirds of the ORM's time: a queue waits."""
    session.flush()  # as the ORM does before it asks
    return session.connection().execute(statement, facts).first()


_SQLITE_OUT_OF_ORDER: Final = frozenset({
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_READONLY,
})  # fmt: skip
_PRIMARY_CODE: Final = 0xFF
_POSTGRES_OUT_OF_ORDER: Final = ("08", "25006", "40", "53", "55", "57", "58", "F0", "XX")
"""No connection, only readable, deadlock, no room, locked, shut down, broken: how their SQLSTATEs begin."""


def is_out_of_order(error: SQLAlchemyError) -> bool:
    """Whether the register cannot do its work just now, and not because of what it was asked."""
    if isinstance(error, PoolTimeoutError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & _PRIMARY_CODE in _SQLITE_OUT_OF_ORDER
    state: str | None = getattr(cause, "sqlstate", None)
    if state is None:
        return isinstance(error, OperationalError | InterfaceError)
    return state.startswith(_POSTGRES_OUT_OF_ORDER)
