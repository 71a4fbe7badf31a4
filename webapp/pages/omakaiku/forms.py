"""The forms that take a card onto a phone."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField

from webapp.plumbing.rendering.fields import Needed
from webapp.plumbing.rendering.forms import Form


class PairingForm(Form):
    """The pairing code; scripts fill it from the address's fragment."""

    secret = StringField(
        _("Code from the place that gave you the card"), [Needed(_("Write the code you were given."))]
    )


class AddPhoneForm(Form):
    """Nothing is asked: it only carries why one more phone cannot take the card."""


class PasskeyForm(Form):
    """What the phone answered, as JSON; scripts fill it in."""

    answer = HiddenField(
        validators=[Needed(_("The phone did not finish. Nothing was changed. You can try again."))]
    )


class NoticesForm(Form):
    """Where the browser's push service reaches this phone; scripts fill it in."""

    endpoint = HiddenField(
        validators=[Needed(_("The phone did not finish. Nothing was changed. You can try again."))]
    )
