"""The form of a trial's figures: half-way or at the end, and of which days."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField

from webapp.core.statistics.period import Period
from webapp.core.trials.reports import check_report_days
from webapp.core.trials.rules import ReportKind
from webapp.plumbing.clock import today
from webapp.plumbing.rendering.fields import DayField
from webapp.plumbing.rendering.forms import Form, choices_of, unless_refused
from webapp.plumbing.words.features.trials import REPORT_KINDS


class ReportForm(Form):
    """Sent by GET to look at figures, and by POST to hand them in."""

    kind = RadioField(
        _("Which figures"), choices=choices_of(REPORT_KINDS.items()), default=ReportKind.INTERIM
    )
    first_day = DayField(_("First day"), is_needed=True)
    last_day = DayField(_("Last day"), is_needed=True)

    def validate_last_day(self, field: DayField) -> None:
        """Not before the first, and not ahead; what could not be read has said so already."""
        first, last = self.first_day.data, field.data
        if first and last and not field.errors:
            unless_refused(lambda: check_report_days(first, last, today=today()))

    def period(self) -> Period:
        """What was filled in, of a form that validated.

        Raises:
            ValueError: it has not been.
        """
        first, last = self.first_day.data, self.last_day.data
        if first is None or last is None:
            message = "read before validation"
            raise ValueError(message)
        return Period(first, last)

    def which(self) -> ReportKind:
        """What was chosen, of a form that validated."""
        return ReportKind(self.kind.data)
