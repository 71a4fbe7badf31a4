"""What staff read of a holder's own data."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.events import Event
from webapp.core.omakaiku.own_data.events import HolderDataDownloaded, OmaKaikuLeft

_ = lazy_gettext

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    HolderDataDownloaded: _("The holder of card %(card)s downloaded what the register holds of it."),
    OmaKaikuLeft: _("The holder of card %(card)s left OmaKaiku. Phones that carried the card: %(phones)s."),
}

GROUP: Final = _("Cardholders and their phones")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    HolderDataDownloaded: _("Own data downloaded"),
    OmaKaikuLeft: _("OmaKaiku left"),
}
"""What the log is narrowed to, in few words."""
