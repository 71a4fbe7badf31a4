"""The express lane: what a queue waits for, answered before Flask has opened a request.

A visit is recorded and a card is valid nearly every time, and then there is nothing to say in anybody's
language. Half of such a request's processor time went into what only others need: a session to save, tokens
of forms, an error's page. So the plain case is answered here, by the same functions as the views of visits.py
and cards.py; whatever is unusual — somebody unknown, a remark, a limit, an error of any kind — is undone and
handed to Flask as if it had just arrived. A request with `charset=utf-8` behind its content type takes the
long way: so the two can be compared.
"""

import io
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import structlog
from flask import Flask
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import ClientDisconnected
from werkzeug.http import parse_cookie
from werkzeug.wsgi import get_input_stream

from webapp.api.blueprint import LARGEST_BODY
from webapp.api.call import Call
from webapp.api.cards import checked
from webapp.api.visits import recorded
from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission, may
from webapp.core.accounts.sessions import USE_NOTED_EVERY
from webapp.core.database import WRITES
from webapp.core.devices.claims import Claim, DeviceClaim, PersonClaim
from webapp.core.errors import Refusal
from webapp.core.partners.desks import Desk
from webapp.core.typed_json import read_json
from webapp.core.visits.recording.known import Decision
from webapp.core.visits.rules import Remark
from webapp.plumbing.access.demand import demand_of
from webapp.plumbing.access.tries import CARD_CODES, by_actor, tries_of_app
from webapp.plumbing.clock import clock_of
from webapp.plumbing.http.cookies import DEVICE_COOKIE, cookie_name
from webapp.plumbing.http.headers import headers_of_data
from webapp.plumbing.http.shared_transaction import NotDoneError, SharedTransactions
from webapp.plumbing.http.transaction import engine_of
from webapp.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = structlog.get_logger()


class UnusualError(Exception):
    """Something that only Flask's way has an answer for."""


class ExpressLane:
    """Answers in front of Flask, whose application is `onward`; `settings` are the application's."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self.onward: WSGIApplication = app.wsgi_app
        self._engine = engine_of(app)
        self._shared = SharedTransactions(self._engine)
        self._clock = clock_of(app)
        self._host = None if settings.is_demo else settings.host
        self._demand = demand_of(app)
        self._tries = tries_of_app(app)
        self._session_cookie = app.config["SESSION_COOKIE_NAME"]
        self._device_cookie = cookie_name(app, DEVICE_COOKIE)
        self._session_lasts = app.permanent_session_lifetime
        self._person_of = _cached_reader(app)
        headers = {"Content-Type": "application/json", "Vary": "Cookie", **headers_of_data(settings)}
        self._headers = list(headers.items())
        self._answers: Final = {"/api/visits": self._record, "/api/cards/check": self._check}

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer, or hand on."""
        answer = self._answers.get(environ["PATH_INFO"])
        if answer is None or not self._is_plain(environ):
            return self.onward(environ, start_response)
        try:
            sent = get_input_stream(environ).read()
        except ClientDisconnected:
            sent = b""  # nobody waits for what Flask will say
        body = _answered(answer, environ, sent)
        if body is None:
            return self.onward({**environ, "wsgi.input": io.BytesIO(sent)}, start_response)
        start_response("200 OK", [*self._headers, ("Content-Length", str(len(body)))])
        return [body]

    def _is_plain(self, environ: "WSGIEnvironment") -> bool:
        """Whether it is what our own page sends; blueprint.py asks the same."""
        host, length = environ.get("HTTP_HOST", ""), environ.get("CONTENT_LENGTH", "")
        return (
            environ["REQUEST_METHOD"] == "POST"
            and environ.get("CONTENT_TYPE") == "application/json"
            and environ.get("HTTP_ORIGIN") == f"{environ['wsgi.url_scheme']}://{host}"
            and self._host in {None, host, host.partition(":")[0]}
            and length.isascii()
            and length.isdecimal()
            and int(length) <= LARGEST_BODY
        )

    def _record(self, environ: "WSGIEnvironment", body: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
        claim = self._claim(environ)

        def record(connection: Connection) -> dict[str, Any]:
            return recorded(self._call(connection, claim, Permission.RECORD_VISITS), body)

        commands = body["commands"]
        if len(commands) == 1:
            answer: dict[str, Any] = self._shared.do(record, order=str(commands[0].get("code")))
            return answer
        with self._engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            return record(connection)

    def _check(self, environ: "WSGIEnvironment", body: object) -> dict[str, Any]:
        claim = self._claim(environ)
        with self._engine.connect() as connection:
            return checked(self._call(connection, claim, Permission.CHECK_CARDS), body)

    def _call(self, connection: Connection, claim: Claim, permission: Permission) -> Call:
        def let_in(desk: Desk | None) -> Desk:
            if desk is None or not may(desk.actor.role, permission):
                raise UnusualError
            return desk

        return Call(
            connection, [claim], self._clock(), self._wait_for_nobody, let_in, _say_nothing, _let_plain_pass
        )

    def _wait_for_nobody(self, actor: Actor) -> int:
        if self._tries.wait(by_actor(CARD_CODES, actor)):
            raise UnusualError
        return 0

    def _claim(self, environ: "WSGIEnvironment") -> Claim:
        """What plumbing's claims() would give first."""
        cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
        session, now = cookies.get(self._session_cookie), self._clock()
        if session:
            person, signed_at = self._person_of(session)
            if now - signed_at > self._session_lasts:
                raise UnusualError
            if person:
                # A use that has to be noted takes the long way, where it is.
                return PersonClaim(person, now, now - USE_NOTED_EVERY, self._demand)
        token = cookies.get(self._device_cookie)
        if not token:
            raise UnusualError
        return DeviceClaim(token)


def _answered(
    answer: "Callable[[WSGIEnvironment, Any], dict[str, Any]]", environ: "WSGIEnvironment", sent: bytes
) -> bytes | None:
    """None where Flask's way has to answer; it will meet the same trouble, and knows what to say."""
    try:
        return json.dumps(answer(environ, read_json(sent)), separators=(",", ":")).encode()
    except Exception as error:  # noqa: BLE001 - as above
        cause = error.__cause__ if isinstance(error, NotDoneError) else error
        if isinstance(cause, SQLAlchemyError):
            log.warning("express lane", error=type(cause).__name__)
        return None


def _cached_reader(app: Flask) -> Callable[[str], tuple[str | None, datetime]]:
    """Reads who is signed in, and since when, from a session's cookie; a signature is checked once.

    A queue sends the same cookie with each card, and checking it took a quarter of a check.
    """
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]

    @lru_cache(maxsize=1024)
    def read(cookie: str) -> tuple[str | None, datetime]:
        session, signed_at = signer.loads(cookie, return_timestamp=True)
        return session.get("_user_id"), signed_at

    return read


def _let_plain_pass(decisions: Sequence[Decision]) -> None:
    """Nothing is written of what needs a sentence: Flask's way will decide on it anew.

    Raises:
        UnusualError: there is a reason to give.
    """
    for one in decisions:
        _say_nothing(one.reason)


def _say_nothing(reason: Refusal | Remark | None) -> str:
    """There is a sentence to say, and only Flask's way knows in which language.

    Raises:
        UnusualError: there is a reason.
    """
    if reason is not None:
        raise UnusualError
    return ""
