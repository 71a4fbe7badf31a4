"""When a holder may wish for another year. Pure."""

from datetime import date
from enum import StrEnum

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
    if card.is_replaced or card.status is not CardStatus.ACTIVE:
        return RenewalStage.STOPPED
    if today < last_valid_day(card.valid_until, -SERVICE.renewal_wish_months):
        return RenewalStage.NOT_YET
    if today <= card.valid_until:
        return RenewalStage.SOON
    if today <= last_valid_day(card.valid_until, SERVICE.renewal_wish_months):
        return RenewalStage.EXPIRED
    return RenewalStage.TOO_LATE
