"""What a spreadsheet's number looks like in its format: a day, a code with its zeros, or digits. Pure."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from webapp.core.tables.cells import Cell, CellKind

GENERAL: Final = "General"
_BUILT_IN_DAYS: Final = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)})
_UNSHOWN: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_ZEROS: Final = re.compile(r'(?:"?([A-Za-z]{1,3})"?)?(0{2,})')
"""00000, or K000000000: what keeps the zeros of a code that a program took for a number."""
_FIRST_DAY, _FIRST_DAY_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - days of no zone
_LAST_SERIAL: Final = 2_958_465
_KEPT_DIGITS: Final = 15
"""Of more digits a program has lost the last ones."""


def is_of_days(format_id: int, code: str) -> bool:
    """Whether numbers in a format are days."""
    if format_id in _BUILT_IN_DAYS:
        return True
    shown = set(_UNSHOWN.sub("", code.split(";", maxsplit=1)[0]))
    return code != GENERAL and bool(shown & {"y", "Y"}) and bool(shown & {"m", "M"})


def number_cell(written: str, code: str = GENERAL, *, is_day: bool = False, is_1904: bool = False) -> Cell:
    """A number as whoever looks at the sheet reads it."""
    try:
        number = Decimal(written)
        plain = _plain(number)
    except (InvalidOperation, ValueError):
        return Cell(written, CellKind.FAULT)
    if is_day:
        day = _day_of(number, is_1904=is_1904)
        return Cell(day.isoformat(), CellKind.DAY, day) if day else Cell(plain, CellKind.NUMBER)
    zeros = _ZEROS.fullmatch(code)
    if zeros and plain.isdecimal():
        return Cell((zeros[1] or "") + plain.zfill(len(zeros[2])))
    return Cell(plain, CellKind.NUMBER)


def _plain(number: Decimal) -> str:
    if not number.is_finite() or number.adjusted() > _KEPT_DIGITS:
        raise ValueError(number)
    if number == number.to_integral_value():
        return str(int(number))
    kept = f"{round(number, _KEPT_DIGITS - max(number.adjusted(), 0)):f}"
    return kept.rstrip("0").rstrip(".") if "." in kept else kept


def _day_of(number: Decimal, *, is_1904: bool) -> date | None:
    if not 0 < number <= _LAST_SERIAL:
        return None
    first = _FIRST_DAY_1904 if is_1904 else _FIRST_DAY
    return (first + timedelta(days=int(number))).date()
