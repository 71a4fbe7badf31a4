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
    EnrolmentMade: _("Showed a code for taking a phone into use at a venue."),
    DeviceEnrolled: _("A phone was taken into use at a venue."),
    DeviceEmptied: _("A venue’s phone had lost its storage and became another device."),
    DeviceKeyed: _("A venue’s phone that had lost its memory started afresh."),
    DeviceRevoked: _("A venue’s phone was taken out of use."),
}

THINGS: Final[Mapping[str, LazyString]] = {
    "device_id": _("Device %(id)s"),
}
"""What an event happened to, by the name of its field."""
