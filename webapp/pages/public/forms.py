"""The form of looks."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField

from webapp.plumbing.forms import Form
from webapp.plumbing.language import LANGUAGES


class LookForm(Form):
    """Language, text size and theme."""

    language = RadioField(_("Language"), choices=list(LANGUAGES))
    text_size = RadioField(_("Text size"), choices=[("1", _("Normal")), ("2", _("Large")), ("3", _("Largest"))])
    theme = RadioField(
        _("Colours"),
        choices=[
            ("auto", _("As on this device")), ("light", _("Light")), ("dark", _("Dark")),
            ("contrast", _("High contrast")),
        ],
    )  # fmt: skip
