"""The events of what holders say: which feedback was answered, never its words or its card."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class FeedbackAnswered(Event):
    """A coordinator answered feedback."""

    feedback_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class FeedbackRead(Event):
    """A coordinator read what cardholders have written."""

    noted_again_after: ClassVar[timedelta] = timedelta(hours=1)
