"""Kinds of material, how far an order is, and who runs low. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from webapp.core.errors import RefusedError
from webapp.core.material.reasons import MaterialRefusal

MOST_OF_MATERIAL: Final = 1_000_000
"""More of one kind at a time is a slip of the finger."""


class MaterialKind(StrEnum):
    """What is printed (DOMAIN §7): cards of cardboard, and what tells of them."""

    CARD = "card"
    COMMUNITY_CARD = "community_card"
    BROCHURE = "brochure"
    POSTER = "poster"
    STICKER = "sticker"
    OTHER = "other"


class MaterialLanguage(StrEnum):
    """In which language it is printed; a card has several on it."""

    FI = "fi"
    SV = "sv"
    EN = "en"
    SEVERAL = "several"
    OTHER = "other"


class OrderState(StrEnum):
    """How far an order is."""

    DRAFT = "draft"
    WAITING = "waiting"
    CHANGES_ASKED = "changes_asked"
    APPROVED = "approved"
    PRINTING = "printing"
    RECEIVED = "received"
    CANCELLED = "cancelled"


TO_CHANGE: Final = frozenset({OrderState.DRAFT, OrderState.CHANGES_ASKED})
"""Whose text may be written anew; what the national office looks at, or has approved, stays as it saw it."""
BEFORE_PRINT: Final = frozenset({*TO_CHANGE, OrderState.WAITING, OrderState.APPROVED})
TO_PRINT: Final = frozenset({OrderState.APPROVED, OrderState.PRINTING, OrderState.RECEIVED})


@dataclass(frozen=True, slots=True)
class Printing:
    """When an order went to print and how much of it, and when how much came."""

    printing_on: date
    print_amount: int
    received_on: date | None = None
    received_amount: int | None = None


@dataclass(frozen=True, slots=True)
class PartnersStock:
    """What is known of one kind of material at a partner.

    `got` and `used` since it was counted, or ever where it never was. Only cards are known to be used.
    """

    got: int
    used: int = 0
    counted: int | None = None
    low_at: int | None = None
    said_at: datetime | None = None

    @property
    def left(self) -> int:
        """How much it still has, at most."""
        return max(0, (self.counted or 0) + self.got - self.used)

    @property
    def is_below(self) -> bool:
        """Whether it has come to the number at which it is to get more."""
        return self.low_at is not None and self.left <= self.low_at

    @property
    def runs_low(self) -> bool:
        """It says so itself, or has come to that number."""
        return self.said_at is not None or self.is_below

    @property
    def urgency(self) -> tuple[bool, float, float]:
        """Sorts who runs low: who says so, the longest first; then who has least of what it should have."""
        said = self.said_at.timestamp() if self.said_at else 0.0
        return (self.said_at is None, said, self.left / self.low_at if self.low_at else 0.0)


def check_amount(amount: int, field: str) -> int:
    """An amount that can be printed or handed out.

    Raises:
        RefusedError: MATERIAL_AMOUNT.
    """
    if not 1 <= amount <= MOST_OF_MATERIAL:
        raise RefusedError(MaterialRefusal.MATERIAL_AMOUNT, field, most=MOST_OF_MATERIAL)
    return amount


def check_stock(amount: int, field: str) -> int:
    """A number of what there is; there may be none.

    Raises:
        RefusedError: MATERIAL_AMOUNT.
    """
    return amount and check_amount(amount, field)


def check_past(day: date, field: str, *, today: date) -> None:
    """What has happened was today or before.

    Raises:
        RefusedError: MATERIAL_DAY_AHEAD.
    """
    if day > today:
        raise RefusedError(MaterialRefusal.MATERIAL_DAY_AHEAD, field)


def check_printing(printing: Printing, *, today: date) -> None:
    """It came after it went, and both have happened; a day and an amount belong together.

    Raises:
        RefusedError: MATERIAL_AMOUNT, MATERIAL_DAY_AHEAD, MATERIAL_PAIR or MATERIAL_DAY_BACKWARDS.
    """
    check_past(printing.printing_on, "printing_on", today=today)
    check_amount(printing.print_amount, "print_amount")
    has_amount = printing.received_amount is not None
    check_received_on(
        printing.received_on, has_amount=has_amount, printing_on=printing.printing_on, today=today
    )
    check_received_amount(printing.received_amount, has_day=printing.received_on is not None)


def check_received_on(day: date | None, *, has_amount: bool, printing_on: date | None, today: date) -> None:
    """The day on which material came, if it has.

    Raises:
        RefusedError: MATERIAL_DAY_AHEAD, MATERIAL_PAIR or MATERIAL_DAY_BACKWARDS.
    """
    if day is None:
        if has_amount:
            raise RefusedError(MaterialRefusal.MATERIAL_PAIR, "received_on")
        return
    check_past(day, "received_on", today=today)
    if printing_on is not None and day < printing_on:
        raise RefusedError(MaterialRefusal.MATERIAL_DAY_BACKWARDS, "received_on")


def check_received_amount(amount: int | None, *, has_day: bool) -> None:
    """How much came, if some has.

    Raises:
        RefusedError: MATERIAL_AMOUNT or MATERIAL_PAIR.
    """
    if amount is None:
        if has_day:
            raise RefusedError(MaterialRefusal.MATERIAL_PAIR, "received_amount")
        return
    check_amount(amount, "received_amount")
