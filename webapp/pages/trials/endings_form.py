"""The form of what becomes of a trial."""

import uuid
from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import ValidationError

from webapp.core.networks.models import Participation
from webapp.core.trials.endings import NewEnding, check_extension, chosen_of
from webapp.core.trials.rules import EndingKind
from webapp.plumbing.clock import today
from webapp.plumbing.rendering.fields import DayField
from webapp.plumbing.rendering.forms import Form, choices_of, unless_refused
from webapp.plumbing.words.features.trials import ENDING_KINDS
from webapp.plumbing.words.formats import local_name


class EndingForm(Form):
    """Sent twice: first to see what it would come to, then, with the question answered, to decide it."""

    ending_id = HiddenField()
    kind = RadioField(
        _("What becomes of the trial?"),
        choices=choices_of((kind, words.name) for kind, words in ENDING_KINDS.items()),
    )
    municipality = SelectField(_("Of which municipality?"), validate_choice=False, default="")
    trial_ends_on = DayField(_("New last day of the trial"))

    def offer(self, trials: Sequence[Participation]) -> None:
        """Fill the list with the municipalities on trial."""
        self._trials = trials
        named = [(one.municipality_code, local_name(one.municipality)) for one in trials]
        self.municipality.choices = choices_of([("", _("All that are on trial")), *named])

    def validate_municipality(self, field: SelectField) -> None:
        """One of the list."""
        if field.data not in {choice[0] for choice in field.iter_choices()}:
            raise ValidationError(_("Choose one of the answers in the list."))

    def validate_trial_ends_on(self, field: DayField) -> None:
        """Of an extension, and later than now; one that could not be read has said so already."""
        if field.errors or self.kind.data != EndingKind.EXTEND:
            return
        if chosen := chosen_of(self._trials, self.new_ending()):
            unless_refused(lambda: check_extension(chosen, field.data, today=today()))

    def new_ending(self) -> NewEnding:
        """What was filled in, of a form that validated."""
        kind = EndingKind(self.kind.data)
        return NewEnding(
            kind,
            self.municipality.data or None,
            self.trial_ends_on.data if kind is EndingKind.EXTEND else None,
        )

    def known_id(self, otherwise: uuid.UUID) -> uuid.UUID:
        """The id that came with the page, or another one where it is none."""
        try:
            return uuid.UUID(self.ending_id.data or "")
        except ValueError:
            return otherwise
