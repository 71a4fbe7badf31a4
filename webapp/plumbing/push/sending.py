"""Wake a phone through its browser's push service, with a message that has no content at all."""

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Final
from urllib.parse import urlsplit, urlunsplit

import structlog

from webapp.core.omakaiku.reminders.actions import PushOutcome
from webapp.core.omakaiku.reminders.push_services import PushServices
from webapp.plumbing.push.vapid import VapidKey, vapid_key
from webapp.settings import Settings

_THREE_DAYS_SECONDS: Final = 259_200
_HEADERS: Final = {
    "TTL": str(_THREE_DAYS_SECONDS),  # a phone that is off hears of it when it is on again
    "Urgency": "normal",
    "Topic": "kaikukortti",  # of several that wait, the last one is delivered
    "Content-Length": "0",
}
_SENT: Final = frozenset({HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED})
_GONE: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


@dataclass(frozen=True, slots=True)
class PushSender:
    """Writes to push services that are on the list, and to no other."""

    key: VapidKey
    services: PushServices
    patience_seconds: float = 10

    def wake(self, endpoint: str, *, now: datetime) -> PushOutcome:
        """Send the message. No redirect is followed and no answer's text is read."""
        if not self.services.accepts(endpoint):
            return PushOutcome.GONE  # the list has become shorter since
        try:
            status = self._post(endpoint, now)
        except (OSError, HTTPException) as error:
            _note(endpoint, type(error).__name__)
            return PushOutcome.LATER
        if status in _SENT:
            return PushOutcome.SENT
        if status in _GONE:
            return PushOutcome.GONE
        _note(endpoint, str(status))
        return PushOutcome.LATER

    def _post(self, endpoint: str, now: datetime) -> int:
        parts = urlsplit(endpoint)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        headers = {**_HEADERS, "Authorization": self.key.authorization(endpoint, now=now)}
        with closing(kind(parts.hostname or "", parts.port, timeout=self.patience_seconds)) as connection:
            target = urlunsplit(("", "", parts.path, parts.query, ""))
            connection.request("POST", target, headers=headers)
            return connection.getresponse().status


def push_sender(settings: Settings) -> PushSender | None:
    """What the settings allow; None where there are no reminders."""
    key = vapid_key(settings)
    return PushSender(key, push_services(settings)) if key else None


def push_services(settings: Settings) -> PushServices:
    """Where browsers may say that they are reached."""
    return PushServices(settings.plain_push_hosts)


def _note(endpoint: str, why: str) -> None:
    # The service and no more: the rest of the address is the phone's.
    structlog.get_logger().warning("push_not_delivered", service=urlsplit(endpoint).hostname, why=why)
