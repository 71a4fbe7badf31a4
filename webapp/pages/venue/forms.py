"""The forms of the counter and of what it has recorded."""

import uuid
from collections.abc import Sequence
from enum import StrEnum

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from webapp.core.errors import RefusedError
from webapp.core.offers.models import Offer
from webapp.core.visits.looking_back.earlier import VisitSearch
from webapp.core.visits.models import Visit
from webapp.core.visits.reasons import CommandRefusal, VisitRefusal
from webapp.core.visits.recording.commands import Correction
from webapp.core.visits.rules import UndoReason, VisitKind
from webapp.plumbing.rendering.fields import DayField, Needed, WholeNumberField
from webapp.plumbing.rendering.forms import Form, choices_of
from webapp.plumbing.words.features.visits import UNDO_REASONS, VISIT_KINDS
from webapp.plumbing.words.formats import show_offer


class CheckForm(Form):
    """One field, always ready for a scanner that types."""

    code = StringField(_("Card code"), [Needed(_("Write the code of the card, or read it with a scanner."))])


class VisitForm(Form):
    """What can be said of a visit beyond its card."""

    kind = RadioField(
        _("What did the customer get?"),
        choices=choices_of(VISIT_KINDS.items()),
        default=VisitKind.TICKET,
    )
    children = WholeNumberField(
        _("Children’s tickets"), [Needed(_("Write how many children’s tickets, or 0."))], default="0"
    )
    assistants = WholeNumberField(
        _("Assistants, interpreters and guides"), [Needed(_("Write how many assistants, or 0."))], default="0"
    )
    offer = SelectField(_("Which event?"), validate_choice=False, default="")

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Fill the list with what is on."""
        names = [(str(one.id), show_offer(one)) for one in offers]
        self.offer.choices = choices_of([("", _("No particular event")), *names])

    def validate_offer(self, field: SelectField) -> None:
        """Nothing, or an offer's number; whose it is, is checked when the visit is recorded."""
        number = field.data or ""
        if number and not (number.isascii() and number.isdecimal() and len(number) <= 9):  # noqa: PLR2004 - fits any database
            raise ValidationError(_("Choose something that your venue has on."))

    @property
    def offer_id(self) -> int | None:
        """The offer of a form that validated, if any."""
        return int(self.offer.data) if self.offer.data else None


class RecordForm(VisitForm):
    """What is recorded of a visit. The id was made with the page: sending it twice is harmless."""

    code = HiddenField()
    visit_id = HiddenField()
    repeat_is_meant = BooleanField()

    def validate_visit_id(self, field: HiddenField) -> None:
        """The id is ours; anything else was not made by our page."""
        try:
            uuid.UUID(field.data or "")
        except ValueError:
            raise ValidationError(_("Check the card again.")) from None

    def refuse(self, refused: RefusedError) -> None:
        """That the card was here a moment ago is a question of the page, not an error of the form."""
        if refused.reason is not VisitRefusal.ALREADY_HERE:
            super().refuse(refused)

    def field_of(self, refused: RefusedError) -> str:
        """What the card does not allow is shown beside the children, who are what most of it is about."""
        return "" if refused.reason is CommandRefusal.VISIT_DIFFERS else refused.field or "children"


class CorrectForm(VisitForm):
    """What should have been recorded."""

    def show(self, visit: Visit) -> None:
        """Start from what was recorded."""
        self.kind.data, self.offer.data = visit.kind, str(visit.offer_id or "")
        self.children.data, self.assistants.data = str(visit.children), str(visit.assistants)

    def correction(self) -> Correction:
        """What was filled in, of a form that validated."""
        return Correction(
            VisitKind(self.kind.data), self.children.value, self.assistants.value, self.offer_id
        )


class UndoScope(StrEnum):
    """What is taken back: the button that was pressed says it."""

    VISIT = "visit"
    GROUP = "group"
    NOT_ALONG = "not_along"
    """The one card of a group that did not come with it."""


class UndoForm(Form):
    """Why a visit is taken back, and whether its group is taken back with it."""

    scope = HiddenField(default=UndoScope.VISIT)

    reason = SelectField(
        _("Why is it undone?"), choices=choices_of(UNDO_REASONS.items()), default=UndoReason.MISTAKE
    )

    def chosen(self) -> UndoReason:
        """The reason; most visits that are taken back were mistakes."""
        if self.scope.data == UndoScope.NOT_ALONG:
            return UndoReason.NOT_USED
        return UndoReason(self.reason.data) if self.validate() else UndoReason.MISTAKE

    @property
    def is_for_group(self) -> bool:
        """Whether all that was recorded together is taken back."""
        return bool(self.scope.data == UndoScope.GROUP)


class SearchForm(Form):
    """Which earlier visits; everything may be left open."""

    filters = ("first_day", "last_day", "code", "remarks")

    first_day = DayField(_("From (optional)"))
    last_day = DayField(_("To (optional)"))
    code = StringField(_("Card code or its last digits (optional)"))
    remarks = BooleanField(_("Only visits with a remark"))

    @property
    def is_used(self) -> bool:
        """Whether something is looked for, or filled in so that it makes no sense."""
        return bool(self.errors) or any(self[name].data for name in self.filters)

    def search(self, page: int) -> VisitSearch:
        """What to look for, of a form that validated."""
        return VisitSearch(
            self.first_day.data, self.last_day.data, self.code.data or "", self.remarks.data, page
        )


class RescueForm(Form):
    """A phone's rescue file, or its text."""

    file = FileField(_("The file that the phone saved"))
    content = TextAreaField(_("Or its text, pasted here"))

    def validate_file(self, field: FileField) -> None:
        """One of the two."""
        is_pasted = bool((self.content.data or "").strip())
        if bool(field.data) is is_pasted:
            raise ValidationError(_("Choose the file, or paste its text: one of the two."))

    def field_of(self, refused: RefusedError) -> str:
        """The text may have come in the file."""
        return "file" if refused.field == "content" and self.file.data else refused.field

    def text(self) -> str:
        """The file's text."""
        upload = self.file.data
        return upload.read().decode("utf-8-sig", errors="replace") if upload else self.content.data or ""
