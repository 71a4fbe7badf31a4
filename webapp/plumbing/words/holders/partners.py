"""What cardholders read of venues, distributors and their people."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.partners.models import VenueKind

_ = lazy_gettext

VENUE_KINDS: Final[Mapping[VenueKind, LazyString]] = {
    VenueKind.MUSEUM: _("Museum"),
    VenueKind.THEATRE: _("Theatre"),
    VenueKind.CONCERT: _("Concerts"),
    VenueKind.FESTIVAL: _("Festival"),
    VenueKind.CINEMA: _("Cinema"),
    VenueKind.EXHIBITION: _("Exhibitions"),
    VenueKind.COLLEGE: _("Adult education college"),
    VenueKind.SWIMMING_HALL: _("Swimming hall"),
    VenueKind.GYM: _("Gym"),
    VenueKind.MATCHES: _("Sports matches"),
    VenueKind.MOTOR_SPORTS: _("Motor sports"),
    VenueKind.NATURE: _("Nature"),
    VenueKind.LIBRARY: _("Library"),
    VenueKind.SUMMER_THEATRE: _("Summer theatre"),
    VenueKind.DANCE: _("Dance"),
    VenueKind.CULTURE_HOUSE: _("Culture house"),
}
