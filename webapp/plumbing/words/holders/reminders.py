"""What cardholders read of reminders on holders' phones."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.errors import Refusal
from webapp.core.omakaiku.reminders.reasons import ReminderRefusal

_ = lazy_gettext

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    ReminderRefusal.NOTICE_ENDPOINT: _(
        "This browser’s reminders come from a place that we do not know. Try another browser."
    ),
}
