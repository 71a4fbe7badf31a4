"""Start the production server around an application, on the loopback, and stop it afterwards."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

WORKERS = 2  # the default of KAIKUKORTTI_WORKERS
_LONGEST_START_SECONDS = 30
_LONGEST_STOP_SECONDS = 10


@contextmanager
def running_server(target: str, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """Serve `target`, as "module:function", with more environment variables; gives the address."""
    with running_process(target, environment) as (address, _process_id):
        yield address


@contextmanager
def running_process(target: str, environment: Mapping[str, str] | None = None) -> Iterator[tuple[str, int]]:
    """As running_server; gives the address and the number of the process whose children serve."""
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.bench.serve", target, str(port), str(WORKERS)],
        env={**os.environ, **(environment or {})},
    )
    try:
        _await_start(process, port)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        try:
            process.wait(_LONGEST_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _await_start(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + _LONGEST_START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    message = "The measured server did not start; what it said stands above."
    raise RuntimeError(message)
