"""What narrows the list of commitments, and how one is ended."""

from datetime import date

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField

from webapp.core.commitments.actions import NewEnd
from webapp.core.commitments.queries import CommitmentSearch
from webapp.core.commitments.rules import CommitmentState, check_end, check_end_reason
from webapp.plumbing.clock import today
from webapp.plumbing.rendering.fields import DayField
from webapp.plumbing.rendering.forms import AsCore, Form, choices_of, unless_refused
from webapp.plumbing.rendering.lists import FilterField, ListForm
from webapp.plumbing.words.features.commitments import COMMITMENT_STATES


class StandingSearchForm(ListForm):
    """The name of an organisation or its municipality, and how it stands."""

    word = StringField(_("Name or municipality (optional)"))
    state = FilterField(_("State"), choices=choices_of([("", _("All")), *COMMITMENT_STATES.items()]))

    def search(self) -> CommitmentSearch:
        """What to look for, of a form that validated."""
        state = CommitmentState(self.state.data) if self.state.data else None
        return CommitmentSearch(self.word.data or "", state)


class EndForm(Form):
    """The last day of a commitment, and why it ends."""

    ends_on = DayField(_("Last day"), is_needed=True)
    reason = TextAreaField(_("Why does it end?"), [AsCore(check_end_reason)])

    def validate_ends_on(self, field: DayField) -> None:
        """Not past; one that could not be read has said so already."""
        day = field.data
        if day is not None and not field.errors:
            unless_refused(lambda: check_end(day, today=today()))

    def new_end(self) -> NewEnd:
        """What was filled in, of a form that validated."""
        return NewEnd(self.ends_on.data or date.min, self.reason.data or "")
