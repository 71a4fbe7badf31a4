"""What staff read of holders' wishes."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.events import Event
from webapp.core.omakaiku.wishes.events import CorrectionDone, CorrectionWished, RenewalWished

_ = lazy_gettext

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    RenewalWished: _("A cardholder asked for the card to be renewed."),
    CorrectionWished: _("A cardholder asked for a correction."),
    CorrectionDone: _("Marked a cardholder’s correction as done."),
}
