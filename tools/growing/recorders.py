"""Counters that record visits one by one, and send each again until it is acknowledged."""

import json
import socket
import ssl
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path

from tools.bench.phones import VenuePhone

HOST = "kaikukortti.example"
_LONGEST_WAIT_SECONDS = 120
_ACKNOWLEDGED = {"recorded", "recorded_with_remark", "already_recorded"}
_MOST_VISITS = 100_000


class _Connection(HTTPSConnection):
    """To the loopback, by the name that the balancer expects."""

    def __init__(self, port: int, context: ssl.SSLContext) -> None:
        super().__init__(HOST, port, timeout=30)
        self._trusted = context

    def connect(self) -> None:
        """Open it."""
        opened = socket.create_connection(("127.0.0.1", self.port), timeout=self.timeout)
        self.sock = self._trusted.wrap_socket(opened, server_hostname=HOST)


def trusted_connection(port: int, authority: Path) -> HTTPSConnection:
    """A connection to the balancer that trusts the trial's authority, and no other."""
    context = ssl.create_default_context(cafile=str(authority))
    context.check_hostname = False  # it was made for the loopback
    return _Connection(port, context)


@dataclass
class Recorder:
    """One counter: what was acknowledged to it is kept, and how often it had to send again."""

    phone: VenuePhone
    headers: Mapping[str, str]
    connect: Callable[[], HTTPConnection]
    pause_seconds: float = 0.2
    acknowledged: set[uuid.UUID] = field(default_factory=set)
    sent: int = 0
    """Visits, each counted once."""
    failures: int = 0
    statuses: set[int] = field(default_factory=set)
    """Of what came instead of an acknowledgement."""
    waits: list[float] = field(default_factory=list)
    """From the first try of a visit to its acknowledgement, in seconds."""
    gave_up: bool = False

    def record_until(self, ended: threading.Event) -> None:
        """A visit, its acknowledgement, the next; one that nobody acknowledges in two minutes is the last."""
        connection = self.connect()
        for body in self.phone.lists(1, how_many=_MOST_VISITS):
            began, self.sent = time.monotonic(), self.sent + 1
            while not self._is_acknowledged(connection, body):
                self.failures += 1
                if time.monotonic() - began > _LONGEST_WAIT_SECONDS:
                    self.gave_up = True
                    return
                connection.close()
                time.sleep(self.pause_seconds)
            self.waits.append(time.monotonic() - began)
            self.acknowledged.add(uuid.UUID(json.loads(body)["commands"][0]["id"]))
            if ended.wait(self.pause_seconds):
                break
        connection.close()

    def _is_acknowledged(self, connection: HTTPConnection, body: str) -> bool:
        # By the visit's own id, never by the status alone.
        try:
            connection.request("POST", "/api/visits", body, dict(self.headers))
            answer = connection.getresponse()
            said = answer.read()
        except (OSError, HTTPException):
            return False
        try:
            (outcome,) = json.loads(said)["outcomes"]
        except (ValueError, LookupError, TypeError):
            self.statuses.add(answer.status)
            return False
        sent = json.loads(body)["commands"][0]["id"]
        return outcome["id"] == sent and outcome["outcome"] in _ACKNOWLEDGED


@contextmanager
def recording(recorders: Sequence[Recorder]) -> Iterator[None]:
    """Meanwhile each of them records; at the end each has its last visit acknowledged."""
    ended = threading.Event()
    threads = [threading.Thread(target=one.record_until, args=(ended,), daemon=True) for one in recorders]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join()
