"""Which day it is: instants are UTC, days are Finland's. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")
CLOCKS_DIFFER: Final = timedelta(minutes=5)
"""As far as the clocks of two servers may lie apart: what is later than that was written by a wrong one."""


def is_between(began: datetime, ends: datetime, now: datetime) -> bool:
    """Whether something lasts now; what begins later was begun by a clock that was wrong, and does not."""
    return began <= now + CLOCKS_DIFFER and now < ends


def day_in_finland(instant: datetime) -> date:
    """The calendar day in Europe/Helsinki of an aware instant."""
    return instant.astimezone(HELSINKI).date()


def is_on_the_clock(day: date, clock: time) -> bool:
    """Whether the time comes on that Finnish day: an hour is left out when summer time begins."""
    written = datetime.combine(day, clock.replace(fold=0))
    there_and_back = written.replace(tzinfo=HELSINKI).astimezone(UTC).astimezone(HELSINKI)
    return there_and_back.replace(tzinfo=None, fold=0) == written


def day_began(day: date) -> datetime:
    """The instant, in UTC, at which a Finnish day began."""
    return datetime.combine(day, time.min, HELSINKI).astimezone(UTC)


def day_ended(day: date) -> datetime:
    """The first instant after a Finnish day, in UTC (days of summer time changes have 23 or 25 hours)."""
    return day_began(day + timedelta(days=1))
