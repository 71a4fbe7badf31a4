"""What staff read of holders' wishes."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.events import Event
from webapp.core.cards.validity import CardKind
from webapp.core.omakaiku.wishes.cards import Carrier, Standing
from webapp.core.omakaiku.wishes.events import CorrectionDone, CorrectionWished, RenewalWished

_ = lazy_gettext

STANDINGS: Final[Mapping[Standing, LazyString]] = {
    Standing.VALID: _("Valid"),
    Standing.ENDS_SOON: _("End within two months"),
    Standing.EXPIRED: _("Expired"),
    Standing.STOPPED: _("Ended or out of use"),
}
KINDS_OF_CARDS: Final[Mapping[CardKind, LazyString]] = {
    CardKind.PERSONAL: _("A person’s card"),
    CardKind.COMMUNITY: _("Community card"),
}
CARRIERS: Final[Mapping[Carrier, LazyString]] = {
    Carrier.CARDBOARD: _("Cardboard"),
    Carrier.PHONE: _("Phone only"),
    Carrier.BOTH: _("Cardboard and phone"),
}

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
