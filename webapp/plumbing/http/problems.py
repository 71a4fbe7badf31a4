"""Every failure reaches a program in one shape: RFC 9457, application/problem+json."""

from typing import Any, Final

from flask import Response, jsonify, request
from flask.json.provider import DefaultJSONProvider
from werkzeug.exceptions import TooManyRequests

from webapp.core.typed_json import read_json

PROBLEM_TYPE: Final = "application/problem+json"
_TYPES: Final = "tag:kaikukortti.fi,2026:problem/"
"""A type is a name, not an address: nothing is fetched there."""


class HeldUpError(TooManyRequests):
    """Somebody has been wrong too often, and waits for so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(retry_after=seconds)
        self.seconds = seconds


class SentJson(DefaultJSONProvider):
    """What programs send is read as far as our own pages go; the rest is no JSON to us (400)."""

    ensure_ascii = False
    """Letters as they are: a page's sentences in JSON are a fortieth shorter on their way."""

    def dumps(self, obj: Any, **options: Any) -> str:  # noqa: ANN401 - Flask's own
        """Write; half a surrogate, which an answer repeats to whoever sent it, has no letters of its own."""
        written = super().dumps(obj, **options)
        try:
            written.encode()
        except UnicodeEncodeError:
            return super().dumps(obj, **{**options, "ensure_ascii": True})
        return written

    def loads(self, s: str | bytes, **_options: Any) -> Any:  # noqa: ANN401 - Flask's own
        """Read what was sent."""
        return read_json(s)


def problem(status: int, *, title: str, detail: str, code: str = "", **members: str) -> Response:
    """The answer. `code` is stable and for programs, `title` and `detail` are the reader's language.

    `reason` and `text` say the same for the page of 0.1, which knows no media type but plain JSON either;
    they, and the `members` that only such a page reads, go with 0.3: the page one release behind it knows
    problems.
    """
    named = code or f"http_{status}"
    body = {
        "type": _TYPES + named, "title": title, "status": status, "detail": detail, "code": named,
        "reason": named, "text": detail, **members,
    }  # fmt: skip
    response = jsonify(body)
    response.status_code = status
    if knows_problems():
        response.mimetype = PROBLEM_TYPE
    return response


def knows_problems() -> bool:
    """Whether who asks is no page of 0.1: that one accepts JSON and names no problems."""
    accepted = list(request.accept_mimetypes.values())
    return PROBLEM_TYPE in accepted or "application/json" not in accepted


def wants_problems() -> bool:
    """Whether a program asks: by the API's addresses, or for JSON rather than for a page."""
    if request.path.startswith("/api/"):
        return True
    best = request.accept_mimetypes.best_match(["text/html", PROBLEM_TYPE, "application/json"], "text/html")
    return best != "text/html"
