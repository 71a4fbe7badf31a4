"""The production server in a process of its own, on a copy of a demo register."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.support import patience
from tests.support.serve_demo import RELEASED
from tests.support.traces import HOLDERS_NAME, traces_of
from webapp.plumbing.http.assets import BUILD

_STOPS_WITHIN_SECONDS = 10


class ServerError(Exception):
    """The server did not start, or said that something failed."""


@dataclass
class RunningServer:
    """Where it answers, what it stores and what it says. It may be killed, and started again where it was."""

    directory: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where browsers go."""
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> Path:
        """What it says."""
        return self.directory / "server.log"

    def start(self) -> None:
        """Serve the directory; ServerError where it does not come up."""
        command = [sys.executable, "-m", "tests.support.serve_demo", str(self.port), str(self.directory)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own module
                command, stdout=log, stderr=log, start_new_session=True
            )
        _wait_for(self, self.process)

    def kill(self) -> None:
        """As when the power goes."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self) -> None:
        """In the ordinary way."""
        if self.process is not None and self.process.poll() is None:
            _stop(self.process)

    def releases_new_version(self) -> None:
        """Start again with a service worker that phones have not seen."""
        self.stop()
        built = (BUILD / RELEASED).read_text(encoding="utf-8")
        (self.directory / RELEASED).write_text(f"{built}\n// a newer version\n", encoding="utf-8")
        self.start()

    def failures(self) -> list[str]:
        """What it logged of requests that ended in an unexpected error."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [line for line in lines if "Traceback" in line or '"failed"' in line or "Error" in line]


@contextmanager
def running_server(demo: Path, directory: Path) -> Iterator[RunningServer]:
    """Copy a demo directory and serve the copy on a free port; at the end, tell what failed in it."""
    shutil.copytree(demo, directory)
    server = RunningServer(directory, _free_port())
    try:
        server.start()
        yield server
    finally:
        server.stop()
    if failures := server.failures():
        message = "\n".join(["the server logged failures:", *failures])
        raise ServerError(message)
    # Whatever the journeys did: what a holder writes on the card stays on the phone.
    if kept := traces_of(HOLDERS_NAME, directory):
        message = f"the name that a holder typed was kept in {', '.join(kept)}"
        raise ServerError(message)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(server: RunningServer, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + patience.SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"{server.address}/healthz", timeout=patience.SECONDS):  # noqa: S310 - our own server
                return
        except (URLError, ConnectionError):
            time.sleep(0.05)
    message = f"the server did not start:\n{server.log.read_text(encoding='utf-8')}"
    raise ServerError(message)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(_STOPS_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
