"""The national operating model of 13.1.2022 in numbers (DOMAIN §3). Pure."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class ParticipationState(StrEnum):
    """How far a municipality is: preparing, on trial until a day, or permanently in."""

    COMING = "coming"
    TRIAL = "trial"
    IN_USE = "in_use"


@dataclass(frozen=True, slots=True)
class OperatingModel:
    """Rules that a later version of the model may set otherwise; later terms already speak of 18."""

    holder_age_years: int = 16
    child_age_years: int = 16
    validity_months: int = 12
    most_children_on_card: int = 20
    oldest_age_years: int = 115
    longest_community_validity_months: int = 60
    pairing_lasts: timedelta = timedelta(minutes=10)
    slip_lasts: timedelta = timedelta(days=3)
    enrolment_lasts: timedelta = timedelta(minutes=10)
    most_phones: int = 5
    idle_phone_gives_way: timedelta = timedelta(days=30)
    """A phone that has not shown the card for so long makes way, where the card has no place for another."""
    renewal_wish_months: int = 2
    """So long before and after the last valid day a holder may wish for another year."""
    feedback_kept: timedelta = timedelta(days=730)
    """So long after its answer a holder’s message is kept; one that waits is kept until it has one."""


MODEL = OperatingModel()
