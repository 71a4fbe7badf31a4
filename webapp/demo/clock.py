"""The demo country's time: everything follows from the day and moment at which it is loaded. Pure."""

import random
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from webapp.core.calendar import HELSINKI, day_in_finland

REGISTER_BEGAN = datetime(2021, 11, 1, 9, 0, tzinfo=UTC)
"""Accounts, memberships and the old series are as old as this."""

PUBLISHED_YEAR = 2023
"""Rovaniemi's published year has its own, exact visits; the general ones begin after it."""


@dataclass(frozen=True, slots=True)
class DemoClock:
    """When the demo country is loaded, and the days in which random events lie."""

    now: datetime

    @property
    def today(self) -> date:
        """The Finnish day of loading."""
        return day_in_finland(self.now)

    @property
    def first_visit_day(self) -> date:
        """A year and a half ago."""
        return max(self.today - timedelta(days=548), date(PUBLISHED_YEAR + 1, 1, 1))

    @property
    def first_issue_day(self) -> date:
        """A year before the first visits, so that valid cards were there."""
        return max(self.first_visit_day - timedelta(days=365), date(PUBLISHED_YEAR + 1, 1, 1))


@lru_cache(maxsize=4096)
def noon(day: date) -> datetime:
    """Noon of a Finnish day, in UTC: from there an hour of the open day is plain arithmetic."""
    return datetime.combine(day, time(12), HELSINKI).astimezone(UTC)


def at(day: date, minutes: float) -> datetime:
    """The instant so many minutes after a Finnish midnight, for hours after six in the morning."""
    return noon(day) + timedelta(minutes=minutes - 720)


def made_id(rng: random.Random, moment: datetime) -> uuid.UUID:
    """A UUIDv7 as core.identifiers makes them, but always the same ones."""
    milliseconds = int(moment.timestamp() * 1000)
    random_bits = rng.getrandbits(74)
    high, low = random_bits >> 62, random_bits & (2**62 - 1)
    value = (milliseconds << 80) | (7 << 76) | (high << 64) | (0b10 << 62) | low
    return uuid.UUID(int=value)
