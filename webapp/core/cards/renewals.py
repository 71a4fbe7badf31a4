"""Until when a card is valid that is renewed today. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.core.cards.reasons import IssuingRefusal
from webapp.core.cards.rules import check_community_validity
from webapp.core.cards.validity import CardStatus, Validity, last_valid_day
from webapp.core.errors import RefusedError
from webapp.core.networks.operating_model import OperatingModel, ParticipationState
from webapp.core.networks.service_numbers import SERVICE


class CountedFrom(StrEnum):
    """What the new last day follows from."""

    TODAY = "today"
    LAST_DAY = "last_day"
    TRIAL = "trial"
    OLD_DAY_STAYS = "old_day_stays"


@dataclass(frozen=True, slots=True)
class Renewal:
    """The new last day, and what it was counted from."""

    until: date
    counted_from: CountedFrom


def early_renewal_begins(valid_until: date) -> date:
    """The first day on which a renewal is counted from the last valid day instead of from its own day."""
    return last_valid_day(valid_until, -SERVICE.renewal_wish_months)


def is_early_renewal(card: Validity, today: date) -> bool:
    """Whether the card works and is near its end: its holder comes in time, which must cost no day."""
    return (
        card.status is CardStatus.ACTIVE
        and early_renewal_begins(card.valid_until) <= today <= card.valid_until
    )


def renewal(
    card: Validity, participation: tuple[str, date | None], today: date, *, model: OperatingModel
) -> Renewal:
    """Until when a card is valid that is renewed today; never before the last day that it has already.

    `participation` is one in which cards are given today. In a trial the card goes on to the trial's end.
    """
    state, trial_ends_on = participation
    if state == ParticipationState.TRIAL and trial_ends_on is not None:
        counted = Renewal(trial_ends_on, CountedFrom.TRIAL)
    elif is_early_renewal(card, today):
        counted = Renewal(last_valid_day(card.valid_until, model.validity_months), CountedFrom.LAST_DAY)
    else:
        counted = Renewal(last_valid_day(today, model.validity_months), CountedFrom.TODAY)
    if counted.until <= card.valid_until:
        return Renewal(card.valid_until, CountedFrom.OLD_DAY_STAYS)
    return counted


def check_community_renewal(until: date, card: Validity, today: date, *, model: OperatingModel) -> None:
    """The organisation decides, within reason; renewing keeps what it has decided before, or lengthens it.

    Raises:
        RefusedError: RENEWAL_SHORTENS, VALIDITY_IN_PAST or VALIDITY_TOO_LONG.
    """
    if until < card.valid_until:
        raise RefusedError(IssuingRefusal.RENEWAL_SHORTENS, "valid_until", valid_until=card.valid_until)
    if until > card.valid_until or until < today:
        check_community_validity(until, today, model=model)
