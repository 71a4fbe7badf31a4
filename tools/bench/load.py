"""Eight clients, one request after another over connections kept open; by wrk, which leaves us the cores."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CLIENTS = 8
_SCRIPT = Path(__file__).with_name("load.lua")


@dataclass(frozen=True)
class Sender:
    """What one browser sends, one body after another."""

    headers: Mapping[str, str]
    bodies: Sequence[str]


@dataclass(frozen=True)
class Load:
    """What one round of load gave."""

    requests: int
    failed: int
    seconds: float
    p50_ms: float
    p99_ms: float

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


def find() -> str:
    """The path of wrk; FileNotFoundError tells how to get it."""
    path = shutil.which("wrk")
    if path is None:
        message = "Measuring needs wrk. On Debian and Ubuntu: apt-get install wrk."
        raise FileNotFoundError(message)
    return path


def load(url: str, senders: Sequence[Sender], *, seconds: int, once: bool = False) -> Load:
    """POST for so long, each sender from a thread of its own; RuntimeError where any request failed.

    `once`: no body is sent a second time; a sender that has no more stops.
    """
    with tempfile.TemporaryDirectory() as folder:
        for number, sender in enumerate(senders, 1):
            headers = "".join(f"{name}: {value}\n" for name, value in sender.headers.items())
            Path(folder, f"{number}.headers").write_text(headers)
            Path(folder, f"{number}.bodies").write_text("".join(f"{body}\n" for body in sender.bodies))
        command = [
            find(), f"--threads={len(senders)}", f"--connections={CLIENTS}", f"--duration={seconds}s",
            f"--script={_SCRIPT}", url, "--", folder, "once" if once else "again",
        ]  # fmt: skip
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    measured = Load(**json.loads(output.splitlines()[-1]))
    if measured.failed or not measured.requests:
        message = f"{url}: {measured.failed} of {measured.requests} requests failed.\n{output}"
        raise RuntimeError(message)
    return measured
