"""What everybody reads of how long things are kept."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.retention import Kept

_ = lazy_gettext

KEPT: Final[Mapping[Kept, LazyString]] = {
    Kept.FEEDBACK: _("Your message to the network, after it has been answered"),
    Kept.OUTING_JOIN: _("That you came along on an outing, after the outing"),
    Kept.ASKED_VISIT: _("That you were asked how a visit was, after the visit"),
    Kept.ENDED_CODE: _("Codes that have ended: for a phone, and for new staff"),
    Kept.KNOWN_BROWSER: _("That a member of staff has signed in on a device, after the last time"),
    Kept.MAIL: _("That a member of staff was sent an e-mail; what it said goes as soon as it is sent"),
    Kept.LOG: _("The log: what staff have done and seen, and with which cards"),
    Kept.WRONG_TRIES: _("How many wrong codes or passwords somebody has tried; not who it was, at most"),
    Kept.UNSENT_FORM: _("What a form held when its sender had to sign in again, until it is shown again"),
    Kept.STAFF_SESSION: _("That a member of staff is signed in, at most"),
}
"""The time follows each."""
