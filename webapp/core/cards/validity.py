"""How long a card is valid, and whether it is valid today. Pure."""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never

from webapp.core.cards.reasons import CardRefusal


class CardStatus(StrEnum):
    """What its distributor has done with a card; being expired is a matter of the day, not of the status."""

    ACTIVE = "active"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


class CardKind(StrEnum):
    """Whose the card is."""

    PERSONAL = "personal"
    COMMUNITY = "community"


@dataclass(frozen=True, slots=True)
class Validity:
    """What the register knows of a code that has been registered."""

    status: CardStatus
    valid_until: date
    is_replaced: bool = False


def last_valid_day(start: date, months: int) -> date:
    """The same date `months` later, inclusive; the last day of the month where that date is missing."""
    year, month_index = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month_index + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def why_not_valid(card: Validity | None, today: date) -> CardRefusal | None:
    """The first reason for which a card does not work today, or None. People outrank the calendar."""
    if card is None:
        return CardRefusal.CARD_NOT_REGISTERED
    if card.is_replaced:
        return CardRefusal.CARD_REPLACED
    match card.status:
        case CardStatus.WITHDRAWN:
            return CardRefusal.CARD_WITHDRAWN
        case CardStatus.ENDED:
            return CardRefusal.CARD_ENDED
        case CardStatus.ACTIVE:
            return CardRefusal.CARD_EXPIRED if today > card.valid_until else None
        case _:
            assert_never(card.status)
