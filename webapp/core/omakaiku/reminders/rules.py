"""Which notice is due for a card on a day, and at which hours notices are sent. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from webapp.core.calendar import HELSINKI
from webapp.core.cards.validity import Validity
from webapp.core.omakaiku.wishes.rules import RenewalStage, renewal_stage

FIRST_HOUR: Final = 9
LAST_HOUR: Final = 20
_WORKING: Final = frozenset({RenewalStage.NOT_YET, RenewalStage.SOON})


class NoticeKind(StrEnum):
    """What there is to tell. The phone shows the same words for all: a stranger reads no news from them."""

    RENEWAL_SOON = "renewal_soon"
    CARD_RENEWED = "card_renewed"


@dataclass(frozen=True, slots=True)
class Reminded:
    """What a phone knows: up to which last valid day, and for which one it was told that renewing is due."""

    known_until: date
    soon_told_for: date | None = None


def due_notice(card: Validity, reminded: Reminded, today: date) -> NoticeKind | None:
    """CARD_RENEWED when the last valid day has moved on, RENEWAL_SOON from two months before it.

    Days only ever move on in what a phone knows, so each notice comes at most once for a last valid day, also
    where a day was set back and forth. Of a card that does not work nothing is reminded.
    """
    stage = renewal_stage(card, today)
    if stage not in _WORKING:
        return None
    if card.valid_until > reminded.known_until:
        return NoticeKind.CARD_RENEWED
    if stage is RenewalStage.SOON and card.valid_until > (reminded.soon_told_for or date.min):
        return NoticeKind.RENEWAL_SOON
    return None


def reminded_now(card: Validity, reminded: Reminded, today: date) -> Reminded:
    """What a phone knows once its holder has looked: the new day, and also that it is near where it is.

    That is also how it begins. Who turns reminders on two months before the end has just read about it.
    """
    is_soon = renewal_stage(card, today) is RenewalStage.SOON
    soon = max(card.valid_until, reminded.soon_told_for or date.min) if is_soon else reminded.soon_told_for
    return Reminded(max(card.valid_until, reminded.known_until), soon)


def is_hour_for_notices(moment: datetime) -> bool:
    """Whether a phone may ring: from nine in the morning until eight in the evening in Finland."""
    return FIRST_HOUR <= moment.astimezone(HELSINKI).hour < LAST_HOUR
