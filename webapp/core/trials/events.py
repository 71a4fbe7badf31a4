"""The events of a network's steps and years."""

from dataclasses import dataclass
from typing import ClassVar

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class TrialStepChanged(Event):
    """Somebody planned a step of a trial anew, or said that it is done."""

    network_id: int
    step: int


@dataclass(frozen=True, slots=True)
class YearlyTaskChanged(Event):
    """Somebody planned a task of the year anew, or said that it is done."""

    network_id: int
    year: int
    task: str


@dataclass(frozen=True, slots=True)
class TrialReportHandedIn(Event):
    """Somebody handed in the interim or final figures of a trial."""

    network_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class TrialDecided(Event):
    """The national office extended a trial, made it permanent or closed it."""

    is_of_networks: ClassVar[bool] = False
    network_id: int
    decision: str


@dataclass(frozen=True, slots=True)
class TrialCardsGoOn(Event):
    """The cards of a trial have the last day that was decided."""

    is_of_networks: ClassVar[bool] = False
    network_id: int
    cards: int


@dataclass(frozen=True, slots=True)
class MeetingWritten(Event):
    """Somebody planned a feedback meeting, or wrote its invitation, minutes or decisions."""

    network_id: int | None


@dataclass(frozen=True, slots=True)
class MeetingInvited(Event):
    """Somebody sent the invitation to a meeting to contact persons by mail."""

    network_id: int | None
    mails: int


@dataclass(frozen=True, slots=True)
class TrialReportDownloaded(Event):
    """Somebody downloaded figures of a trial that had been handed in."""

    network_id: int
