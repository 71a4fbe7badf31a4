"""The form of an exception to the operating model, and what narrows their list."""

import uuid
from collections.abc import Sequence
from datetime import date

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from webapp.core.commitments.exceptions import (
    ExceptionFilter,
    ExceptionSearch,
    NewException,
    check_days,
    check_reason,
)
from webapp.core.commitments.models import ModelException
from webapp.core.networks.models import Network
from webapp.core.partners.models import Organisation
from webapp.plumbing.rendering.fields import DayField
from webapp.plumbing.rendering.forms import choices_of, unless_refused
from webapp.plumbing.rendering.forms_in_languages import Asked, FormInLanguages, ask_in_languages, by_field
from webapp.plumbing.rendering.lists import FilterField, ListForm
from webapp.plumbing.words.features.commitments import EXCEPTION_FILTERS
from webapp.plumbing.words.formats import local_name


class _ReasonForm(FormInLanguages):
    """What is otherwise and why, in one language or more."""


ask_in_languages(
    _ReasonForm,
    "reason",
    Asked(
        TextAreaField,
        label=lambda language: _("What is otherwise, and why (%(language)s)", language=language),
        needed=_("Write what is otherwise, and why."),
        check=check_reason,
    ),
)


class ExceptionSearchForm(ListForm):
    """A place or a network, and whether exceptions hold or are past."""

    word = StringField(_("Place or network (optional)"))
    which = FilterField(
        _("Which exceptions"), choices=choices_of([("", _("All")), *EXCEPTION_FILTERS.items()])
    )

    def search(self) -> ExceptionSearch:
        """What to look for, of a form that validated."""
        which = ExceptionFilter(self.which.data) if self.which.data else None
        return ExceptionSearch(self.word.data or "", which)


class ExceptionForm(_ReasonForm):
    """An exception. Its id came with the page: sending twice adds one."""

    exception_id = HiddenField()
    where = SelectField(_("Where"), validate_choice=False, default="")
    starts_on = DayField(_("First day"), is_needed=True)
    ends_on = DayField(_("Last day"), is_needed=True)

    @classmethod
    def of(cls, found: ModelException) -> "ExceptionForm":
        """As it is."""
        where = f"n{found.network_id}" if found.network_id else f"v{found.venue_id}" if found.venue_id else ""
        facts = {"where": where, "starts_on": found.starts_on, "ends_on": found.ends_on}
        return cls(data={**by_field("reason", found.reason), **facts}, exception_id=str(found.id))

    def offer_places(self, networks: Sequence[Network], venues: Sequence[Organisation]) -> None:
        """Fill the list: the country, its networks, and their venues."""
        named = [
            *((f"n{one.id}", local_name(one)) for one in networks),
            *((f"v{one.id}", local_name(one)) for one in venues),
        ]
        self.where.choices = choices_of([("", _("The whole country")), *named])

    def validate_where(self, field: SelectField) -> None:
        """One of the list."""
        if field.data not in {choice[0] for choice in field.iter_choices()}:
            raise ValidationError(_("Choose one of the answers in the list."))

    def validate_ends_on(self, field: DayField) -> None:
        """Not before the first day."""
        first, last = self.starts_on.data, field.data
        if first is not None and last is not None:
            unless_refused(lambda: check_days(first, last))

    def validate_exception_id(self, field: HiddenField) -> None:
        """The id is ours; anything else was not made by our page."""
        try:
            uuid.UUID(field.data or "")
        except ValueError:
            raise ValidationError(_("Open the page again.")) from None

    def new_exception(self) -> NewException:
        """What was filled in, of a form that validated."""
        kind, number = (self.where.data or "")[:1], (self.where.data or "")[1:]
        return NewException(
            self.said("reason"),
            self.starts_on.data or date.min,
            self.ends_on.data or date.min,
            network_id=int(number) if kind == "n" else None,
            venue_id=int(number) if kind == "v" else None,
        )
