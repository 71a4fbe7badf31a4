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
    return int(typed) if typed.isascii() and typed.isdecimal() and int(typed) in years else years[0]


def year_period(year: int) -> Period:
    """A year from its first day to its last, or to today."""
    return Period(date(year, 1, 1), min(date(year, 12, 31), today()))
