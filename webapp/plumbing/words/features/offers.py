"""What staff read of what a venue has on and says of itself."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.events import Event
from webapp.core.errors import Refusal
from webapp.core.offers.events import OfferAdded, OfferChanged, OfferEnded, OfferRestored, VenueDescribed
from webapp.core.offers.reasons import OfferRefusal

_ = lazy_gettext

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    OfferRefusal.OFFER_UNKNOWN: _("Choose something that your venue has on."),
    OfferRefusal.OFFER_NAME: _("Give it a name of 1 to %(most)s characters."),
    OfferRefusal.OFFER_IN_PAST: _("Choose today or a later day."),
    OfferRefusal.OFFER_TIME: _("Choose the day, too, or leave the time empty."),
    OfferRefusal.OFFER_NO_SUCH_TIME: _(
        "There is no such time that day: the clocks are put forward. Choose another time."
    ),
    OfferRefusal.DESCRIPTION_TOO_LONG: _("Shorten this to %(most)s characters."),
    OfferRefusal.NUMBER_OF_PLACES: _("Write a number between 1 and %(most)s."),
}

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    OfferAdded: _("%(who)s added %(offer_id)s to what is on."),
    OfferEnded: _("%(who)s took %(offer_id)s off what is on."),
    VenueDescribed: _("%(who)s wrote what the venue %(venue_id)s says of itself."),
    OfferRestored: _("%(who)s put %(offer_id)s on again after it had been taken off."),
    OfferChanged: _("%(who)s changed %(offer_id)s."),
}

GROUP: Final = _("The venue’s programme")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    OfferAdded: _("Something put on"),
    OfferEnded: _("Something taken off"),
    VenueDescribed: _("Venue described"),
    OfferRestored: _("Something put on again"),
    OfferChanged: _("Something on changed"),
}
"""What the log is narrowed to, in few words."""
