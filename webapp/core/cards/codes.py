"""Card codes: one letter and nine digits. Pure.

New series carry Damm's check digit (H. M. Damm, "Total anti-symmetrische Quasigruppen", Marburg 2004): a
quasigroup of order ten finds every single wrong digit and every swap of neighbours. The letter is fed first,
as its index modulo ten, so nine of ten wrong letters are found too; all 25 cannot be, by ten digits.
"""

import re
import secrets
from collections.abc import Collection, Iterable, Iterator
from typing import Final, NewType

from webapp.core.cards.disguises import possible_codes
from webapp.core.cards.reasons import CodeRefusal
from webapp.core.errors import RefusedError
from webapp.core.tables.cells import Row

CardCode = NewType("CardCode", str)
"""A code of the right shape, in upper case without spaces. Made only by read_code and new_codes."""

SHAPE: Final = re.compile(r"[A-Z][0-9]{9}")
SEQUENCE_LENGTH: Final = 8  # digits before the check digit: 10⁸ codes a letter

_QUASIGROUP: Final = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def read_code(typed: str, *, field: str = "code", is_exact: bool = False) -> CardCode:
    """The one code that a typed, pasted or scanned text can mean; `is_exact` where no hand has typed it.

    Raises:
        RefusedError: CODE_SHAPE, it means none; CODE_TWO_MEANINGS, it means several.
    """
    if SHAPE.fullmatch(typed):
        return CardCode(typed)
    codes = possible_codes(typed, is_exact=is_exact)
    if len(codes) != 1:
        raise RefusedError(CodeRefusal.CODE_TWO_MEANINGS if codes else CodeRefusal.CODE_SHAPE, field)
    return CardCode(codes.pop())


def check_digit(letter_and_digits: str) -> str:
    """Damm's digit for a letter and its eight digits."""
    interim = _QUASIGROUP[0][(ord(letter_and_digits[0]) - ord("A")) % 10]
    for digit in letter_and_digits[1:]:
        interim = _QUASIGROUP[interim][int(digit)]
    return str(interim)


def has_right_check_digit(code: CardCode) -> bool:
    """Whether the last digit is the check digit of the rest; says nothing of an old series."""
    return check_digit(code[:-1]) == code[-1]


def new_codes(letter: str, how_many: int, *, taken: Collection[str]) -> list[CardCode]:
    """Random codes with check digits, none of them in `taken`, in no order."""
    found: set[str] = set()
    while len(found) < how_many:
        start = letter + f"{secrets.randbelow(10**SEQUENCE_LENGTH):0{SEQUENCE_LENGTH}}"
        code = start + check_digit(start)
        if code not in taken:
            found.add(code)
    codes = [CardCode(code) for code in found]
    secrets.SystemRandom().shuffle(codes)
    return codes


def read_series(rows: Iterable[Row]) -> Iterator[tuple[int, CardCode | None]]:
    """Each row's number and its code, or None where the first column holds none.

    Further columns are passed over; a first row without a code is taken for a heading.
    """
    for place, row in enumerate(rows):
        # Lines of several files, pasted together, may be separated in several ways.
        first = re.split(r"[;,\t]", row.cell(0).text, maxsplit=1)[0].strip().strip('"')
        try:
            yield row.number, read_code(first, is_exact=True)
        except RefusedError:
            if place > 0:
                yield row.number, None
