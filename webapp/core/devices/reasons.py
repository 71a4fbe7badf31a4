"""Why a venue's device is refused. Pure."""

from webapp.core.errors import Refusal


class DeviceRefusal(Refusal):
    """Why a phone cannot become a venue's device, or not under this name."""

    DEVICE_NAME = "device_name"
    ENROLMENT_INVALID = "enrolment_invalid"
    ENROLMENT_MISTYPED = "enrolment_mistyped"
