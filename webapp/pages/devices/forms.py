"""The forms that take a phone into use."""

from flask_babel import lazy_gettext as _
from wtforms import StringField

from webapp.core.devices.actions import check_device_name
from webapp.plumbing.rendering.fields import Needed
from webapp.plumbing.rendering.forms import AsCore, Form


class EnrolForm(Form):
    """What people at the venue call the phone."""

    name = StringField(
        _("Name of the phone"),
        [
            Needed(_("Give the phone a name by which you know it, such as Box office.")),
            AsCore(check_device_name),
        ],
    )


class PairForm(Form):
    """The single-use code; scripts fill it in from the address's fragment."""

    secret = StringField(_("Code from the contact person"), [Needed(_("Write the code you were given."))])
