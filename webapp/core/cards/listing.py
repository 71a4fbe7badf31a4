"""What the sealed lists say of a code, in three bytes; the same in the second version and the third. Pure.

From above: 14 bits of the last valid day, counted from 1.1.2015 (to 2059); one bit for a community card; four
bits of why it is not valid whatever the day (0 it is not so); five bits of the number of children. The phone
reads the same bytes (tests/contracts/list_entries.json). The first version had 16 bits of day and two of
reason; a page of the release before still asks for it.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import IntEnum
from typing import Final, assert_never

from webapp.core.cards.reasons import CardRefusal
from webapp.core.cards.validity import CardKind, Validity, why_not_valid
from webapp.core.errors import Refusal

FIRST_DAY: Final = date(2015, 1, 1)
LAST_DAY: Final = FIRST_DAY + timedelta(days=0x3FFF)
DAY_SHIFT: Final = 10
COMMUNITY: Final = 0x200
REASON_SHIFT: Final = 5
REASON_BITS: Final = 0xF
MOST_CHILDREN_LISTED: Final = 0x1F

REASONS_LISTED: Final[Mapping[Refusal, int]] = {
    CardRefusal.CARD_ENDED: 1,
    CardRefusal.CARD_WITHDRAWN: 2,
    CardRefusal.CARD_REPLACED: 3,
}
"""The number of each reason that does not come from the day alone; those of version 1 are the first three."""
OTHER_REASON: Final = REASON_BITS
"""For a reason without a number: such a card is not valid, and the phone leaves it to the register why."""
LAST_REASON_OF_VERSION_1: Final = 3


class ListVersion(IntEnum):
    """How the list is laid out; the phone asks for the one it reads. The third condenses whole lists."""

    FIRST = 1
    SECOND = 2
    THIRD = 3


def list_entry(kind: CardKind, validity: Validity, children: int) -> int:
    """The entry of a code as one number below 2²⁴, the day in its upper bits."""
    day = day_listed(validity.valid_until)
    stopped = why_not_valid(validity, validity.valid_until)
    reason = REASONS_LISTED.get(stopped, OTHER_REASON) if stopped else 0
    return day << DAY_SHIFT | _kind_bit(kind) | reason << REASON_SHIFT | min(children, MOST_CHILDREN_LISTED)


def day_listed(day: date) -> int:
    """A last valid day as entries have it; what they cannot hold is the nearest that they can."""
    return (min(max(day, FIRST_DAY), LAST_DAY) - FIRST_DAY).days


def _kind_bit(kind: CardKind) -> int:
    match kind:
        case CardKind.PERSONAL:
            return 0
        case CardKind.COMMUNITY:
            return COMMUNITY
        case _:
            assert_never(kind)


def oldest_listed_day(today: date) -> date:
    """Cards that ended before last year are not listed: a phone says of them that it does not know them."""
    return date(today.year - 1, 1, 1)


def first_listed_entry(today: date) -> int:
    """The least entry that is listed today."""
    return (oldest_listed_day(today) - FIRST_DAY).days << DAY_SHIFT
