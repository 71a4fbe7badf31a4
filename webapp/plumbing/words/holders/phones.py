"""What cardholders read of phones that carry a card."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.errors import Refusal
from webapp.core.omakaiku.phones.models import PhoneKind
from webapp.core.omakaiku.phones.reasons import PhoneRefusal

_ = lazy_gettext

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    PhoneRefusal.PAIRING_INVALID: _(
        "This code has been used or has expired. Ask for a new one where you got your card."
    ),
    PhoneRefusal.PAIRING_MISTYPED: _(
        "There is a typing error in this code. "
        "Compare it with the code you were given, one character at a time."
    ),
    PhoneRefusal.PAIRING_IS_CARD_CODE: _(
        "This is the code of your card. To take the card onto a phone you need another code: "
        "it is on the slip or the screen that you were shown where you got your card."
    ),
    PhoneRefusal.TOO_MANY_PHONES: _("The card is already on %(most)s phones. Take it off one of them first."),
    PhoneRefusal.TOO_MANY_CARDS: _("This phone already has %(most)s cards. Take one of them off it first."),
}

PHONE_KINDS: Final[Mapping[PhoneKind, LazyString]] = {
    PhoneKind.IPHONE: _("iPhone"),
    PhoneKind.ANDROID: _("Android phone"),
    PhoneKind.COMPUTER: _("Computer"),
    PhoneKind.OTHER: _("Unknown device"),
}
