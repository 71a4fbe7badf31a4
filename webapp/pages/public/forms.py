"""The form of a page's appearance."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField

from webapp.plumbing.rendering.forms import Form, choices_of
from webapp.plumbing.words.language import VARIANTS

_TEXT_SIZES = (("1", _("Normal")), ("2", _("Large")), ("3", _("Largest")))
_THEMES = (
    ("auto", _("As on this device")),
    ("light", _("Light")),
    ("dark", _("Dark")),
    ("contrast", _("High contrast")),
)


class AppearanceForm(Form):
    """Language, text size and theme."""

    language = RadioField(_("Language"), choices=choices_of(VARIANTS))
    text_size = RadioField(_("Text size"), choices=choices_of(_TEXT_SIZES))
    theme = RadioField(_("Colours"), choices=choices_of(_THEMES))
