"""What a venue says of itself."""

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField

from webapp.core.offers.descriptions import NewDescription
from webapp.plumbing.rendering.forms import Form


class DescriptionForm(Form):
    """Nothing has to be said; Swedish and English fall back to Finnish."""

    accessibility_fi = TextAreaField(_("Getting in and around, in Finnish (optional)"))
    accessibility_sv = TextAreaField(_("Getting in and around, in Swedish (optional)"))
    accessibility_en = TextAreaField(_("Getting in and around, in English (optional)"))
    left_out_fi = TextAreaField(_("What the card does not give here, in Finnish (optional)"))
    left_out_sv = TextAreaField(_("What the card does not give here, in Swedish (optional)"))
    left_out_en = TextAreaField(_("What the card does not give here, in English (optional)"))
    website = StringField(_("Address of the website (optional)"))

    translated = (("accessibility_sv", "left_out_sv"), ("accessibility_en", "left_out_en"))

    def new_description(self) -> NewDescription:
        """What was filled in."""
        return NewDescription(**{name: text or "" for name, text in self.data.items()})

    @property
    def is_translated(self) -> bool:
        """Whether something is said, or wrong, in Swedish or English."""
        return any(self[name].data or self[name].errors for pair in self.translated for name in pair)
