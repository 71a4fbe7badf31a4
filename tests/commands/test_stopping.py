"""Ctrl+C, and a supervisor that signals a whole group of processes, end the server and all its workers."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

_LONGEST_SECONDS = 60
"""Far more than it takes on a busy machine; what hangs, hangs for ever."""


@contextmanager
def small_server() -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Two workers in a process group of their own, and their port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "tests.support.small_server", str(port)]
    process = subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own module
    try:
        yield process, port
    finally:
        if not group_is_gone(process.pid):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def group_is_gone(group: int) -> bool:
    """Whether no process of it is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def wait_until_it_answers(port: int) -> None:
    deadline = time.monotonic() + _LONGEST_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    pytest.fail("the server did not start")


def assert_it_ends(process: subprocess.Popen[bytes]) -> None:
    try:
        assert process.wait(_LONGEST_SECONDS) == 0
    except subprocess.TimeoutExpired:
        pytest.fail("the server did not stop")
    assert group_is_gone(process.pid)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("attempt", range(4))
def test_a_signal_to_the_whole_group_ends_everything(sent: signal.Signals, attempt: int) -> None:
    with small_server() as (process, port):
        wait_until_it_answers(port)
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=_LONGEST_SECONDS)) as browser:
            # The first times while workers still start; then with a connection that its browser keeps open.
            if attempt > 1:
                browser.request("GET", "/")
                assert browser.getresponse().read() == b"ok"
            os.killpg(process.pid, sent)
            assert_it_ends(process)


def test_a_signal_to_the_main_process_alone_ends_everything() -> None:
    with small_server() as (process, port):
        wait_until_it_answers(port)
        process.send_signal(signal.SIGTERM)
        assert_it_ends(process)
