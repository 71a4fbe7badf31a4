"""Who comes first writes first, whichever process it is of; a killed one stops nobody."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import Engine

from webapp.core.database import announce_writing, create_register_engine, session_factory
from webapp.core.write_queue import WriteQueue

_LONGEST_SECONDS = 60

IN_A_PROCESS = """
import os, sys
from pathlib import Path
from webapp.core.write_queue import WriteQueue

queue, name, journal = WriteQueue(Path(sys.argv[1]), patience_seconds=60), sys.argv[2], sys.argv[3]
print("comes", flush=True)
queue.enter()
with open(journal, "a") as written:
    written.write(name)
print("is in", flush=True)
sys.stdin.readline()
queue.leave()
"""

Writer = subprocess.Popen[str]


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def come(tmp_path: Path, journal: Path) -> Iterator[Callable[[str], Writer]]:
    """Start a process that lines up, stays in until it may leave, and writes down that it was in."""
    writers: list[Writer] = []

    def start(name: str) -> Writer:
        command = [sys.executable, "-c", IN_A_PROCESS, str(tmp_path / "register"), name, str(journal)]
        writer = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own lines
        writers.append(writer)
        assert says(writer) == "comes"
        return writer

    yield start
    for writer in writers:
        writer.kill()
        writer.communicate()


def says(writer: Writer) -> str:
    assert writer.stdout is not None
    return writer.stdout.readline().strip()


def leave(writer: Writer) -> None:
    writer.communicate("leave\n", timeout=_LONGEST_SECONDS)


def line_up(come: Callable[[str], Writer], name: str, register: Path, *, after: int) -> Writer:
    """Let one more come, and wait until it has drawn its number: the kernel knows who waits."""
    writer = come(name)
    while drawn(register) <= after:
        assert writer.poll() is None
    return writer


def drawn(register: Path) -> int:
    return int.from_bytes(register.with_name(f"{register.name}-queue").read_bytes())


def test_processes_write_in_the_order_in_which_they_came(
    come: Callable[[str], Writer], tmp_path: Path, journal: Path
) -> None:
    first = come("a")
    assert says(first) == "is in"
    others = [
        line_up(come, name, tmp_path / "register", after=number) for number, name in enumerate("bcd", 1)
    ]
    for writer, names in zip([first, *others], ("a", "ab", "abc", "abcd"), strict=True):
        if writer is not first:
            assert says(writer) == "is in"
        assert journal.read_text() == names
        leave(writer)


@pytest.mark.parametrize("killed", ["holder", "waiter"])
def test_a_killed_one_stops_nobody_and_lets_nobody_pass(
    come: Callable[[str], Writer], tmp_path: Path, journal: Path, killed: str
) -> None:
    holder = come("a")
    assert says(holder) == "is in"
    waiter = line_up(come, "b", tmp_path / "register", after=1)
    last = line_up(come, "c", tmp_path / "register", after=2)
    os.kill((holder if killed == "holder" else waiter).pid, signal.SIGKILL)
    if killed == "holder":
        assert says(waiter) == "is in"
        leave(waiter)
    else:
        waiter.wait(_LONGEST_SECONDS)
        assert journal.read_text() == "a"
        leave(holder)
    assert says(last) == "is in"
    assert journal.read_text() == ("abc" if killed == "holder" else "ac")


def test_threads_write_in_the_order_in_which_they_came(tmp_path: Path) -> None:
    queue, order = WriteQueue(tmp_path / "register", patience_seconds=_LONGEST_SECONDS), list[int]()

    def write(number: int) -> None:
        assert queue.enter()
        order.append(number)
        queue.leave()

    assert queue.enter()
    threads = [Thread(target=write, args=(number,)) for number in range(8)]
    for number, thread in enumerate(threads, 1):
        thread.start()
        while len(queue._threads._waiting) < number:  # noqa: SLF001 - nothing else says who waits
            pass
    queue.leave()
    for thread in threads:
        thread.join(_LONGEST_SECONDS)
    assert order == list(range(8))


def test_who_has_waited_too_long_gives_the_place_up(tmp_path: Path) -> None:
    queue = WriteQueue(tmp_path / "register", patience_seconds=0.01)
    assert queue.enter()
    with ThreadPoolExecutor(1) as other:
        assert not other.submit(queue.enter).result()
        queue.leave()
        assert other.submit(queue.enter).result()


@pytest.mark.parametrize("ends", ["commit", "rollback", "close"])
def test_a_transaction_that_ends_lets_the_next_one_write(sqlite_engine: Engine, ends: str) -> None:
    sessions = session_factory(sqlite_engine)
    with sessions() as first:
        announce_writing(first)
        getattr(first, ends)()
        with ThreadPoolExecutor(1) as other, sessions() as second:
            other.submit(announce_writing, second).result(_LONGEST_SECONDS)


def test_a_register_that_knows_no_queue_is_waited_for(sqlite_engine: Engine) -> None:
    stranger = create_register_engine("sqlite://").dialect.loaded_dbapi.connect(
        sqlite_engine.url.database, isolation_level=None, check_same_thread=False
    )
    stranger.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as other, session_factory(sqlite_engine)() as session:
        waiting = other.submit(announce_writing, session)
        stranger.execute("ROLLBACK")
        waiting.result(_LONGEST_SECONDS)
    stranger.close()
