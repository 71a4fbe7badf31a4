"""When a holder may wish for another year. Pure."""

from datetime import date
from enum import StrEnum
from typing import assert_never

from webapp.core.cards.renewals import early_renewal_begins
from webapp.core.cards.validity import CardStatus, Validity, last_valid_day
from webapp.core.networks.service_numbers import SERVICE


class RenewalStage(StrEnum):
    """Where a card is on its way to its end, as its holder sees it."""

    NOT_YET = "not_yet"
    SOON = "soon"
    EXPIRED = "expired"
    TOO_LATE = "too_late"
    STOPPED = "stopped"


STAGES_OF_WISHING = frozenset({RenewalStage.SOON, RenewalStage.EXPIRED})


def renewal_stage(card: Validity, today: date) -> RenewalStage:
    """SOON from two months before the last valid day, EXPIRED for two months after it."""
    match card.status:
        case CardStatus.ACTIVE:
            return RenewalStage.STOPPED if card.is_replaced else _stage_of_days(card.valid_until, today)
        case CardStatus.ENDED | CardStatus.WITHDRAWN:
            return RenewalStage.STOPPED
        case _:
            assert_never(card.status)


def _stage_of_days(valid_until: date, today: date) -> RenewalStage:
    if today < early_renewal_begins(valid_until):
        return RenewalStage.NOT_YET
    if today <= valid_until:
        return RenewalStage.SOON
    if today <= last_valid_day(valid_until, SERVICE.renewal_wish_months):
        return RenewalStage.EXPIRED
    return RenewalStage.TOO_LATE
