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
    PairingMade: _("%(who)s showed a code for taking card %(card)s onto a phone."),
    PhonePaired: _("A phone took card %(card)s."),
    PhoneForgotten: _("A phone gave card %(card)s up."),
    PairingMadeByHolder: _("A phone with card %(card)s showed a code for taking it onto another phone."),
    SlipMade: _("%(who)s made a slip with a code for taking card %(card)s onto a phone."),
    PhoneEnded: _("The holder of card %(card)s took it off another phone."),
    CardReportedLost: _("The holder of card %(card)s reported it lost. It stopped at once."),
}

GROUP: Final = _("Cardholders and their phones")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    PairingMade: _("Code for taking a card onto a phone shown"),
    PhonePaired: _("Card taken onto a phone"),
    PhoneForgotten: _("Card given up by a phone"),
    PairingMadeByHolder: _("Code for another phone shown by a holder"),
    SlipMade: _("Slip with a code made"),
    PhoneEnded: _("Card taken off another phone"),
    CardReportedLost: _("Card reported lost"),
}
"""What the log is narrowed to, in few words."""
