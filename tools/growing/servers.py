"""A server of the program in a process of its own, as one of systemd's instances."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_KAIKUKORTTI = Path(sys.executable).with_name("kaikukortti")


class ProgramServer:
    """`kaikukortti serve` on a port; it may be killed, and starts again."""

    def __init__(self, folder: Path, port: int, environment: Mapping[str, str]) -> None:
        self.port = port
        self._log = folder / f"kaikukortti-{port}.log"
        self._environment = {"PATH": os.environ["PATH"], **environment}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Serve."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [str(_KAIKUKORTTI), "serve", "--port", str(self.port)],
                env=self._environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def vanish(self) -> None:
        """As when the power goes, workers and all."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Serve until the end."""
        self.start()
        try:
            yield
        finally:
            self.vanish()
