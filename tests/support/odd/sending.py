"""Send a request as it is to an application in this process, without a client that would tidy it."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from flask import Flask
from sqlalchemy import Engine, event

from tests.support.odd.requests import Request
from webapp.core.direct_postgres import doubt_prepared
from webapp.plumbing.http.problems import PROBLEM_TYPE

_REFUSAL: Final = 400
_FAILURE: Final = 500


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


def send(app: Flask, request: Request) -> Answer:
    """As a server would hand it over."""
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], _error: object = None) -> Any:
        started.append((status, headers))

    body = b"".join(app(_environment(request), start_response))
    status, headers = started[-1]
    return Answer(int(status.split()[0]), dict(headers), body)


def _environment(request: Request) -> dict[str, Any]:
    path, _, query = request.target.partition("?")
    headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in request.headers.items()}
    kind = headers.pop("HTTP_CONTENT_TYPE", "")
    return {
        "REQUEST_METHOD": request.method, "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query, "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1", "CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.input": io.BytesIO(request.body), "wsgi.errors": io.StringIO(), "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
        **headers,
    }  # fmt: skip


def fault_of(answer: Answer) -> str:
    """What is wrong with an answer, or nothing: a failure, or a refusal that is no page or problem."""
    if answer.status >= _FAILURE:
        return f"{answer.status}"
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    if answer.status >= _REFUSAL and kind not in {"text/html", PROBLEM_TYPE, "application/json"}:
        return f"{answer.status} as {kind or 'nothing'}"
    if "X-Content-Type-Options" not in answer.headers:
        return f"{answer.status} without its headers"
    if kind == "text/html" and "Content-Security-Policy" not in answer.headers:
        return f"{answer.status} without a policy"
    return ""


@contextmanager
def never_keeping(engine: Engine) -> Iterator[None]:
    """Meanwhile every commit on this engine is a rollback, also that of what answers before Flask does."""
    dialect = engine.dialect
    committing = dialect.do_commit
    dialect.do_commit = dialect.do_rollback  # type: ignore[method-assign]  # a database does the same for all
    event.listen(engine, "commit", doubt_prepared)
    try:
        yield
    finally:
        event.remove(engine, "commit", doubt_prepared)
        dialect.do_commit = committing  # type: ignore[method-assign]
