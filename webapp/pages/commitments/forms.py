"""What narrows the list of commitments."""

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField
from wtforms.validators import ValidationError

from webapp.core.commitments.queries import CommitmentSearch
from webapp.core.commitments.rules import CommitmentState
from webapp.plumbing.rendering.forms import Form, choices_of
from webapp.plumbing.words.features.commitments import COMMITMENT_STATES


class StandingSearchForm(Form):
    """Sent by GET, so that what was found has an address of its own."""

    word = StringField(_("Name or municipality (optional)"))
    state = SelectField(
        _("State"), validate_choice=False, default="",
        choices=choices_of([("", _("All")), *COMMITMENT_STATES.items()]),
    )  # fmt: skip

    def validate_state(self, field: SelectField) -> None:
        """One of the list."""
        if field.data not in {choice[0] for choice in field.iter_choices()}:
            raise ValidationError(_("Choose one of the answers in the list."))

    def search(self, page: int) -> CommitmentSearch:
        """What to look for, of a form that validated."""
        state = CommitmentState(self.state.data) if self.state.data else None
        return CommitmentSearch(self.word.data or "", state, page)

    def filters(self) -> dict[str, str]:
        """What was asked for, as the pager's addresses repeat it."""
        return {"word": self.word.data or "", "state": self.state.data or ""}
