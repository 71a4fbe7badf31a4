"""What staff read of the operating model, of commitments to it, of exceptions and briefings."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.events import Event
from webapp.core.commitments.events import (
    ModelVersionChanged,
    ModelVersionPublished,
    ModelVersionWithdrawn,
)
from webapp.core.commitments.reasons import ModelRefusal
from webapp.core.errors import Refusal

_ = lazy_gettext

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    ModelRefusal.VERSION_DAY_TAKEN: _("There is already a version that begins on this day."),
    ModelRefusal.VERSION_DAY_PAST: _("A version begins tomorrow at the earliest. Write a later day."),
    ModelRefusal.VERSION_BEGUN: _("This version has begun, so it never changes. Publish a new one instead."),
    ModelRefusal.MODEL_TITLE: _("Write a title of at most %(most)s characters."),
    ModelRefusal.MODEL_TITLE_NEEDED: _("Write a title."),
    ModelRefusal.MODEL_TEXT_TOO_LONG: _("Write at most %(most)s characters."),
    ModelRefusal.MODEL_TEXT_NEEDED: _("Write the text of the model, or the address at which it is."),
    ModelRefusal.MODEL_LINK: _(
        "Check the address: it begins with https:// and has at most %(most)s characters."
    ),
    ModelRefusal.MODEL_NUMBER: _("Write a number from %(least)s to %(most)s."),
}

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    ModelVersionPublished: _("%(who)s published the operating model of %(version)s."),
    ModelVersionChanged: _("%(who)s changed the operating model of %(version)s, which had not begun."),
    ModelVersionWithdrawn: _("%(who)s took back the operating model of %(version)s, which had not begun."),
}

GROUP: Final = _("Operating model and commitments")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    ModelVersionPublished: _("Operating model published"),
    ModelVersionChanged: _("Operating model changed"),
    ModelVersionWithdrawn: _("Operating model taken back"),
}
"""What the log is narrowed to, in few words."""
