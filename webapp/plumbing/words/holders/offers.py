"""What cardholders read of what a venue has on and says of itself."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.offers.models import OfferKind

_ = lazy_gettext

OFFER_KINDS: Final[Mapping[OfferKind, LazyString]] = {
    OfferKind.TICKET: _("Event or visit"),
    OfferKind.COURSE: _("Course"),
}
