"""A server of the program in a process of its own, as one of systemd's instances."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

_KAIKUKORTTI = Path(sys.executable).with_name("kaikukortti")


class ProgramServer:
    """`kaikukortti serve` on a port; it may be killed, and starts again."""

    def __init__(self, folder: Path, port: int, environment: Mapping[str, str]) -> None:
        self.port, self._folder = port, folder
        self.log = folder / f"kaikukortti-{port}.log"
        self._environment = {"PATH": os.environ["PATH"], **environment}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Serve."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [str(_KAIKUKORTTI), "serve", "--port", str(self.port)],
                cwd=self._folder, env=self._environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    @property
    def process_id(self) -> int:
        """Of the main process, whose children serve."""
        return self._process.pid if self._process is not None else 0

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


def free_ports(how_many: int) -> list[int]:
    """Ports that nothing listens on now."""
    with ExitStack() as open_ones:
        probes = [open_ones.enter_context(socket.socket()) for _ in range(how_many)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
