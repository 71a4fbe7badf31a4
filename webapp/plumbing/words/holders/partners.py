"""What cardholders read of venues, distributors and their people."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.offers.models import AccessFeature, Cloakroom
from webapp.core.partners.models import SpokenLanguage, VenueKind

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

ACCESS_FEATURES: Final[Mapping[AccessFeature, LazyString]] = {
    AccessFeature.STEP_FREE_ENTRANCE: _("An entrance without steps"),
    AccessFeature.LIFT: _("A lift, or everything on one floor"),
    AccessFeature.ACCESSIBLE_TOILET: _("An accessible toilet"),
    AccessFeature.WHEELCHAIR_PLACES: _("Places for wheelchairs"),
    AccessFeature.INDUCTION_LOOP: _("An induction loop"),
    AccessFeature.COMPANION_SEAT: _("A seat for a companion next to you"),
    AccessFeature.GUIDE_DOG: _("Guide dogs are welcome"),
    AccessFeature.QUIET_HOURS: _("Quiet hours"),
    AccessFeature.PARKING: _("Parking for disabled people close by"),
}

CLOAKROOMS: Final[Mapping[Cloakroom, LazyString]] = {
    Cloakroom.FREE: _("The cloakroom is free with the card"),
    Cloakroom.COSTS: _("The cloakroom costs something"),
    Cloakroom.NONE: _("There is no cloakroom"),
}

SPOKEN_LANGUAGES: Final[Mapping[SpokenLanguage, LazyString]] = {
    SpokenLanguage.FI: _("Finnish"),
    SpokenLanguage.SV: _("Swedish"),
    SpokenLanguage.EN: _("English"),
    SpokenLanguage.SE: _("Sámi languages"),
    SpokenLanguage.SIGN: _("Sign language"),
    SpokenLanguage.RU: _("Russian"),
    SpokenLanguage.UK: _("Ukrainian"),
    SpokenLanguage.ET: _("Estonian"),
    SpokenLanguage.AR: _("Arabic"),
    SpokenLanguage.SO: _("Somali"),
    SpokenLanguage.KU: _("Kurdish"),
    SpokenLanguage.FA: _("Persian and Dari"),
}
