"""What cardholders read of codes, cards and batches."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.cards.reasons import CardRefusal
from webapp.core.cards.validity import CardStatus
from webapp.core.errors import Refusal

_ = lazy_gettext

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    CardRefusal.CARD_NOT_REGISTERED: _("This code has not been registered to anyone."),
    CardRefusal.CARD_EXPIRED: _("The card is no longer valid."),
    CardRefusal.CARD_ENDED: _("The distributor has ended this card."),
    CardRefusal.CARD_WITHDRAWN: _("This card has been taken out of use."),
    CardRefusal.CARD_REPLACED: _("This card has been replaced with a new one."),
}

HOLDER_ADVICE: Final[Mapping[Refusal, LazyString]] = {
    CardRefusal.CARD_EXPIRED: _("Your card can be renewed where you got it. Just ask."),
    CardRefusal.CARD_ENDED: _("Ask about a new card where you got this one."),
    CardRefusal.CARD_WITHDRAWN: _(
        "Get in touch with the place that gave you the card. They can give you a new one."
    ),
    CardRefusal.CARD_REPLACED: _("You have a new card. Ask for it on this phone where you got it."),
}
"""What to do when the card on the phone does not work."""

CARD_STATUSES: Final[Mapping[CardStatus, LazyString]] = {
    CardStatus.ACTIVE: _("In use"),
    CardStatus.ENDED: _("Ended"),
    CardStatus.WITHDRAWN: _("Out of use"),
}
