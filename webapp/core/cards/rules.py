"""What a distributor may register. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import assert_never

from webapp.core.cards.reasons import IssuingRefusal
from webapp.core.cards.validity import CardStatus, last_valid_day
from webapp.core.errors import RefusedError
from webapp.core.networks.operating_model import BEGUN, OperatingModel, ParticipationState
from webapp.core.networks.service_numbers import SERVICE


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """What the register knows of a code that is about to be given out."""

    network_id: int
    is_registered: bool
    is_handed_over: bool = True
    """Whether its batch is marked as handed over; an old series is in people's hands anyway."""


def check_code(
    code: CodeFacts | None, *, network_id: int, is_in_hand: bool = False, field: str = "code"
) -> None:
    """A code must exist, be made for the distributor's network and be unused.

    Whoever gives out one that is not marked as handed over has to say that the card is in their hand.

    Raises:
        RefusedError: CODE_UNKNOWN, CODE_OF_ANOTHER_NETWORK, CODE_ALREADY_REGISTERED or CODE_NOT_HANDED_OVER.
    """
    if code is None:
        raise RefusedError(IssuingRefusal.CODE_UNKNOWN, field)
    if code.network_id != network_id:
        raise RefusedError(IssuingRefusal.CODE_OF_ANOTHER_NETWORK, field)
    if code.is_registered:
        raise RefusedError(IssuingRefusal.CODE_ALREADY_REGISTERED, field)
    if not code.is_handed_over and not is_in_hand:
        raise RefusedError(IssuingRefusal.CODE_NOT_HANDED_OVER, field)


def check_birth_year(birth_year: int, today: date, *, model: OperatingModel) -> None:
    """Reaching the model's age for holders this year is enough.

    Raises:
        RefusedError: BIRTH_YEAR_IMPOSSIBLE or UNDER_AGE.
    """
    if not today.year - SERVICE.oldest_age_years <= birth_year <= today.year:
        raise RefusedError(IssuingRefusal.BIRTH_YEAR_IMPOSSIBLE, "birth_year")
    if today.year - birth_year < model.holder_age_years:
        raise RefusedError(IssuingRefusal.UNDER_AGE, "birth_year", age=model.holder_age_years)


def check_children(children: int) -> None:
    """A number of own children and grandchildren that a person can have.

    Raises:
        RefusedError: CHILDREN_COUNT_IMPOSSIBLE.
    """
    if not 0 <= children <= SERVICE.most_children_on_card:
        raise RefusedError(
            IssuingRefusal.CHILDREN_COUNT_IMPOSSIBLE, "children", most=SERVICE.most_children_on_card
        )


def valid_until(participation: tuple[str, date | None], today: date, *, model: OperatingModel) -> date:
    """The last valid day of a personal card issued today: the model's months on, or the trial's end.

    Raises:
        RefusedError: NOT_IN_USE_HERE, NO_LONGER_HERE or TRIAL_HAS_ENDED.
    """
    state, trial_ends_on = participation
    if state == ParticipationState.LEFT:
        raise RefusedError(IssuingRefusal.NO_LONGER_HERE)
    if state not in BEGUN:
        raise RefusedError(IssuingRefusal.NOT_IN_USE_HERE)
    if trial_ends_on is None:
        return last_valid_day(today, model.validity_months)
    if trial_ends_on < today:
        raise RefusedError(IssuingRefusal.TRIAL_HAS_ENDED, ended_on=trial_ends_on)
    return trial_ends_on


def check_community_validity(until: date, today: date, *, model: OperatingModel) -> None:
    """The organisation decides, within reason.

    Raises:
        RefusedError: VALIDITY_IN_PAST or VALIDITY_TOO_LONG.
    """
    if until < today:
        raise RefusedError(IssuingRefusal.VALIDITY_IN_PAST, "valid_until")
    latest = last_valid_day(today, model.longest_community_validity_months)
    if until > latest:
        raise RefusedError(IssuingRefusal.VALIDITY_TOO_LONG, "valid_until", latest=latest)


def check_stoppable(status: CardStatus) -> None:
    """A withdrawn card stays withdrawn.

    Raises:
        RefusedError: CARD_ALREADY_STOPPED.
    """
    match status:
        case CardStatus.ACTIVE | CardStatus.ENDED:
            return
        case CardStatus.WITHDRAWN:
            raise RefusedError(IssuingRefusal.CARD_ALREADY_STOPPED)
        case _:
            assert_never(status)


def check_renewable(status: CardStatus) -> None:
    """An expired or ended card can go on; a withdrawn one was lost or misused and is replaced instead.

    Raises:
        RefusedError: CARD_NOT_RENEWABLE.
    """
    match status:
        case CardStatus.ACTIVE | CardStatus.ENDED:
            return
        case CardStatus.WITHDRAWN:
            raise RefusedError(IssuingRefusal.CARD_NOT_RENEWABLE)
        case _:
            assert_never(status)
