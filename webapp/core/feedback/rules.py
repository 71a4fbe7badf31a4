"""Until when feedback has to be answered. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from webapp.core.calendar import day_began, day_in_finland

DAYS_TO_ANSWER: Final = 14
"""Accessibility feedback has to be answered in 14 days (Act 306/2019, section 10); so has all of ours."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day to answer, and how far it is; `days_left` is below zero when it has passed."""

    day: date
    days_left: int

    @property
    def is_over(self) -> bool:
        """Whether the last day has passed."""
        return self.days_left < 0


def deadline_of(sent_at: datetime, today: date) -> Deadline:
    """Of feedback sent at an instant, seen today."""
    last = day_in_finland(sent_at) + timedelta(days=DAYS_TO_ANSWER)
    return Deadline(last, (last - today).days)


def overdue_if_sent_before(today: date) -> datetime:
    """What was sent before this instant and is not answered has waited too long."""
    return day_began(today - timedelta(days=DAYS_TO_ANSWER))
