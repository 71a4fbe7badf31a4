"""What the balancer alone decides: whom it turns away, and how long it waits for the slow."""

import socket
import ssl
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

from tools.growing.recorders import HOST, trusted_connection

TOO_LARGE_BYTES = 3_000_000
_PATIENCE_SECONDS = 20


def findings(authority: Path, *, https: int, http: int) -> Iterator[tuple[str, bool]]:
    """Sentences about the balancer, and whether they hold."""
    yield "plain HTTP is sent to HTTPS", _status_of_plain(http) == 301  # noqa: PLR2004 - HTTP's own number
    yield "another host's name is not answered", _refuses_name(https)
    yield "a body of 3 MB is refused", _status(authority, https, b"x" * TOO_LARGE_BYTES) == 413  # noqa: PLR2004 - as above
    began = time.monotonic()
    is_shut = _is_shut_before_its_end(authority, https)
    yield f"a body that stands still is given up ({time.monotonic() - began:.0f} s)", is_shut
    yield "the program answers as before", _status(authority, https, None) == 200  # noqa: PLR2004 - as above


def _status_of_plain(port: int) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_SECONDS)
    connection.request("GET", "/", headers={"Host": HOST})
    return connection.getresponse().status


def _refuses_name(port: int) -> bool:
    context = ssl.create_default_context()
    try:
        with (
            socket.create_connection(("127.0.0.1", port)) as opened,
            context.wrap_socket(opened, server_hostname="elsewhere.example"),
        ):
            return False
    except ssl.SSLCertVerificationError:
        return False  # it showed our certificate
    except (ssl.SSLError, OSError):
        return True


def _status(authority: Path, port: int, body: bytes | None) -> int:
    connection = trusted_connection(port, authority)
    connection.request("POST" if body else "GET", "/api/visits" if body else "/healthz", body)
    return connection.getresponse().status


def _is_shut_before_its_end(authority: Path, port: int) -> bool:
    connection = trusted_connection(port, authority)
    connection.timeout = _PATIENCE_SECONDS
    connection.putrequest("POST", "/api/visits")
    connection.putheader("Content-Length", "1000")
    connection.endheaders(b"a beginning")
    try:
        answer = connection.sock.recv(100)
    except TimeoutError:
        return False
    except OSError:
        return True
    return answer == b"" or b" 408 " in answer
