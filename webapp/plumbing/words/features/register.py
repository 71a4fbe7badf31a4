"""What the office reads of the register's own doings, and beside each act in the log."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.circumstances import DeviceType
from webapp.core.audit.events import Event
from webapp.core.log.events import HousekeepingDone, HousekeepingHeldBack, RegisterMigrated

_ = lazy_gettext

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    HousekeepingDone: _("%(who)s let go of what is kept for a time only; rows of this log: %(log_rows)s."),
    HousekeepingHeldBack: _("%(who)s let go of nothing: its clock had jumped, or it had rested for a day."),
    RegisterMigrated: _("%(who)s was given the tables of version %(version)s."),
}

GROUP: Final = _("The register itself")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    HousekeepingDone: _("Old data let go of"),
    HousekeepingHeldBack: _("Nothing let go of"),
    RegisterMigrated: _("Register brought up to date"),
}
"""What the log is narrowed to, in few words."""

THINGS: Final[Mapping[str, LazyString]] = {
    "origin": _("From the network %(id)s"),
}
"""What stands beside an event, by the name of its field."""

DEVICE_TYPES: Final[Mapping[DeviceType, LazyString]] = {
    DeviceType.PHONE: _("On a phone"),
    DeviceType.TABLET: _("On a tablet"),
    DeviceType.COMPUTER: _("On a computer"),
}
