"""The events of visits: taken back, corrected, taken in from a file."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class VisitUndone(Event):
    """A recorded visit was taken back."""

    visit_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class VisitCorrected(Event):
    """A recorded visit was corrected: what was recorded, and what is now."""

    visit_id: uuid.UUID
    kind_was: str
    kind_is: str
    children_was: int
    children_is: int
    assistants_was: int
    assistants_is: int


@dataclass(frozen=True, slots=True)
class VisitsImported(Event):
    """A phone's rescue file was taken in."""

    device_id: uuid.UUID
    commands: int
    recorded: int


@dataclass(frozen=True, slots=True)
class HistoryRead(Event):
    """A venue's earlier visits were read, which show the codes of cards."""

    noted_again_after: ClassVar[timedelta] = timedelta(hours=1)
