"""What the log says of lists that were downloaded; each feature names its own in LISTS."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.events import Event
from webapp.core.lists.events import ListDownloaded

_ = lazy_gettext

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    ListDownloaded: _("%(who)s downloaded the list “%(list_name)s”. Number of rows: %(rows)s."),
}

GROUP: Final = _("Lists")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    ListDownloaded: _("List downloaded"),
}
"""What the log is narrowed to, in few words."""
