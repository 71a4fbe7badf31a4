"""A PostgreSQL server and its synchronous replica, which can be promoted when the first is gone."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.support.postgres import find, run_program

OWNER = "kaikukortti"
REPLICA = "second"
_PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A running server of PostgreSQL."""

    folder: Path
    port: int

    @property
    def data(self) -> Path:
        """Where its files lie."""
        return self.folder / f"data-{self.port}"

    def url(self) -> str:
        """The address of the register on it."""
        return f"postgresql+psycopg://{OWNER}@127.0.0.1:{self.port}/{OWNER}"

    def ask(self, statement: str, database: str = OWNER) -> list[tuple[object, ...]]:
        """What the server answers to a statement of its own transaction."""
        address = f"host=127.0.0.1 port={self.port} user={OWNER} dbname={database}"
        with psycopg.connect(address, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []

    def start(self) -> None:
        """Start it on its files."""
        log = self.folder / f"postgresql-{self.port}.log"
        run_program([find() / "pg_ctl", "start", "-w", "-D", self.data, "-l", log], self.folder)

    def promote(self) -> None:
        """Make the replica the register."""
        run_program([find() / "pg_ctl", "promote", "-w", "-D", self.data], self.folder)

    def vanish(self) -> None:
        """As when the power goes: nothing is finished, no connection is closed."""
        postmaster = int((self.data / "postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGSTOP)  # it restarts nothing that is killed
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for process in (*map(int, children), postmaster):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def stop(self) -> None:
        """At the end; it may be gone already."""
        with suppress(RuntimeError):
            run_program([find() / "pg_ctl", "stop", "-D", self.data, "-m", "immediate"], self.folder)


@contextmanager
def running_pair(folder: Path, ports: tuple[int, int]) -> Iterator[tuple[Server, Server]]:
    """The register's server, and the replica without whose word it says of nothing that it is kept."""
    second = Server(folder, ports[1])
    with running_alone(folder, ports[0]) as first, stopped_at_the_end(second):
        source = f"host=127.0.0.1 port={first.port} user={OWNER} application_name={REPLICA}"
        copy: list[str | Path] = [
            "--write-recovery-conf",
            "--checkpoint=fast",
            "-X",
            "stream",
            "-d",
            source,
            "-D",
            second.data,
        ]
        run_program([find() / "pg_basebackup", *copy], folder)
        _configure(second)
        second.start()
        first.ask(f"ALTER SYSTEM SET synchronous_standby_names = '{REPLICA}'")
        first.ask("SELECT pg_reload_conf()")
        await_state(lambda: first.ask("SELECT sync_state FROM pg_stat_replication") == [("sync",)])
        yield first, second


@contextmanager
def running_alone(folder: Path, port: int) -> Iterator[Server]:
    """A server without a replica, with an empty register."""
    server = Server(folder, port)
    options = ("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", f"--username={OWNER}")
    run_program([find() / "initdb", *options, "-D", server.data], folder)
    _configure(server)
    server.start()
    with stopped_at_the_end(server):
        server.ask(f"CREATE DATABASE {OWNER}", "postgres")
        yield server


@contextmanager
def stopped_at_the_end(server: Server) -> Iterator[None]:
    """Whatever becomes of it meanwhile."""
    try:
        yield
    finally:
        server.stop()


def _configure(server: Server) -> None:
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": server.port,
        "unix_socket_directories": server.folder,
        "max_connections": 200,
        "timezone": "UTC",
    }
    lines = "".join(f"{name} = '{value}'\n" for name, value in settings.items())
    with (server.data / "postgresql.conf").open("a") as configuration:
        configuration.write(lines)


def await_state(is_reached: Callable[[], bool]) -> None:
    """Wait until something is so; TimeoutError where it never is."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not is_reached():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.05)
