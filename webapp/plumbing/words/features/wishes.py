"""What staff read of holders' wishes."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.events import Event
from webapp.core.omakaiku.wishes.events import CorrectionDone, CorrectionWished, RenewalWished

_ = lazy_gettext

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    RenewalWished: _("The holder of card %(card)s asked for it to be renewed."),
    CorrectionWished: _("The holder of card %(card)s asked for a correction."),
    CorrectionDone: _("%(who)s marked a correction of card %(card)s as done."),
}

GROUP: Final = _("Cardholders and their phones")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    RenewalWished: _("Renewal wished for"),
    CorrectionWished: _("Correction wished for"),
    CorrectionDone: _("Correction marked as done"),
}
"""What the log is narrowed to, in few words."""
