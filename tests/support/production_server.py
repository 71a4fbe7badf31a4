"""The program as `kaikukortti serve` runs it, on an empty register of PostgreSQL."""

import secrets
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

from tests.support import patience
from tools.growing.servers import ProgramServer, free_ports

_KAIKUKORTTI: Final = Path(sys.executable).with_name("kaikukortti")


@dataclass(frozen=True)
class ProductionServer:
    """Where browsers reach it, and its settings for other commands."""

    address: str
    folder: Path
    environment: Mapping[str, str]

    def run(self, *words: str) -> None:
        """One of the program's other commands, which must succeed."""
        subprocess.run(  # noqa: S603 - our own program
            [_KAIKUKORTTI, *words],
            cwd=self.folder,
            env=dict(self.environment),
            check=True,
            capture_output=True,
        )

    def has_come_up(self) -> bool:
        """Whether it answers."""
        try:
            with urlopen(f"{self.address}/healthz", timeout=patience.SECONDS):  # noqa: S310 - our own server
                return True
        except (URLError, ConnectionError):
            return False


@contextmanager
def production_server(database_url: str, folder: Path) -> Iterator[ProductionServer]:
    """Migrate, and serve until the end. No proxy: browsers take localhost for safe without TLS."""
    (port,) = free_ports(1)
    environment = {
        "KAIKUKORTTI_BASE_URL": f"https://localhost:{port}",
        "KAIKUKORTTI_SECRET_KEY": secrets.token_urlsafe(48),
        "KAIKUKORTTI_DATABASE_URL": database_url,
        "KAIKUKORTTI_WORKERS": "1",
    }
    server = ProductionServer(f"http://localhost:{port}", folder, environment)
    server.run("migrate")
    program = ProgramServer(folder, port, environment)
    with program.running():
        deadline = time.monotonic() + patience.SECONDS
        while not server.has_come_up():
            assert time.monotonic() < deadline, program.log.read_text(encoding="utf-8")
            time.sleep(0.05)
        yield server
