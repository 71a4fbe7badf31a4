"""What narrows the log: a day, an organisation, a kind of event; each may be left open."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import ValidationError

from webapp.core.log.queries import Wanted
from webapp.core.partners.models import Organisation
from webapp.plumbing.rendering.fields import DayField
from webapp.plumbing.rendering.forms import Form, choices_of
from webapp.plumbing.words.formats import local_name

Kinds: TypeAlias = Mapping[str, Sequence[tuple[str, str]]]
"""Kinds of event by group: each one's name in the log, and few words for it."""


class LogForm(Form):
    """Sent by GET, so that a narrowed log has an address of its own."""

    day = DayField(_("Day (optional)"))
    organisation = SelectField(_("Organisation"), validate_choice=False, default="")
    kind = SelectField(_("What happened"), validate_choice=False, default="")

    def show_choices(self, organisations: Iterable[Organisation], kinds: Kinds) -> None:
        """Whose acts there are to read, and the kinds of event among them, by what they are about."""
        named = [(str(one.id), local_name(one)) for one in organisations]
        self.organisation.choices = choices_of([("", gettext("All organisations")), *named])
        everything = choices_of([("", gettext("Everything"))])
        self.kind.choices = {"": everything, **{group: choices_of(found) for group, found in kinds.items()}}

    def validate_organisation(self, field: SelectField) -> None:
        """One that the reader's log does not have is no wish for everything."""
        if not any(field.data == value for value, *_others in field.iter_choices()):
            raise ValidationError(gettext("Choose one of the organisations in the list."))

    def wanted(self) -> Wanted:
        """What was asked for, once it is valid."""
        chosen = self.organisation.data
        return Wanted(self.day.data, int(chosen) if chosen else None, self.kind.data or "")

    def filters(self) -> dict[str, Any]:
        """What was asked for, as the pager's addresses repeat it."""
        return {name: field.raw_data[0] for name, field in self._fields.items() if field.raw_data}
