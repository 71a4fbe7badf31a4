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
