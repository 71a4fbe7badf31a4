"""The events of what holders say: which feedback was answered, never its words or its card."""

import uuid
from dataclasses import dataclass

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class FeedbackAnswered(Event):
    """A coordinator answered feedback."""

    feedback_id: uuid.UUID
