"""Eight clients, one request after another over connections kept open; by wrk, which leaves us the cores."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

CLIENTS = 8
_SCRIPT = Path(__file__).with_name("load.lua")


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


def load(url: str, headers: Mapping[str, str], bodies: Iterable[str], *, seconds: int) -> Load:
    """POST the bodies to the address for so long; RuntimeError where any answer was not 2xx."""
    with tempfile.TemporaryDirectory() as folder:
        headers_file, bodies_file = Path(folder, "headers"), Path(folder, "bodies")
        headers_file.write_text("".join(f"{name}: {value}\n" for name, value in headers.items()))
        bodies_file.write_text("".join(f"{body}\n" for body in bodies))
        command = [
            find(), "--threads=1", f"--connections={CLIENTS}", f"--duration={seconds}s",
            f"--script={_SCRIPT}", url, "--", str(headers_file), str(bodies_file),
        ]  # fmt: skip
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    measured = Load(**json.loads(told.splitlines()[-1]))
    if measured.failed or not measured.requests:
        message = f"{url}: {measured.failed} of {measured.requests} requests failed.\n{told}"
        raise RuntimeError(message)
    return measured
