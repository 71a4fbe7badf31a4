"""The sentences that cardholders read: why something is refused, and what things are called."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.accounts.roles import Role
from webapp.core.cards.validity import CardStatus
from webapp.core.errors import Refusal
from webapp.core.offers.models import OfferKind
from webapp.core.omakaiku.phones.models import PhoneKind
from webapp.core.omakaiku.wishes.models import CorrectionKind
from webapp.core.partners.models import VenueKind

_ = lazy_gettext
R = Refusal

HOLDER_REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    R.CARD_NOT_REGISTERED: _("This code has not been registered to anyone."),
    R.CARD_EXPIRED: _("The card is no longer valid."),
    R.CARD_ENDED: _("The distributor has ended this card."),
    R.CARD_WITHDRAWN: _("This card has been taken out of use."),
    R.CARD_REPLACED: _("This card has been replaced with a new one."),
    R.POSTAL_CODE_UNKNOWN: _("There is no such postal code in Finland. Write five digits, such as 87100."),
    R.PAIRING_INVALID: _(
        "This code has been used or has expired. Ask for a new one where you got your card."
    ),
    R.TOO_MANY_PHONES: _("The card is already on %(most)s phones. Take it off one of them first."),
    R.TOO_MANY_PASSKEYS: _("The card has %(most)s passkeys already. Remove one of them first."),
    R.PASSKEY_INVALID: _("This passkey does not work here. It may have been removed, or the card replaced."),
    R.NOTICE_ENDPOINT: _(
        "This browser’s reminders come from a place that we do not know. Try another browser."
    ),
    R.RENEWAL_NOT_DUE: _(
        "The wish can be sent from %(months)s months before the last valid day until %(months)s months "
        "after it."
    ),
    R.TEXT_LENGTH: _("Write this in 1 to %(most)s characters."),
    R.OUTING_CANCELLED: _("This outing has been cancelled. Perhaps you find another one."),
    R.OUTING_CLOSED: _("The time to join has ended. You are welcome next time."),
    R.OUTING_FOR_PERSONAL_CARDS: _("Each person joins with their own card."),
}
"""Those that a cardholder can meet; `texts.REFUSALS` has them all."""

HOLDER_ADVICE: Final[Mapping[Refusal, LazyString]] = {
    R.CARD_EXPIRED: _("Your card can be renewed where you got it. Just ask."),
    R.CARD_ENDED: _("Ask about a new card where you got this one."),
    R.CARD_WITHDRAWN: _("Get in touch with the place that gave you the card. They can give you a new one."),
    R.CARD_REPLACED: _("You have a new card. Ask for it on this phone where you got it."),
}
"""What to do when the card on the phone does not work."""


PHONE_KINDS: Final[Mapping[PhoneKind, LazyString]] = {
    PhoneKind.IPHONE: _("iPhone"),
    PhoneKind.ANDROID: _("Android phone"),
    PhoneKind.COMPUTER: _("Computer"),
    PhoneKind.OTHER: _("Another device"),
}


CORRECTION_KINDS: Final[Mapping[CorrectionKind, LazyString]] = {
    CorrectionKind.BIRTH_YEAR: _("Year of birth"),
    CorrectionKind.POSTAL_CODE: _("Postal code"),
    CorrectionKind.CHILDREN: _("Number of children"),
    CorrectionKind.OTHER_ANSWERS: _("Mother tongue, gender or life situation"),
}


CARD_STATUSES: Final[Mapping[CardStatus, LazyString]] = {
    CardStatus.ACTIVE: _("In use"),
    CardStatus.ENDED: _("Ended"),
    CardStatus.WITHDRAWN: _("Out of use"),
}


ROLES: Final[Mapping[Role, LazyString]] = {
    Role.CARDHOLDER: _("Cardholder"),
    Role.COUNTER_DEVICE: _("Counter phone"),
    Role.VENUE: _("Venue"),
    Role.DISTRIBUTOR: _("Distributor"),
    Role.COORDINATOR: _("Coordinator"),
    Role.NATIONAL_OFFICE: _("National office"),
}


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


OFFER_KINDS: Final[Mapping[OfferKind, LazyString]] = {
    OfferKind.TICKET: _("Event or visit"),
    OfferKind.COURSE: _("Course"),
}
