"""What is written in the log of a person's sessions."""

from dataclasses import dataclass

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class OtherSessionsEnded(Event):
    """A person signed out on all devices but one."""
