"""A browser that anybody may write: it keeps cookies, follows nothing and finds the token of a form."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from typing import Final
from urllib.parse import urlencode

from tests.support.odd.requests import Request
from tests.support.odd.sending import Answer
from tools.growing.recorders import HOST

ORIGIN: Final = f"https://{HOST}"
FORM: Final = "application/x-www-form-urlencoded"
NOWHERE: Final = 0
"""The status of an answer that did not come."""
_PATIENCE_SECONDS: Final = 60
_TOKEN: Final = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


@dataclass
class Browser:
    """Somebody's, at an address of their own; it says what the proxy in front would say."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    address: str = "192.0.2.1"
    _connection: HTTPConnection | None = None

    def get(self, target: str) -> Answer:
        """Open an address."""
        return self.ask(Request("GET", target, {}))

    def post(self, target: str, form: Mapping[str, str], *, form_on: str = "/nakyma") -> Answer:
        """Send a form with the token that another page of the same browser has."""
        body = urlencode({"csrf_token": self.token(form_on), **form}).encode()
        return self.ask(Request("POST", target, {"Content-Type": FORM}, body))

    def token(self, page: str = "/nakyma") -> str:
        """What stands in every form of this browser's session."""
        found = _TOKEN.search(self.get(page).body.decode())
        return found[1] if found else ""

    def send_json(self, target: str, body: object) -> Answer:
        """What a script of our pages sends."""
        kind = {"Content-Type": "application/json", "Origin": ORIGIN, "Accept": "application/problem+json"}
        return self.ask(Request("POST", target, kind, json.dumps(body).encode()))

    def ask(self, request: Request) -> Answer:
        """Any request; an answer without a status where the connection broke twice."""
        sent = {
            "Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": self.address,
            "Accept": "text/html", **request.headers,
        }  # fmt: skip
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        for _ in range(2):
            try:
                return self._answered(replace(request, headers=sent))
            except (OSError, HTTPException):
                self.close()
        return Answer(NOWHERE, {}, b"")

    def close(self) -> None:
        """The connection, not the cookies."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _answered(self, request: Request) -> Answer:
        if self._connection is None:
            self._connection = HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE_SECONDS)
        self._connection.putrequest(request.method, request.target, skip_host=True, skip_accept_encoding=True)
        for name, value in {**request.headers, "Content-Length": str(len(request.body))}.items():
            self._connection.putheader(name, value.encode("latin-1", "replace"))
        self._connection.endheaders(request.body)
        answer = self._connection.getresponse()
        read = answer.read()
        for line in answer.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value
        headers = {name.title(): value for name, value in answer.headers.items()}
        return Answer(answer.status, headers, read)
