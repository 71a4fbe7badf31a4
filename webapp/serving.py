"""The production server, granian, around the application; and whether its port is free."""

import socket
from pathlib import Path

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server


class PortInUseError(Exception):
    """Something else listens on the port."""


def ensure_port_is_free(host: str, port: int) -> None:
    """Raise PortInUseError where the port cannot be had."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortInUseError from error


def serve(
    target: str, *, host: str, port: int, workers: int, certificate: tuple[Path, Path] | None = None
) -> None:
    """Serve what `target`, "module:function", makes, until interrupted; the certificate is (file, key)."""
    Server(
        target,
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        # One thread a worker: the database answers in under a millisecond, and threads wait for the GIL.
        blocking_threads=1,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        ssl_cert=certificate[0] if certificate else None,
        ssl_key=certificate[1] if certificate else None,
    ).serve()
