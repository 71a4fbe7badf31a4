"""Days, numbers and postal codes, read in one way wherever they are typed or stand in a file. Pure."""

import re
from datetime import date
from typing import Final

from webapp.core.alphabet import plain_letters
from webapp.core.errors import RefusedError
from webapp.core.tables.cells import Cell, CellKind
from webapp.core.tables.reasons import ValueRefusal

EXAMPLE_DAY: Final = date(2027, 12, 31)
YEARS: Final = range(2000, 2101)
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
            "aug august", "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DAY_FIRST: Final = re.compile(r"(\d{1,2})([./])\s?(\d{1,2})\2\s?(\d{4})", re.ASCII)
_YEAR_FIRST: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_WORDED: Final = re.compile(r"(\d{1,2}) ([a-z]+) (\d{4})", re.IGNORECASE | re.ASCII)
_MOST_DIGITS: Final = 9
"""As many fit into a column of any database."""
_POSTAL_DIGITS: Final = 5


def read_day(typed: str, field: str) -> date:
    """The day that was typed: 31.12.2027, 31. 12. 2027, 31/12/2027, 2027-12-31 or 31 Dec 2027.

    Raises:
        RefusedError: DAY_WRONG, it is none; NO_SUCH_DAY, no calendar has it; DAY_FAR, beyond 2000 to 2100.
    """
    said = " ".join(typed.split())
    parts = _parts_of_day(said)
    if parts is None:
        raise RefusedError(ValueRefusal.DAY_WRONG, field, day=EXAMPLE_DAY)
    try:
        day = date(*parts)
    except ValueError:
        raise RefusedError(ValueRefusal.NO_SUCH_DAY, field, typed=said) from None
    if day.year not in YEARS:
        raise RefusedError(ValueRefusal.DAY_FAR, field, first=str(YEARS[0]), last=str(YEARS[-1]))
    return day


def _parts_of_day(said: str) -> tuple[int, int, int] | None:
    """Year, month, day."""
    if found := _DAY_FIRST.fullmatch(said):
        return int(found[4]), int(found[3]), int(found[1])
    if found := _YEAR_FIRST.fullmatch(said):
        return int(found[1]), int(found[2]), int(found[3])
    if (found := _WORDED.fullmatch(said)) and plain_letters(found[2]) in _MONTHS:
        return int(found[3]), _MONTHS[plain_letters(found[2])], int(found[1])
    return None


def read_whole_number(typed: str, field: str) -> int:
    """A whole number in digits; spaces between them are its writer's.

    Raises:
        RefusedError: NUMBER_IS_A_DAY, a day stands where a number is asked; NUMBER_WRONG, it is none.
    """
    digits = "".join(typed.split())
    if not digits.isascii() or not digits.isdecimal() or len(digits) > _MOST_DIGITS:
        said = " ".join(typed.split())
        if _parts_of_day(said) is not None:
            raise RefusedError(ValueRefusal.NUMBER_IS_A_DAY, field, typed=said)
        raise RefusedError(ValueRefusal.NUMBER_WRONG, field)
    return int(digits)


def plain_postal_code(typed: str) -> str:
    """A postal code without the spaces that people write into it (953 31)."""
    return "".join(typed.split())


def read_text(cell: Cell, field: str) -> str:
    """What stands in a cell, on one line.

    Raises:
        RefusedError: CELL_FAULTY.
    """
    if cell.kind is CellKind.FAULT:
        raise RefusedError(ValueRefusal.CELL_FAULTY, field, typed=cell.text or "=")
    return " ".join(cell.text.split())
