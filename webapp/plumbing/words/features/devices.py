"""What staff read of venues' devices."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.events import Event
from webapp.core.devices.events import (
    DeviceEmptied,
    DeviceEnrolled,
    DeviceKeyed,
    DeviceRevoked,
    EnrolmentMade,
    ListFetched,
)
from webapp.core.devices.reasons import DeviceRefusal
from webapp.core.errors import Refusal

_ = lazy_gettext

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    DeviceRefusal.DEVICE_NAME: _("Give the phone a name of at most %(most)s characters, such as Box office."),
    DeviceRefusal.ENROLMENT_INVALID: _(
        "This code has been used or has expired. Ask your contact person to show a new one."
    ),
    DeviceRefusal.ENROLMENT_MISTYPED: _(
        "There is a typing error in this code. "
        "Compare it with the code on the screen, one character at a time."
    ),
}

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    EnrolmentMade: _("%(who)s showed a code for taking a phone into use."),
    DeviceEnrolled: _("%(where)s: the phone %(device_id)s was taken into use."),
    DeviceEmptied: _("%(where)s: the phone %(device_id)s had lost its storage and became another device."),
    DeviceKeyed: _("%(where)s: the phone %(device_id)s that had lost its memory started afresh."),
    ListFetched: _("%(where)s: the phone %(device_id)s fetched the list of cards."),
    DeviceRevoked: _("%(who)s took the phone %(device_id)s out of use."),
}

GROUP: Final = _("Phones at the counter")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    EnrolmentMade: _("Code for a new phone shown"),
    DeviceEnrolled: _("Phone taken into use"),
    DeviceEmptied: _("Phone lost its storage"),
    DeviceKeyed: _("Phone started afresh"),
    ListFetched: _("List of cards fetched"),
    DeviceRevoked: _("Phone taken out of use"),
}
"""What the log is narrowed to, in few words."""

THINGS: Final[Mapping[str, LazyString]] = {
    "device_id": _("Device %(id)s"),
}
"""What an event happened to, by the name of its field."""
