"""The production server, granian, around the application; and whether its port is free."""

import gc
import os
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Thread
from time import sleep
from types import FrameType
from typing import Any, Final

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from webapp.plumbing.logs import SERVER_LOGS, log_what_nobody_caught

_STOPPING: Final = (signal.SIGINT, signal.SIGTERM)
_ASKED_AGAIN_SECONDS: Final = 0.1
_TOLD_WITHIN_SECONDS: Final = 0.5


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
    """Serve what `target`, "module:function", makes, until interrupted."""
    certificate, key = serving.certificate or (None, None)
    # What is there by now stays until the end. Looking through it once more then took longer than all the
    # rest of stopping, and would part the memory that workers share with this process.
    gc.freeze()
    # A signal to a worker that does not listen yet waits until it does, and is lost on no inherited handler.
    os.register_at_fork(before=_block_signals, after_in_parent=_let_signals_through)
    Server(
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
    ).serve(target_loader=load_in_worker)


def load_in_worker(target: str) -> Callable[..., Any]:
    """What a worker does first: it sees to its signals, then it loads the application.

    Ctrl+C reaches the main process and the workers alike, and the main process tells them once more.
    granian's handler sets a threading.Event: run again while it runs, it waits for a lock that it holds
    itself, for ever. So a thread waits for the signals, blocked everywhere else, and calls the handler.
    """
    log_what_nobody_caught()
    inherited = signal.getsignal(signal.SIGTERM)
    _block_signals()
    Thread(target=_stop_on_signal, args=(inherited,), daemon=True).start()
    module, _, factory = target.partition(":")
    application: Callable[..., Any] = getattr(import_module(module), factory)()
    return application


def _block_signals() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)


def _let_signals_through() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)


def _stop_on_signal(inherited: Callable[[int, FrameType | None], Any] | int | None) -> None:
    main = os.getppid()
    while (told := signal.sigwaitinfo(_STOPPING)).si_signo != signal.SIGTERM:
        pass  # the terminal's; the main process decides, and tells by SIGTERM
    if told.si_pid != main:
        # Sent to all processes at once: the main process has it too, and would take an end before it has
        # told for a failure.
        signal.sigtimedwait((signal.SIGTERM,), _TOLD_WITHIN_SECONDS)
    while True:
        handler = signal.getsignal(signal.SIGTERM)
        if handler == inherited or not callable(handler):
            os._exit(0)  # the application is still loading, and nobody waits for anything
        handler(signal.SIGTERM, None)
        sleep(_ASKED_AGAIN_SECONDS)  # granian has its handler before it is ready to be stopped by it
