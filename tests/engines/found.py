"""Which of the engines are on this machine; run as a module it says so, and how to get the others."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.engines import firefox, webkit
from tests.engines.browser import Browser

_NONE_IS_HERE: Final = 3


@dataclass(frozen=True)
class Engine:
    """A browser of another make."""

    name: str
    remedy: str
    find: Callable[[], object]
    start: Callable[[Path], Browser]


ENGINES: Final = (
    Engine(firefox.NAME, firefox.REMEDY, firefox.find, firefox.Firefox),
    Engine(webkit.NAME, webkit.REMEDY, webkit.find, webkit.WebKit),
)


def found() -> list[Engine]:
    """Those that can be started here."""
    return [engine for engine in ENGINES if engine.find()]


def main() -> int:
    """Say what is here and what is not; 3 where there is none at all."""
    here = found()
    for engine in ENGINES:
        state = "is here" if engine in here else f"is not here. On Debian and Ubuntu: {engine.remedy}"
        print(f"  {engine.name} {state}")  # noqa: T201 - it is how it answers
    return 0 if here else _NONE_IS_HERE


if __name__ == "__main__":
    sys.exit(main())
