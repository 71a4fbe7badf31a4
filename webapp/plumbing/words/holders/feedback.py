"""What cardholders read of feedback and faces after a visit."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.errors import Refusal
from webapp.core.feedback.models import FeedbackCategory
from webapp.core.feedback.reasons import FeedbackRefusal

_ = lazy_gettext

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    FeedbackRefusal.FEEDBACK_TOO_MANY: _(
        "You already have %(most)s messages that wait for an answer. Please wait until one has been answered."
    ),
}

FEEDBACK_CATEGORIES: Final[Mapping[FeedbackCategory, LazyString]] = {
    FeedbackCategory.VENUE: _("A place where I used the card"),
    FeedbackCategory.CARD: _("The card itself"),
    FeedbackCategory.DISTRIBUTOR: _("A place that gives the card"),
    FeedbackCategory.APP: _("OmaKaiku on the phone"),
    FeedbackCategory.ACCESSIBILITY: _("Accessibility"),
    FeedbackCategory.OTHER: _("Something else"),
}

FACES: Final[Mapping[int, LazyString]] = {
    1: _("Bad"),
    2: _("Not so good"),
    3: _("All right"),
    4: _("Good"),
    5: _("Wonderful"),
}
"""How a visit felt, from the saddest face to the happiest."""
