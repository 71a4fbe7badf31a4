"""The years a reader of figures can choose."""

from datetime import date
from typing import Final

from webapp.core.statistics.period import Period
from webapp.plumbing.clock import today

_FIRST_YEAR: Final = 2022


def years_to_choose() -> list[int]:
    """This year first, back to the first year with visits in the register."""
    return list(range(today().year, _FIRST_YEAR - 1, -1))


def chosen_year(typed: str) -> int:
    """The year asked for, if it is one to choose; else this year."""
    years = years_to_choose()
    return next((year for year in years if str(year) == typed), years[0])


def year_period(year: int) -> Period:
    """A year from its first day to its last, or to today."""
    return Period(date(year, 1, 1), min(date(year, 12, 31), today()))


def year_before(period: Period) -> Period:
    """The same days a year earlier, so that half a year is compared with half a year."""
    first, last = period.first_day, period.last_day
    is_leap_day = (last.month, last.day) == (2, 29)
    return Period(
        first.replace(year=first.year - 1),
        last.replace(year=last.year - 1, day=28 if is_leap_day else last.day),
    )
