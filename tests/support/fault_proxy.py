"""A small TCP proxy before the server, for weather: down, captive, broken, or replies lost on their way."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from typing import Final

_CHUNK: Final = 65_536
_CAPTIVE: Final = b"<!doctype html><title>Free Wi-Fi</title><h1>Please accept the terms</h1>"


class Weather(StrEnum):
    """What becomes of a connection."""

    FAIR = "fair"
    DOWN = "down"
    """Nobody answers: the connection is closed at once."""
    CAPTIVE = "captive"
    """A portal answers everything with a page of its own and 200."""
    BROKEN = "broken"
    """The service answers 500."""
    CUT = "cut"
    """The request is handled, its reply never arrives."""
    SIGNED_OUT = "signed_out"
    """The API answers 401."""


_ANSWERS: Final = {
    Weather.CAPTIVE: (b"200 OK", b"text/html", _CAPTIVE),
    Weather.BROKEN: (b"500 Internal Server Error", b"text/html", b"<h1>Sorry</h1>"),
    Weather.SIGNED_OUT: (b"401 Unauthorized", b"application/problem+json", b'{"code": "signed_out"}'),
}


class FaultProxy:
    """Listens on a port of its own; `target` may move when the server starts anew."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.weather = Weather.FAIR
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        """Where the browser goes."""
        return f"http://localhost:{self.port}"

    def change(self, weather: Weather) -> None:
        """From now on, also for connections that are open already."""
        self.weather = weather
        with self._lock:
            connections = list(self._open)
        for connection in connections:
            _close(connection)

    def close(self) -> None:
        """No more."""
        _close(self._listener)
        self.change(Weather.DOWN)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with self._lock:
            self._open.add(client)
        weather = self.weather  # it may change while this connection is served
        with suppress(OSError):
            if weather in _ANSWERS:
                _read_request(client)
                client.sendall(_reply(*_ANSWERS[weather]))
            elif weather is not Weather.DOWN:
                self._pass_on(client)
        _close(client)
        with self._lock:
            self._open.discard(client)

    def _pass_on(self, client: socket.socket) -> None:
        with socket.create_connection(("127.0.0.1", self.target)) as server:
            threading.Thread(target=_pipe, args=(client, server), daemon=True).start()
            # The server has handled the request when it begins to answer; then the line is cut.
            while (answer := server.recv(_CHUNK)) and self.weather is not Weather.CUT:
                client.sendall(answer)
            _close(server)


def _pipe(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(_CHUNK):
            sink.sendall(data)
    _close(sink)


def _read_request(client: socket.socket) -> None:
    data = b""
    while b"\r\n\r\n" not in data and (more := client.recv(_CHUNK)):
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    missing = (int(lengths[0].partition(b":")[2]) if lengths else 0) - len(body)
    while missing > 0 and (more := client.recv(_CHUNK)):
        missing -= len(more)


def _reply(status: bytes, kind: bytes, body: bytes) -> bytes:
    head = b"HTTP/1.1 %b\r\nContent-Type: %b\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
    return head % (status, kind, len(body)) + body


def _close(connection: socket.socket) -> None:
    # Closing alone would not wake a thread that waits for it.
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


@contextmanager
def fault_proxy(target: int) -> Iterator[FaultProxy]:
    """A proxy to a port, closed at the end."""
    proxy = FaultProxy(target)
    try:
        yield proxy
    finally:
        proxy.close()
