"""A signal ends the server and all its workers; workers that are killed come back, however often."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

import pytest

from tests.support.processes import children_of

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


def wait_until(is_so: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + _LONGEST_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError, http.client.HTTPException):
            if is_so():
                return
        time.sleep(0.02)
    pytest.fail(otherwise)


def wait_until_it_listens(port: int) -> None:
    def is_let_in() -> bool:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        return True

    wait_until(is_let_in, "the server did not start")


def wait_until_it_answers(port: int) -> None:
    def is_answered() -> bool:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as browser:
            browser.request("GET", "/")
            return browser.getresponse().read() == b"ok"

    wait_until(is_answered, "the server does not answer")


def kill_workers(process: subprocess.Popen[bytes]) -> None:
    for worker in children_of(process.pid):
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)


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
        wait_until_it_listens(port)
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=_LONGEST_SECONDS)) as browser:
            # The first times while workers still start; then with a connection that its browser keeps open.
            if attempt > 1:
                browser.request("GET", "/")
                assert browser.getresponse().read() == b"ok"
            os.killpg(process.pid, sent)
            assert_it_ends(process)


def test_a_signal_to_the_main_process_alone_ends_everything() -> None:
    with small_server() as (process, port):
        wait_until_it_listens(port)
        process.send_signal(signal.SIGTERM)
        assert_it_ends(process)


def test_workers_killed_again_and_again_come_back() -> None:
    with small_server() as (process, port):
        for _ in range(5):
            wait_until_it_answers(port)
            kill_workers(process)
        wait_until_it_answers(port)
        wait_until(lambda: len(children_of(process.pid)) == 2, "a worker has not come back")
        process.send_signal(signal.SIGTERM)
        assert_it_ends(process)


def test_a_signal_while_workers_fall_ends_everything() -> None:
    with small_server() as (process, port):
        for _ in range(3):
            wait_until_it_answers(port)
            kill_workers(process)
        os.killpg(process.pid, signal.SIGINT)
        assert_it_ends(process)


def test_workers_whose_main_process_vanishes_leave_the_port() -> None:
    with small_server() as (process, port):
        wait_until_it_answers(port)
        process.kill()
        process.wait()
        wait_until(lambda: group_is_gone(process.pid), "workers were left behind")
