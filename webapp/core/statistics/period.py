"""A period of whole Finnish days, and its months. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from webapp.core.calendar import day_began, day_ended


@dataclass(frozen=True, slots=True)
class Period:
    """Both days belong to it; ValueError when it ends before it begins."""

    first_day: date
    last_day: date

    def __post_init__(self) -> None:
        """Refuse a period that runs backwards.

        Raises:
            ValueError: it does.
        """
        if self.last_day < self.first_day:
            message = f"a period cannot end on {self.last_day} when it begins on {self.first_day}"
            raise ValueError(message)

    @classmethod
    def year(cls, year: int) -> Self:
        """A calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @property
    def began_at(self) -> datetime:
        """The first instant, in UTC."""
        return day_began(self.first_day)

    @property
    def ended_at(self) -> datetime:
        """The first instant after it, in UTC."""
        return day_ended(self.last_day)

    def months(self) -> Iterator[date]:
        """The first day of each month that it touches."""
        month = self.first_day.replace(day=1)
        while month <= self.last_day:
            yield month
            month = (month + timedelta(days=31)).replace(day=1)
