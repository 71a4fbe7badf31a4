"""What the sealed lists say of a code, in three bytes. Pure.

Two bytes: the last valid day, counted from 1.1.2015. One byte: 0x80 a community card, 0x60 why it has been
stopped (0 it has not), 0x1F the number of children. The phone reads the same bytes
(tests/contracts/list_entries.json).
"""

from datetime import date, timedelta
from typing import Final

from webapp.core.cards.validity import CardKind, CardStatus, Validity

FIRST_DAY: Final = date(2015, 1, 1)
LAST_DAY: Final = FIRST_DAY + timedelta(days=0xFFFF)
COMMUNITY: Final = 0x80
ENDED, WITHDRAWN, REPLACED = 0x20, 0x40, 0x60
MOST_CHILDREN_LISTED: Final = 0x1F

_STOPPED: Final = {CardStatus.ACTIVE: 0, CardStatus.ENDED: ENDED, CardStatus.WITHDRAWN: WITHDRAWN}


def list_entry(kind: CardKind, validity: Validity, children: int) -> int:
    """The entry of a code as one number below 2²⁴, the day in its upper two bytes."""
    day = (min(max(validity.valid_until, FIRST_DAY), LAST_DAY) - FIRST_DAY).days
    stopped = REPLACED if validity.is_replaced else _STOPPED[validity.status]
    community = COMMUNITY if kind is CardKind.COMMUNITY else 0
    return day << 8 | community | stopped | min(children, MOST_CHILDREN_LISTED)


def oldest_listed_day(today: date) -> date:
    """Cards that ended before last year are not listed: a phone says of them that it does not know them."""
    return date(today.year - 1, 1, 1)


def first_listed_entry(today: date) -> int:
    """The least entry that is listed today."""
    return (oldest_listed_day(today) - FIRST_DAY).days << 8
