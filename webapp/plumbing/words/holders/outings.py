"""What cardholders read of outings and tips."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.errors import Refusal
from webapp.core.outings.reasons import OutingRefusal

_ = lazy_gettext

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    OutingRefusal.OUTING_CANCELLED: _("This outing has been cancelled. Perhaps you find another one."),
    OutingRefusal.OUTING_CLOSED: _("The time to join has ended. You are welcome next time."),
    OutingRefusal.OUTING_FOR_PERSONAL_CARDS: _("Each person joins with their own card."),
}
