"""The forms that take a card onto a phone."""

from flask_babel import lazy_gettext as _
from wtforms import StringField

from webapp.plumbing.forms import Form, Needed


class PairingForm(Form):
    """The pairing code; scripts fill it from the address's fragment."""

    secret = StringField(
        _("Code from the place that gave you the card"), [Needed(_("Write the code you were given."))]
    )


class AddPhoneForm(Form):
    """Nothing is asked: it only carries why one more phone cannot take the card."""
