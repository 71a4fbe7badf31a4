"""What staff read of feedback and faces after a visit."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.events import Event
from webapp.core.errors import Refusal
from webapp.core.feedback.events import FeedbackAnswered, FeedbackRead
from webapp.core.feedback.reasons import FeedbackRefusal

_ = lazy_gettext

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    FeedbackRefusal.FEEDBACK_ANSWERED: _("A colleague has answered this already. Your answer was not sent."),
}

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    FeedbackRead: _("%(who)s read cardholders’ feedback."),
    FeedbackAnswered: _("%(who)s answered a cardholder’s feedback."),
}

GROUP: Final = _("Feedback from cardholders")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    FeedbackRead: _("Feedback read"),
    FeedbackAnswered: _("Feedback answered"),
}
"""What the log is narrowed to, in few words."""

THINGS: Final[Mapping[str, LazyString]] = {
    "feedback_id": _("Feedback %(id)s"),
}
"""What an event happened to, by the name of its field."""
