"""The counter's forms."""

import uuid

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField, StringField
from wtforms.validators import ValidationError

from webapp.core.visits.rules import VisitKind
from webapp.plumbing.forms import Form, Needed, WholeNumberField, choices_of
from webapp.plumbing.texts import VISIT_KINDS


class CheckForm(Form):
    """One field, always ready for a scanner that types."""

    code = StringField(_("Card code"), [Needed(_("Write the code of the card, or read it with a scanner."))])


class RecordForm(Form):
    """What is recorded of a visit. The id was made with the page: sending it twice is harmless."""

    code = HiddenField()
    visit_id = HiddenField()
    kind = RadioField(
        _("What did the customer get?"),
        choices=choices_of(VISIT_KINDS.items()),
        default=VisitKind.TICKET,
    )
    children = WholeNumberField(
        _("Children’s tickets"), [Needed(_("Write how many children’s tickets, or 0."))], default="0"
    )
    repeat_is_meant = BooleanField()

    def validate_visit_id(self, field: HiddenField) -> None:
        """The id is ours; anything else was not made by our page."""
        try:
            uuid.UUID(field.data or "")
        except ValueError:
            raise ValidationError(_("Check the card again.")) from None
