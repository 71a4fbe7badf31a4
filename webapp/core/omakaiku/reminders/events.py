"""Events about reminders on holders' phones: codes and kinds, never where a phone is reached."""

from dataclasses import dataclass

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class NoticesTurnedOn(Event):
    """A phone wants to be reminded."""

    code: str


@dataclass(frozen=True, slots=True)
class NoticesTurnedOff(Event):
    """A phone does not want to be reminded any more."""

    code: str


@dataclass(frozen=True, slots=True)
class NoticeSent(Event):
    """A phone was woken, with a message that says nothing."""

    code: str
    kind: str


@dataclass(frozen=True, slots=True)
class NoticesUnreachable(Event):
    """The browser's push service does not know the phone any more, so it was forgotten."""

    code: str
