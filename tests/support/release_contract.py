"""What a release's page and register said to each other, recorded in a browser for later releases."""

import json
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import APIResponse, BrowserContext, Request, Route
from sqlalchemy.orm import Session

from tests.factories import World, community_card, personal_card

RELEASES: Final = Path(__file__).parents[1] / "contracts" / "releases"
VALID, EXPIRED, COMMUNITY = "A999123453", "A045198723", "A310472655"
_HEADERS_SENT: Final = ("content-type", "accept")
_HEADERS_READ: Final = ("content-type", "kaikukortti-key")
_DAYS_SINCE_EXPIRY: Final = 5


def issue_recorded_cards(session: Session, world: World, *, now: datetime) -> None:
    """The three cards that every recording speaks of."""
    personal_card(session, world.distributor, VALID, now=now, children=2)
    personal_card(session, world.distributor, EXPIRED, now=now - timedelta(days=365 + _DAYS_SINCE_EXPIRY))
    until = (now + timedelta(days=300)).date()
    community_card(session, world.distributor, COMMUNITY, now=now, until=until)


def recordings() -> list[Path]:
    """One file a release, the oldest that is promised first."""
    return sorted(RELEASES.glob("*.json"))


@dataclass
class Recorder:
    """Passes on what the pages of a browser say to the API; each kind of exchange is kept as it was first."""

    exchanges: dict[str, dict[str, Any]] = field(default_factory=dict)

    def watch(self, context: BrowserContext) -> None:
        """Begin to listen."""
        context.route("**/api/**", self._pass_on)

    def _pass_on(self, route: Route) -> None:
        answer = route.fetch()
        path = urlsplit(route.request.url).path
        body = json.loads(route.request.post_data or "null")
        kind = _kind_of(path, body)
        if path == "/api/device" and kind in self.exchanges:
            kind = f"{path} again"
        self.exchanges.setdefault(kind, _exchange(path, body, route.request, answer))
        route.fulfill(response=answer)


def _kind_of(path: str, body: Any) -> str:
    kind = path
    match path, body:
        case "/api/visits", {"commands": []}:
            kind = "sign of life"
        case "/api/visits", {"commands": [{"type": single}]}:
            kind = f"{single} one"
        case "/api/visits", _:
            kind = "record a group"
        case "/api/device/list", {"since": since}:
            kind = "whole list" if since is None else "changes of the list"
        case "/api/cards/check", {"code": code}:
            kind = f"check {code}"
    return kind


def _exchange(path: str, body: Any, request: Request, answer: APIResponse) -> dict[str, Any]:
    is_json = answer.headers.get("content-type", "").startswith("application/json")
    return {
        "path": path,
        "headers": {name: request.headers[name] for name in _HEADERS_SENT if name in request.headers},
        "body": body,
        "answer": {
            "status": answer.status,
            "headers": {name: answer.headers[name] for name in _HEADERS_READ if name in answer.headers},
            "json": answer.json() if is_json else None,
            "base64": None if is_json else b64encode(answer.body()).decode(),
        },
    }


def differences(recorded: object, actual: object, where: str = "") -> list[str]:
    """Where `actual` lacks something that is in `recorded`, or has it in another type.

    More than was recorded is no difference. What was null may be anything: whoever reads it knows two kinds.
    """
    match recorded, actual:
        case None, _:
            return []
        case dict(), dict():
            missing = [f"{where}/{key} is missing" for key in recorded if key not in actual]
            shared = recorded.keys() & actual.keys()
            return missing + [
                one
                for key in sorted(shared)
                for one in differences(recorded[key], actual[key], f"{where}/{key}")
            ]
        case list(), list():
            pairs = zip(recorded, actual, strict=False)
            return [one for old, new in pairs for one in differences(old, new, f"{where}[]")]
        case _ if type(recorded) is type(actual):
            return []
    return [f"{where} was {type(recorded).__name__}, is {type(actual).__name__}"]
