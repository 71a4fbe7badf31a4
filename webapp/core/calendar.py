"""Which day it is: instants are UTC, days are Finland's. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")


def day_in_finland(instant: datetime) -> date:
    """The calendar day in Europe/Helsinki of an aware instant."""
    return instant.astimezone(HELSINKI).date()


def day_began(day: date) -> datetime:
    """The instant, in UTC, at which a Finnish day began."""
    return datetime.combine(day, time.min, HELSINKI).astimezone(UTC)


def day_ended(day: date) -> datetime:
    """The first instant after a Finnish day, in UTC (days of summer time changes have 23 or 25 hours)."""
    return day_began(day + timedelta(days=1))
