"""The national operating model in numbers, version by version, each from its day on (DOMAIN §3). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class ParticipationState(StrEnum):
    """How far a municipality is, from its first interest until it has left."""

    INTERESTED = "interested"
    PREPARING = "preparing"
    COMING = "coming"
    TRIAL = "trial"
    IN_USE = "in_use"
    LEFT = "left"


BEGUN: Final = frozenset({ParticipationState.TRIAL, ParticipationState.IN_USE})
"""Where cards are given out, and venues are there for everybody to find."""
PUBLIC: Final = BEGUN | {ParticipationState.PREPARING, ParticipationState.COMING}
"""What everybody reads of; who is only interested has promised nothing, and who has left is not along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatingModel:
    """One version. No sentence repeats a number of it: sentences get them from the version in force."""

    valid_from: date
    holder_age_years: int
    """Whoever reaches this age in the year of issue may have a card."""
    child_age_years: int
    """Children and grandchildren under this age come along."""
    validity_months: int
    longest_community_validity_months: int


class NoOperatingModelError(Exception):
    """The register holds no version of the operating model: its reference data has not been settled."""


def in_force(versions: Sequence[OperatingModel], day: date) -> OperatingModel:
    """The version that holds on a day: the latest begun, or the first where none has begun yet.

    Raises NoOperatingModelError where there is no version at all.

    Raises:
        NoOperatingModelError: no version is in force on that day.
    """
    if not versions:
        raise NoOperatingModelError
    begun = [one for one in versions if one.valid_from <= day]
    if begun:
        return max(begun, key=lambda one: one.valid_from)
    return min(versions, key=lambda one: one.valid_from)
