"""What time it is for this application; tests set their own clock."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from flask import Flask, current_app

from webapp.core.calendar import day_in_finland

Clock = Callable[[], datetime]
_KEY = "kaikukortti-clock"


def install_clock(app: Flask, clock: Clock | None) -> None:
    """Give the application its clock; None for the real one."""
    app.extensions[_KEY] = clock or (lambda: datetime.now(UTC))


def clock_of(app: Flask) -> Clock:
    """An application's clock, for what runs outside a request."""
    clock: Clock = app.extensions[_KEY]
    return clock


def current_time() -> datetime:
    """Now, in UTC."""
    return clock_of(current_app)()


def today() -> date:
    """The calendar day in Finland."""
    return day_in_finland(current_time())
