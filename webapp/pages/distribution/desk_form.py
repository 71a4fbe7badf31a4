"""The one field with which the desk begins."""

from flask_babel import lazy_gettext as _
from wtforms import StringField

from webapp.plumbing.rendering.fields import Needed
from webapp.plumbing.rendering.forms import Form


class ReadForm(Form):
    """Any card's code, read or typed."""

    code = StringField(_("Code of the card"), [Needed(_("Read the card, or write its code."))])
