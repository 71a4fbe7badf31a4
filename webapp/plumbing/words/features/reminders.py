"""What staff read of reminders on holders' phones."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.events import Event
from webapp.core.omakaiku.reminders.events import (
    NoticeSent,
    NoticesTurnedOff,
    NoticesTurnedOn,
    NoticesUnreachable,
)

_ = lazy_gettext

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    NoticesTurnedOn: _("Reminders were turned on for a phone with card %(card)s."),
    NoticesTurnedOff: _("Reminders were turned off for a phone with card %(card)s."),
    NoticeSent: _("A phone with card %(card)s was sent a reminder."),
    NoticesUnreachable: _("A phone with card %(card)s could no longer be reached for reminders."),
}

GROUP: Final = _("Cardholders and their phones")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    NoticesTurnedOn: _("Reminders turned on"),
    NoticesTurnedOff: _("Reminders turned off"),
    NoticeSent: _("Reminder sent"),
    NoticesUnreachable: _("Phone not reached for reminders"),
}
"""What the log is narrowed to, in few words."""
