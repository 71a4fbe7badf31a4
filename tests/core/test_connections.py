"""A connection that the database has ended while it rested is noticed before it is used."""

import socket
import stat
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from tests.support.postgres import Cluster
from webapp.core import database
from webapp.core.database import WRITES, create_register_engine


def backend(engine: Engine) -> int:
    """The process of the server behind the connection that the pool gives out."""
    with engine.connect() as connection:
        process: int = connection.scalars(text("SELECT pg_backend_pid()")).one()
        return process


def test_a_connection_that_has_rested_is_proved_and_replaced(
    postgres_engine: Engine, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = backend(postgres_engine)
    assert backend(postgres_engine) == first
    operator = create_register_engine(cluster.url("postgres"))
    with operator.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:process, 5000)"), {"process": first})
    operator.dispose()
    monkeypatch.setattr(database, "_TRUSTED_FOR_SECONDS", 0)
    assert backend(postgres_engine) != first


def test_behind_a_pooler_of_transactions_no_statement_is_prepared(cluster: Cluster) -> None:
    prepared = {}
    for address in (cluster.url("postgres"), f"{cluster.url('postgres')}&prepare_threshold=none"):
        engine = create_register_engine(address)
        with engine.connect() as connection:
            for _ in range(10):
                connection.scalar(text("SELECT 1"))
            prepared[address] = connection.scalar(text("SELECT count(*) FROM pg_prepared_statements"))
        engine.dispose()
    assert list(prepared.values()) == [1, 0]
    with pytest.raises(ValueError, match="can only be none"):
        create_register_engine(f"{cluster.url('postgres')}&prepare_threshold=7")


def test_a_server_that_takes_no_one_in_is_an_error_soon() -> None:
    # libpq waits for two seconds at least.
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        engine = create_register_engine(f"postgresql+psycopg://user@127.0.0.1:{port}/x?connect_timeout=2")
        with pytest.raises(OperationalError, match="timeout"), engine.connect():
            pass


def test_a_connection_waits_for_seconds_and_its_address_can_say_otherwise(cluster: Cluster) -> None:
    waits = {}
    for address in (cluster.url("postgres"), f"{cluster.url('postgres')}&connect_timeout=9"):
        engine = create_register_engine(address)
        with engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            waits[address] = driver.info.get_parameters()
        engine.dispose()
    said = [(one["connect_timeout"], one["tcp_user_timeout"]) for one in waits.values()]
    assert said == [("5", "10000"), ("9", "10000")]


def test_one_that_was_used_just_now_is_not_asked(
    postgres_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = backend(postgres_engine)
    monkeypatch.setattr(postgres_engine.dialect, "do_ping", None)  # asking would fail
    assert backend(postgres_engine) == first


def test_only_its_owner_reads_an_embedded_register(tmp_path: Path) -> None:
    register = tmp_path / "register.sqlite3"
    for is_new in (True, False):
        if not is_new:
            register.chmod(0o644)
        engine = create_register_engine(f"sqlite:///{register}")
        with engine.execution_options(**{WRITES: True}).begin() as connection:
            connection.exec_driver_sql(f"CREATE TABLE {'first' if is_new else 'second'} (name TEXT)")
            kept = sorted(tmp_path.iterdir())
            assert {stat.S_IMODE(file.stat().st_mode) for file in kept} == {0o600}, kept
        engine.dispose()
