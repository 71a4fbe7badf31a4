"""What narrows the list of people, and the form of a briefing."""

from collections.abc import Sequence
from datetime import date

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import ValidationError

from webapp.core.accounts.models import Account
from webapp.core.commitments.briefings import AccessSearch, check_briefing_day
from webapp.plumbing.clock import today
from webapp.plumbing.rendering.fields import DayField
from webapp.plumbing.rendering.forms import Form, choices_of, unless_refused
from webapp.plumbing.rendering.lists import ListForm


class AccessSearchForm(ListForm):
    """The name of an organisation, and whether all its people or those to be briefed."""

    word = StringField(_("Name of the organisation (optional)"))
    due = BooleanField(_("Only those whose briefing is due"))

    def search(self) -> AccessSearch:
        """What to look for."""
        return AccessSearch(self.word.data or "", bool(self.due.data))


class BriefingForm(Form):
    """Who was briefed, and when."""

    who = SelectField(_("Who was briefed?"), validate_choice=False, default="")
    briefed_on = DayField(_("Day of the briefing"), is_needed=True)

    def offer_people(self, people: Sequence[Account]) -> None:
        """Fill the list."""
        self._everybody = [one.id for one in people]
        named = [(str(one.id), one.name) for one in people]
        self.who.choices = choices_of([("", _("Everybody who works there")), *named])

    def validate_who(self, field: SelectField) -> None:
        """One of the list."""
        if field.data not in {choice[0] for choice in field.iter_choices()}:
            raise ValidationError(_("Choose one of the answers in the list."))

    def validate_briefed_on(self, field: DayField) -> None:
        """Not a day to come."""
        day = field.data
        if day is not None and not field.errors:
            unless_refused(lambda: check_briefing_day(day, today=today()))

    def account_ids(self) -> list[int]:
        """The people, of a form that validated."""
        return [int(self.who.data)] if self.who.data else self._everybody

    def day(self) -> date:
        """The day, of a form that validated."""
        return self.briefed_on.data or date.min
