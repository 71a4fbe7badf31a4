"""The production server, granian, around the application; and whether its port is free."""

import gc
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from types import FrameType
from typing import Any, Final

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer

from webapp.plumbing.logs import SERVER_LOGS, log_what_nobody_caught

_STOPPING: Final = (signal.SIGINT, signal.SIGTERM)
_ASKED_AGAIN_SECONDS: Final = 0.1
_TOLD_WITHIN_SECONDS: Final = 0.5
_ORPHAN_LOOKS_EVERY_SECONDS: Final = 1
_SHORTEST_PAUSE_SECONDS: Final = 0.2
_LONGEST_PAUSE_SECONDS: Final = 2.0
_SETTLED_AFTER_SECONDS: Final = 10
"""Who has served for so long and falls is started again without a longer pause."""
_LEFT_BEHIND_SECONDS: Final = 1
"""For what a worker is doing when others fall again and again: nobody is served before it has ended."""


class PortInUseError(Exception):
    """Something else listens on the port."""


@dataclass(frozen=True, slots=True)
class Serving:
    """Where and how to serve; the certificate is (file, key).

    `threads`: requests that one process works on, or waits for the bodies of, at once. `patience_seconds`:
    how long a process that is stopping may finish what it is doing, before it is ended.
    """

    host: str
    port: int
    workers: int
    threads: int
    patience_seconds: int
    certificate: tuple[Path, Path] | None = None


def ensure_port_is_free(host: str, port: int) -> None:
    """Raise PortInUseError where the port cannot be had."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortInUseError from error


def serve(target: str, serving: Serving) -> None:
    """Serve what `target`, "module:function", makes, until interrupted.

    granian starts a worker again that has died, but ends with all workers where the same one dies twice
    within seconds. It is then started anew, after a pause that grows while it keeps falling.
    """
    # What is there by now stays until the end. Looking through it once more then took longer than all the
    # rest of stopping, and would part the memory that workers share with this process.
    gc.freeze()
    # A signal to a worker that does not listen yet waits until it does, and is lost on no inherited handler.
    os.register_at_fork(before=_block_signals, after_in_parent=_let_signals_through)
    pause = _SHORTEST_PAUSE_SECONDS
    while True:
        server, began = _server(target, serving), monotonic()
        with suppress(SystemExit):  # as it does after its workers have fallen
            server.serve(target_loader=load_in_worker)
        if monotonic() - began > _SETTLED_AFTER_SECONDS:
            pause = _SHORTEST_PAUSE_SECONDS
        if server.is_told_to_end_within(pause):
            return
        pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)


class _Server(MPServer):
    """granian's, that waits for nobody when its workers fall."""

    def shutdown(self, exit_code: int = 0) -> None:
        """End all workers."""
        if not self.interrupt_signal:
            self.workers_kill_timeout = _LEFT_BEHIND_SECONDS
        super().shutdown(exit_code)  # type: ignore[no-untyped-call]  # granian's has no types

    def is_told_to_end_within(self, seconds: float) -> bool:
        """Whether a signal has come, or comes before this time is over."""
        if not self.interrupt_signal:
            self.main_loop_interrupt.clear()
            self.main_loop_interrupt.wait(seconds)
        return self.interrupt_signal


def _server(target: str, serving: Serving) -> _Server:
    certificate, key = serving.certificate or (None, None)
    return _Server(
        target,
        factory=True,
        address=serving.host,
        port=serving.port,
        interface=Interfaces.WSGI,
        workers=serving.workers,
        blocking_threads=serving.threads,
        workers_kill_timeout=serving.patience_seconds,
        respawn_failed_workers=True,
        # Its warnings are advice on how many threads to have; a worker's end is an error.
        log_level=LogLevels.error,
        log_dictconfig=SERVER_LOGS,
        ssl_cert=certificate,
        ssl_key=key,
    )


def load_in_worker(target: str) -> Callable[..., Any]:
    """What a worker does first: it sees to its signals, then it loads the application.

    Ctrl+C reaches the main process and the workers alike, and the main process tells them once more.
    granian's handler sets a threading.Event: run again while it runs, it waits for a lock that it holds
    itself, for ever. So a thread waits for the signals, blocked everywhere else, and calls the handler.
    """
    log_what_nobody_caught()
    parent, inherited = parent_process(), signal.getsignal(signal.SIGTERM)
    main = parent.pid if parent is not None else None
    _block_signals()
    Thread(target=_stop_on_signal, args=(main or os.getppid(), inherited), daemon=True).start()
    module, _, factory = target.partition(":")
    application: Callable[..., Any] = getattr(import_module(module), factory)()
    return application


def _block_signals() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)


def _let_signals_through() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)


def _stop_on_signal(main: int, inherited: Callable[[int, FrameType | None], Any] | int | None) -> None:
    told = _wait_for_end(main)
    if told is not None and told.si_pid != main:
        # Sent to all processes at once: the main process has it too, and would take an end before it has
        # told for a failure.
        signal.sigtimedwait((signal.SIGTERM,), _TOLD_WITHIN_SECONDS)
    while True:
        handler = signal.getsignal(signal.SIGTERM)
        if handler == inherited or not callable(handler):
            os._exit(0)  # the application is still loading, and nobody waits for anything
        handler(signal.SIGTERM, None)
        sleep(_ASKED_AGAIN_SECONDS)  # granian has its handler before it is ready to be stopped by it


def _wait_for_end(main: int) -> signal.struct_siginfo | None:
    """What told the worker to end; None where the main process has vanished: another one needs the port."""
    while os.getppid() == main:
        told = signal.sigtimedwait(_STOPPING, _ORPHAN_LOOKS_EVERY_SECONDS)
        if told is not None and told.si_signo == signal.SIGTERM:
            return told
        # Any other signal is the terminal's; the main process decides, and tells by SIGTERM.
    return None
