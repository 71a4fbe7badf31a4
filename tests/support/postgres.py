"""A PostgreSQL of the test run's own: made in a second, reached by a socket in a temporary folder."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

_DEBIAN = Path("/usr/lib/postgresql")
_OWNER = "kaikukortti"
_UNPRIVILEGED = "postgres"
_REMEDY = "On Debian and Ubuntu: apt-get install postgresql. Elsewhere: put initdb and pg_ctl on the PATH."

_COMMON = {"listen_addresses": "", "timezone": "UTC", "max_connections": "60", "logging_collector": "off"}
_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


def find() -> Path:
    """The folder of the newest PostgreSQL server's programs; FileNotFoundError tells how to get one."""
    versions = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda program: int(program.parts[-3]))
    if versions:
        return versions[-1].parent
    initdb = shutil.which("initdb")
    if initdb and shutil.which("pg_ctl"):
        return Path(initdb).resolve().parent
    message = f"The tests need PostgreSQL's server programs, initdb and pg_ctl. {_REMEDY}"
    raise FileNotFoundError(message)


@dataclass(frozen=True)
class Cluster:
    """A running server; its databases belong to whoever started it."""

    folder: Path

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of a database."""
        return f"postgresql+psycopg://{_OWNER}@/{database}?host={self.folder}"

    def create_database(self, name: str, *, template: str = "template0") -> str:
        """Copy a database nobody is connected to, in some 30 ms; gives the copy's URL."""
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Remove a database and throw out whoever is still connected to it."""
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(
            host=str(self.folder), user=_OWNER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)


@contextmanager
def running_cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """Start a server and stop it afterwards. `durable` keeps fsync as in production, for measuring."""
    programs = find()
    # A socket's path must be short, and another user must be able to enter: not TMPDIR.
    folder = Path(tempfile.mkdtemp(prefix="kaikukortti-", dir="/tmp"))
    try:
        hand_over(folder)
        _make_cluster(programs, folder, _COMMON if durable else _COMMON | _FORGETFUL)
        run_program([programs / "pg_ctl", "start", "-w", "-D", folder / "data", "-l", folder / "log"], folder)
        try:
            yield Cluster(folder)
        finally:
            run_program([programs / "pg_ctl", "stop", "-w", "-D", folder / "data", "-m", "immediate"], folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_cluster(programs: Path, folder: Path, settings: dict[str, str]) -> None:
    options = ("--no-sync", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", f"--username={_OWNER}")
    run_program([programs / "initdb", *options, "-D", folder / "data"], folder)
    lines = [f"{name} = '{value}'\n" for name, value in settings.items()]
    lines.append(f"unix_socket_directories = '{folder}'\n")
    with (folder / "data" / "postgresql.conf").open("a") as configuration:
        configuration.writelines(lines)


def unprivileged() -> str | None:
    """Whose processes servers are that refuse to run as root; None where nobody is root."""
    return _UNPRIVILEGED if os.geteuid() == 0 else None


def hand_over(folder: Path) -> None:
    """Give a folder to the user that PostgreSQL's package brings: it refuses to run as root."""
    if os.geteuid() != 0:
        return
    try:
        user = pwd.getpwnam(_UNPRIVILEGED)
    except KeyError:
        message = f"PostgreSQL will not run as root and there is no user {_UNPRIVILEGED}. {_REMEDY}"
        raise RuntimeError(message) from None
    os.chown(folder, user.pw_uid, user.pw_gid)


def run_program(command: Sequence[str | Path], folder: Path) -> None:
    """Run one of PostgreSQL's programs in a folder of its own; RuntimeError tells what it said."""
    user = unprivileged()
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}
    result = subprocess.run(  # noqa: S603 - programs of the system's own package
        command,
        check=False,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        user=user,
        group=user,
        extra_groups=[] if user else None,
    )
    if result.returncode:
        log = folder / "log"
        output = result.stderr + (log.read_text() if log.exists() else "")
        message = f"{Path(command[0]).name} failed: {output[-2000:]}"
        raise RuntimeError(message)
