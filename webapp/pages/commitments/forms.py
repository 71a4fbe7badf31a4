"""What narrows the list of commitments."""

from flask_babel import lazy_gettext as _
from wtforms import StringField

from webapp.core.commitments.queries import CommitmentSearch
from webapp.core.commitments.rules import CommitmentState
from webapp.plumbing.rendering.forms import choices_of
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
