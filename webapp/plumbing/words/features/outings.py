"""What staff read of outings and tips."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.events import Event
from webapp.core.errors import Refusal
from webapp.core.outings.events import (
    OutingAnnounced,
    OutingCancelled,
    OutingChanged,
    TipChanged,
    TipGiven,
    TipRemoved,
    TipRestored,
)
from webapp.core.outings.models import Audience
from webapp.core.outings.reasons import OutingRefusal, TipRefusal

_ = lazy_gettext

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    OutingRefusal.OUTING_HALF_WRITTEN: _(
        "Write in this language where you go and where you meet, or leave all its fields empty."
    ),
    OutingRefusal.OUTING_TWO_PLACES: _("Choose a venue or write a place: one of the two."),
    OutingRefusal.OUTING_IN_PAST: _("This has passed already. Choose a later moment."),
    OutingRefusal.OUTING_NO_SUCH_TIME: _(
        "There is no such time that day: the clocks are put forward. Choose another time."
    ),
    OutingRefusal.OUTING_MEETS_LATE: _("People have to meet before it begins."),
    OutingRefusal.OUTING_JOINS_LATE: _("Joining has to end before it begins."),
    OutingRefusal.OUTING_JOINS_IN_PAST: _("Joining would have ended already. Choose a later moment."),
    TipRefusal.TIP_DAYS: _("Choose a last day that is still to come and not before the first one."),
    TipRefusal.TIP_HALF_WRITTEN: _(
        "Write both the title and the text in this language, or leave both empty."
    ),
    TipRefusal.TIP_ADDRESS: _(
        "Write an address that begins with https:// and has %(most)s characters at most."
    ),
}

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    OutingAnnounced: _("%(who)s announced an outing."),
    OutingCancelled: _("%(who)s cancelled an outing."),
    TipGiven: _("%(who)s gave a tip."),
    TipRemoved: _("%(who)s took a tip off."),
    TipChanged: _("%(who)s changed a tip."),
    TipRestored: _("%(who)s showed a tip again that had been taken off."),
    OutingChanged: _("%(who)s changed an outing."),
}

GROUP: Final = _("Outings and tips")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    OutingAnnounced: _("Outing announced"),
    OutingCancelled: _("Outing cancelled"),
    TipGiven: _("Tip given"),
    TipRemoved: _("Tip taken off"),
    TipChanged: _("Tip changed"),
    TipRestored: _("Tip shown again"),
    OutingChanged: _("Outing changed"),
}
"""What the log is narrowed to, in few words."""

THINGS: Final[Mapping[str, LazyString]] = {
    "outing_id": _("Outing %(id)s"),
    "tip_id": _("Tip %(id)s"),
}
"""What an event happened to, by the name of its field."""

AUDIENCES: Final[Mapping[Audience, LazyString]] = {
    Audience.OWN_CARDS: _("For cards that we issued"),
    Audience.NETWORK: _("For all cards of the network"),
}
