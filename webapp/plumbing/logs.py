"""The log: one JSON line an event, an exception by type and place. No values: they hold codes and secrets."""

import json
import logging
import sys
import threading
from collections.abc import Iterator, MutableMapping
from datetime import UTC, datetime
from traceback import walk_tb
from types import TracebackType
from typing import Any, Final

import structlog

_LONGEST_CHAIN: Final = 5
_LONGEST_EVENT: Final = 200
_PLACES_KEPT: Final = 30


def install_logs() -> None:
    """Set structlog and the standard library's logging up: both write JSON, the latter from WARNING on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_words,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def log_what_nobody_caught() -> None:
    """In a process of the server: an exception that ends a thread, or all of it, is a line like others."""
    log = structlog.get_logger()
    sys.excepthook = lambda _kind, error, _trace: log.error("process ended", exc_info=error)
    threading.excepthook = lambda ended: log.error("thread ended", exc_info=ended.exc_value)


SERVER_LOGS: Final[dict[str, Any]] = {
    "formatters": {name: {"()": "webapp.plumbing.logs.JsonLines"} for name in ("generic", "access")},
}
"""What the server's own logs differ in from its defaults, as logging.config wants it."""


class JsonLines(logging.Formatter):
    """What libraries and the server log: the sentence of their code, not what it was about."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line: dict[str, Any] = {
            "event": str(record.msg).splitlines()[0][:_LONGEST_EVENT] if record.msg else "",
            "logger": record.name,
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
        }
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            line["exception"] = list(told(error))
        return json.dumps(line, ensure_ascii=False)


def told(error: BaseException) -> Iterator[dict[str, Any]]:
    """An exception and what caused it: type and places, never its words, which quote what was sent."""
    one: BaseException | None = error
    for _ in range(_LONGEST_CHAIN):
        if one is None:
            return
        yield {"type": f"{type(one).__module__}.{type(one).__qualname__}", "at": _places(one.__traceback__)}
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _places(trace: TracebackType | None) -> list[str]:
    found = [
        f"{frame.f_code.co_filename}:{line} {frame.f_code.co_qualname}" for frame, line in walk_tb(trace)
    ]
    return found[-_PLACES_KEPT:]


def _without_words(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    error = event.pop("exc_info", None)
    if isinstance(error, BaseException):
        event["exception"] = list(told(error))
    return event
