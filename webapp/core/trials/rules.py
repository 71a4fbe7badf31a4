"""The ten steps of a trial, what recurs in a running year, and when something is late. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Final

from webapp.core.cards.validity import last_valid_day
from webapp.core.errors import RefusedError
from webapp.core.trials.reasons import TrialRefusal


class Step(IntEnum):
    """A trial's steps in their order (DOMAIN §7); after them the network runs permanently."""

    INTRODUCTION = 1
    WORKING_PAIR = 2
    TRAINING = 3
    WORKSHOP = 4
    COMMITMENTS = 5
    USERS = 6
    PRINTING = 7
    BRIEFING = 8
    ISSUING = 9
    FEEDBACK = 10


class Responsible(StrEnum):
    """Who sees to a step: one side of the network, both, or the national office."""

    MUNICIPALITY = "municipality"
    COUNTY = "county"
    BOTH = "both"
    NATIONAL_OFFICE = "national_office"


USUAL: Final[Mapping[Step, Responsible]] = MappingProxyType(
    {
        Step.INTRODUCTION: Responsible.NATIONAL_OFFICE,
        Step.WORKING_PAIR: Responsible.BOTH,
        Step.TRAINING: Responsible.NATIONAL_OFFICE,
        Step.WORKSHOP: Responsible.BOTH,
        Step.COMMITMENTS: Responsible.BOTH,
        Step.USERS: Responsible.BOTH,
        Step.PRINTING: Responsible.MUNICIPALITY,
        Step.BRIEFING: Responsible.BOTH,
        Step.ISSUING: Responsible.COUNTY,
        Step.FEEDBACK: Responsible.BOTH,
    }
)
"""Until a network has agreed otherwise."""


class YearlyTask(StrEnum):
    """What comes back in every year in which a network gives out cards."""

    FIGURES = "figures"
    BRIEFING = "briefing"
    COSTS = "costs"
    MATERIAL = "material"
    FEEDBACK_MEETING = "feedback_meeting"


_USUAL_MONTH_AND_DAY: Final[Mapping[YearlyTask, tuple[int, int]]] = MappingProxyType(
    {
        YearlyTask.FIGURES: (2, 15),
        YearlyTask.BRIEFING: (4, 30),
        YearlyTask.COSTS: (5, 31),
        YearlyTask.MATERIAL: (9, 30),
        YearlyTask.FEEDBACK_MEETING: (11, 30),
    }
)
"""Our own: only that each comes yearly is published. A network plans other days where they suit it better."""


class ReportKind(StrEnum):
    """A trial hands in its figures twice."""

    INTERIM = "interim"
    FINAL = "final"


class EndingKind(StrEnum):
    """What becomes of a trial."""

    EXTEND = "extend"
    PERMANENT = "permanent"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class GoingOn:
    """How cards of some distributors go on: to a day, for so many months from issue or renewal, or as before.

    Never for less than before: a card that has a later day keeps it.
    """

    distributor_ids: tuple[int, ...]
    from_day: date
    """Cards whose last day is before it had ended without the trial, and stay as they are."""
    until: date | None = None
    months: int | None = None

    def last_day(self, began_on: date, valid_until: date) -> date:
        """Until when a card goes on that was issued or renewed on a day, and is valid until another."""
        if self.until is not None:
            return max(valid_until, self.until)
        if self.months is not None:
            return max(valid_until, last_valid_day(began_on, self.months))
        return valid_until


class Progress(StrEnum):
    """How far something is."""

    DONE = "done"
    LATE = "late"
    PLANNED = "planned"
    OPEN = "open"


def usual_day(task: YearlyTask, year: int) -> date:
    """By when a task is done in a year, unless the network plans another day."""
    month, day = _USUAL_MONTH_AND_DAY[task]
    return date(year, month, day)


def progress(planned_on: date | None, done_on: date | None, *, today: date) -> Progress:
    """How far something is: late from the day after the one planned."""
    if done_on is not None:
        return Progress.DONE
    if planned_on is None:
        return Progress.OPEN
    return Progress.LATE if planned_on < today else Progress.PLANNED


def check_done(done_on: date | None, *, today: date) -> None:
    """What is done was done today or before.

    Raises:
        RefusedError: DONE_IN_FUTURE.
    """
    if done_on is not None and done_on > today:
        raise RefusedError(TrialRefusal.DONE_IN_FUTURE, "done_on")
