"""What staff read of phones that carry a card."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.events import Event
from webapp.core.omakaiku.phones.events import (
    CardReportedLost,
    PairingMade,
    PairingMadeByHolder,
    PhoneEnded,
    PhoneForgotten,
    PhonePaired,
    SlipMade,
)

_ = lazy_gettext

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    PairingMade: _("Showed a code for taking a card onto a phone."),
    PhonePaired: _("A phone took a card."),
    PhoneForgotten: _("A phone gave a card up."),
    PairingMadeByHolder: _("A cardholder’s phone showed a code for taking the card onto another phone."),
    SlipMade: _("Made a slip with a code for taking a card onto a phone."),
    PhoneEnded: _("A cardholder took the card off another phone."),
    CardReportedLost: _("A cardholder reported the card lost. It stopped at once."),
}
