"""The form by which a holder says what is wrong. A closed list: there is nowhere to write about a person."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField

from webapp.core.omakaiku.wishes.models import CorrectionKind
from webapp.plumbing.rendering.fields import Needed
from webapp.plumbing.rendering.forms import Form, choices_of
from webapp.plumbing.words.holders.wishes import CORRECTION_KINDS


class CorrectionForm(Form):
    """Which answer is wrong."""

    kind = RadioField(
        _("What is wrong?"),
        [Needed(_("Choose what is wrong."))],
        choices=choices_of([(kind.value, text) for kind, text in CORRECTION_KINDS.items()]),
    )

    @property
    def chosen(self) -> CorrectionKind:
        """The answer of a form that validated."""
        return CorrectionKind(self.kind.data)
