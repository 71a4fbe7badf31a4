"""What kind of device asks, as its browser says: read once, and nothing finer kept."""

from flask import request

from webapp.core.accounts.models import BrowserKind
from webapp.core.audit.circumstances import DeviceType
from webapp.core.omakaiku.phones.models import PhoneKind

_COMPUTERS = ("Windows NT", "Macintosh", "X11", "CrOS")


def phone_kind() -> PhoneKind:
    """The kind of the phone that asks. A tablet is another device, but an iPad says it is a Macintosh."""
    said = request.user_agent.string
    if "iPhone" in said:
        return PhoneKind.IPHONE
    if "Android" in said:
        return PhoneKind.ANDROID if "Mobile" in said else PhoneKind.OTHER
    return PhoneKind.COMPUTER if any(word in said for word in _COMPUTERS) else PhoneKind.OTHER


def device_type() -> DeviceType:
    """The kind of the device that asks, for the log."""
    said = request.user_agent.string
    if "iPad" in said or ("Android" in said and "Mobile" not in said):
        return DeviceType.TABLET
    return DeviceType.PHONE if "iPhone" in said or "Android" in said else DeviceType.COMPUTER


def browser_kind() -> BrowserKind:
    """The kind of the browser on which a member of staff signs in, for its owner to know it by."""
    return BrowserKind(phone_kind().value)
