"""The form of material handed out: what, when, and how much each partner got."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from wtforms import SelectField, TextAreaField

from webapp.core.free_text.notes import check_notes
from webapp.core.material.handouts import NewHandout
from webapp.core.material.models import MaterialHandout
from webapp.core.material.rules import MaterialKind, MaterialLanguage, check_past, check_stock
from webapp.core.partners.models import Organisation
from webapp.plumbing.clock import today
from webapp.plumbing.rendering.fields import DayField, WholeNumberField
from webapp.plumbing.rendering.forms import AsCore, Form, choices_of, unless_refused
from webapp.plumbing.words.features.material import MATERIAL_KINDS, MATERIAL_LANGUAGES
from webapp.plumbing.words.formats import local_name


class _Portion:
    """A field's validator: a number of them, or none."""

    def __call__(self, form: Form, field: WholeNumberField) -> None:
        """Ask core; what is no number has said so already.

        Raises:
            ValidationError: core would refuse, in its sentence.
        """
        del form
        number = field.number
        if number is not None:
            unless_refused(lambda: check_stock(number, field.name))


class HandoutForm(Form):
    """Material of one kind; each partner has a field of its own, put in by `of`."""

    kind = SelectField(_("What was handed out?"), choices=choices_of(MATERIAL_KINDS.items()))
    language = SelectField(_("In which language?"), choices=choices_of(MATERIAL_LANGUAGES.items()))
    handed_on = DayField(_("When?"), is_needed=True)
    note = TextAreaField(_("Note (optional)"), [AsCore(check_notes)])
    partners: Sequence[Organisation] = ()

    @classmethod
    def of(
        cls, partners: Sequence[Organisation], found: MaterialHandout | None, first: dict[str, Any]
    ) -> "HandoutForm":
        """With a field for each partner: as it is, or a new one that begins with `first`."""
        fields = {_name(one.id): WholeNumberField(_label(one), [_Portion()]) for one in partners}
        made: type[HandoutForm] = type("HandoutFormOfNetwork", (cls,), {**fields, "partners": partners})
        if found is None:
            return made(data={"handed_on": today(), **first})
        portions = {_name(one.organisation_id): one.amount for one in found.portions}
        facts = {
            "kind": found.kind, "language": found.language, "handed_on": found.handed_on, "note": found.note
        }  # fmt: skip
        return made(data={**facts, **portions})

    def validate_handed_on(self, field: DayField) -> None:
        """Today or before."""
        day = field.data
        if day is not None and not field.errors:
            unless_refused(lambda: check_past(day, "handed_on", today=today()))

    @property
    def portions(self) -> Sequence[tuple[Organisation, Any]]:
        """Each partner with its field."""
        return [(one, self[_name(one.id)]) for one in self.partners]

    def new_handout(self, handout_id: uuid.UUID, *, is_meant_beyond: bool) -> NewHandout:
        """What was filled in, of a form that validated.

        Raises:
            ValueError: it has not been.
        """
        if self.handed_on.data is None:
            message = "read before validation"
            raise ValueError(message)
        return NewHandout(
            handout_id,
            MaterialKind(self.kind.data),
            MaterialLanguage(self.language.data),
            self.handed_on.data,
            {one.id: field.number for one, field in self.portions if field.number},
            self.note.data or "",
            is_meant_beyond,
        )


def _name(organisation_id: int) -> str:
    return f"amount_{organisation_id}"


def _label(partner: Organisation) -> LazyString:
    return _("%(name)s (optional)", name=local_name(partner))
