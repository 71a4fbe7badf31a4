"""What staff read of passkeys."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.events import Event
from webapp.core.omakaiku.passkeys.events import PasskeyAdded, PasskeyEnded

_ = lazy_gettext

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    PasskeyAdded: _("A passkey was made for card %(card)s."),
    PasskeyEnded: _("A passkey of card %(card)s was removed."),
}

GROUP: Final = _("Cardholders and their phones")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    PasskeyAdded: _("Passkey of a card added"),
    PasskeyEnded: _("Passkey of a card removed"),
}
"""What the log is narrowed to, in few words."""
