"""Counters that record visits one by one, and send each again until it is acknowledged."""

import json
import socket
import ssl
import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPSConnection
from pathlib import Path

from tools.bench.phones import VenuePhone

HOST = "kaikukortti.example"
_PAUSE_SECONDS = 0.2
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
    port: int
    authority: Path
    acknowledged: set[uuid.UUID] = field(default_factory=set)
    failures: int = 0
    longest_wait_seconds: float = 0.0
    gave_up: bool = False

    def record_until(self, ended: threading.Event) -> None:
        """A visit, its acknowledgement, the next; one that nobody acknowledges in two minutes is the last."""
        connection = trusted_connection(self.port, self.authority)
        for body in self.phone.lists(1, how_many=_MOST_VISITS):
            began = time.monotonic()
            while not self._is_acknowledged(connection, body):
                self.failures += 1
                if time.monotonic() - began > _LONGEST_WAIT_SECONDS:
                    self.gave_up = True
                    return
                connection.close()
                time.sleep(_PAUSE_SECONDS)
            self.longest_wait_seconds = max(self.longest_wait_seconds, time.monotonic() - began)
            self.acknowledged.add(uuid.UUID(json.loads(body)["commands"][0]["id"]))
            if ended.wait(_PAUSE_SECONDS):
                break
        connection.close()

    def _is_acknowledged(self, connection: HTTPSConnection, body: str) -> bool:
        # By the visit's own id, never by the status alone.
        try:
            connection.request("POST", "/api/visits", body, dict(self.headers))
            answer = json.loads(connection.getresponse().read())
            (outcome,) = answer["outcomes"]
        except (OSError, HTTPException, ValueError, LookupError, TypeError):
            return False
        sent = json.loads(body)["commands"][0]["id"]
        return outcome["id"] == sent and outcome["outcome"] in _ACKNOWLEDGED
