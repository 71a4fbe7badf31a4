"""The production server around an application of three lines: `python -m tests.support.small_server PORT`."""

import sys
from collections.abc import Callable, Iterable
from typing import Any

from webapp.serving import Serving, serve

_LONGER_THAN_ANY_TEST = 600


def application() -> Callable[..., Iterable[bytes]]:
    """What its workers load."""

    def answer(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
        return [b"ok"]

    return answer


if __name__ == "__main__":
    # So patient that a worker which does not stop by itself is seen, and not ended by force.
    serving = Serving("127.0.0.1", int(sys.argv[1]), 2, threads=4, patience_seconds=_LONGER_THAN_ANY_TEST)
    serve("tests.support.small_server:application", serving)
