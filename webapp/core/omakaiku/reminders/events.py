"""Events about reminders on holders' phones: codes and kinds, never where a phone is reached."""

from dataclasses import dataclass
from typing import ClassVar

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class NoticesTurnedOn(Event):
    """A phone wants to be reminded."""

    is_of_networks: ClassVar[bool] = False

    code: str


@dataclass(frozen=True, slots=True)
class NoticesTurnedOff(Event):
    """A phone does not want to be reminded any more."""

    is_of_networks: ClassVar[bool] = False

    code: str


@dataclass(frozen=True, slots=True)
class NoticeSent(Event):
    """A phone was woken, with a message that says nothing."""

    is_of_networks: ClassVar[bool] = False

    code: str
    kind: str


@dataclass(frozen=True, slots=True)
class NoticesUnreachable(Event):
    """The browser's push service does not know the phone any more, so it was forgotten."""

    is_of_networks: ClassVar[bool] = False

    code: str
