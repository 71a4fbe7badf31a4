"""A checkout of the project that is built, its demo country served: this one, or an earlier one beside it."""

import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

_DEMO: Final = "from pathlib import Path; from tests.support.demo_register import demo_directory; "
_PATIENCE_SECONDS: Final = 60


@dataclass(frozen=True)
class ServedBuild:
    """Where a build answers, and its register."""

    address: str
    register: Path

    def codes(self, count: int) -> list[str]:
        """Codes of personal cards that are valid for long and have not been used."""
        query = (
            "SELECT code FROM card_codes JOIN cards ON cards.id = card_codes.card_id"
            " WHERE kind = 'personal' AND status = 'active' AND replaced_at IS NULL"
            " AND valid_until > date('now', '+40 days') AND code NOT IN (SELECT code FROM visits)"
            " ORDER BY code LIMIT ?"
        )
        with closing(sqlite3.connect(self.register)) as connection:
            return [code for (code,) in connection.execute(query, (count,))]

    def recorded(self, codes: list[str]) -> int:
        """How many of these have a visit."""
        with closing(sqlite3.connect(self.register)) as connection:
            found = {code for (code,) in connection.execute("SELECT code FROM visits")}
        return len(found & set(codes))

    def turn_fast_mode_on(self) -> bool:
        """At every venue. False where the build has no such mode."""
        with closing(sqlite3.connect(self.register)) as connection:
            columns = [row[1] for row in connection.execute("PRAGMA table_info(organisations)")]
            if "fast_mode" not in columns:
                return False
            with connection:
                connection.execute("UPDATE organisations SET fast_mode = 1 WHERE kind = 'venue'")
        return True


@dataclass(frozen=True)
class Build:
    """A checkout and the demo country that it has made."""

    checkout: Path
    demo: Path

    @property
    def python(self) -> Path:
        """Its own, with what it needs."""
        return self.checkout / ".venv/bin/python"

    @contextmanager
    def served(self) -> Iterator[ServedBuild]:
        """Serve a copy of the demo country on a free port."""
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(self.demo, folder, dirs_exist_ok=True)
            port = _free_port()
            command: list[str | Path] = [self.python, "-m", "tests.support.serve_demo", str(port), folder]
            with Path(folder, "server.log").open("ab") as log:
                server = subprocess.Popen(command, cwd=self.checkout, stdout=log, stderr=log)
            try:
                address = f"http://localhost:{port}"
                _wait_for(f"{address}/healthz", server)
                yield ServedBuild(address, Path(folder, "register.sqlite3"))
            finally:
                server.terminate()
                server.wait()


@contextmanager
def build_in(checkout: Path) -> Iterator[Build]:
    """Let it make its demo country, which takes a while; all of it is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        build = Build(checkout.resolve(), Path(folder, "demo"))
        command: list[str | Path] = [build.python, "-c", f"{_DEMO}demo_directory(Path({folder!r}))"]
        subprocess.run(command, cwd=build.checkout, check=True, capture_output=True)
        yield build


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(address, timeout=_PATIENCE_SECONDS):  # noqa: S310 - our own server
                return
        except (URLError, ConnectionError):
            time.sleep(0.05)
    message = "The build was not served."
    raise RuntimeError(message)
