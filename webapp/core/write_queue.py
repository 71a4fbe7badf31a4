"""A fair queue before SQLite's write lock, for all threads of all processes: first come, first to write.

SQLite lets who waits for its lock sleep and try again: who sleeps longest comes last, and one writer in a
hundred waited for half a second beside eight. Here threads of a process line up in memory, and the first of
each process draws a number in a file beside the register. It locks the byte of its number, and waits for a
lock on the bytes of all lower numbers. These are POSIX record locks: the kernel drops those of a killed
process, so neither a killed holder nor a killed waiter stops the queue. They hold on one machine,
as SQLite's own.

The queue only decides who goes first. What keeps writers apart is still SQLite's lock, also from programs
that know nothing of a queue.
"""

import fcntl
import os
import weakref
from collections import deque
from pathlib import Path
from threading import Lock
from typing import Final

_COUNTER: Final = 8
"""Bytes at the beginning of the file: how many numbers have been drawn."""


class WriteQueue:
    """The queue of one register's writers."""

    def __init__(self, register: Path, *, patience_seconds: float) -> None:
        self._file = register.with_name(f"{register.name}-queue")
        self._patience = patience_seconds
        self._threads = _Threads()
        self._processes: _Processes | None = None

    def enter(self) -> bool:
        """Wait for one's turn; False, with nothing held, where other threads took longer than the patience.

        A thread that is in already must not enter again: it would wait for itself.
        """
        if not self._threads.enter(self._patience):
            return False
        try:
            if self._processes is None:
                self._processes = _Processes(self._file)
            self._processes.enter()
        except BaseException:
            self._threads.leave()
            raise
        return True

    def leave(self) -> None:
        """Let the next one in; whoever entered leaves, from any thread."""
        if self._processes is not None:
            self._processes.leave()
        self._threads.leave()


class _Threads:
    """Those of this process: each waits for a lock of its own, which the one before opens."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._waiting = deque[Lock]()
        self._is_taken = False

    def enter(self, patience: float) -> bool:
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            turn = Lock()
            turn.acquire()
            self._waiting.append(turn)
        if turn.acquire(timeout=patience):
            return True
        with self._guard:
            if turn in self._waiting:
                self._waiting.remove(turn)
                return False
        return True  # the turn came in the last moment

    def leave(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False


class _Processes:
    """One thread of each process at a time."""

    def __init__(self, file: Path) -> None:
        self._descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        weakref.finalize(self, os.close, self._descriptor)

    def enter(self) -> None:
        number = self._draw()
        fcntl.lockf(self._descriptor, fcntl.LOCK_EX, number, _COUNTER)

    def leave(self) -> None:
        fcntl.lockf(self._descriptor, fcntl.LOCK_UN, 0, _COUNTER)

    def _draw(self) -> int:
        """The next number, with its byte locked. Killed half-way, at most a number is left out."""
        fcntl.lockf(self._descriptor, fcntl.LOCK_EX, _COUNTER, 0)
        try:
            number = int.from_bytes(os.pread(self._descriptor, _COUNTER, 0)) + 1
            fcntl.lockf(self._descriptor, fcntl.LOCK_EX, 1, _COUNTER + number)
            os.pwrite(self._descriptor, number.to_bytes(_COUNTER), 0)
        finally:
            fcntl.lockf(self._descriptor, fcntl.LOCK_UN, _COUNTER, 0)
        return number
