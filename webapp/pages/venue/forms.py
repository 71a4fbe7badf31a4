"""The forms of the counter and of what it has recorded."""

import uuid
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from webapp.core.errors import RefusedError
from webapp.core.languages import CODES, FIRST, LocalisedText
from webapp.core.offers.actions import NewOffer, check_begin, check_day, check_name
from webapp.core.offers.descriptions import (
    NewDescription,
    TicketWays,
    check_agency,
    check_description,
    check_website,
)
from webapp.core.offers.models import Offer, OfferKind, VenueDescription
from webapp.core.partners.contacts import NewContacts, check_email, check_line, check_phone
from webapp.core.partners.models import OrganisationContacts
from webapp.core.visits.looking_back.earlier import VisitSearch
from webapp.core.visits.models import Visit
from webapp.core.visits.reasons import CommandRefusal, VisitRefusal
from webapp.core.visits.recording.commands import Correction
from webapp.core.visits.rules import UndoReason, VisitKind
from webapp.plumbing.clock import today
from webapp.plumbing.rendering.forms import (
    AsCore,
    ClockField,
    DayField,
    Form,
    Needed,
    WholeNumberField,
    choices_of,
    unless_refused,
)
from webapp.plumbing.rendering.forms_in_languages import Asked, FormInLanguages, ask_in_languages, by_field
from webapp.plumbing.words.features.visits import UNDO_REASONS, VISIT_KINDS
from webapp.plumbing.words.formats import named, show_offer
from webapp.plumbing.words.holders.offers import OFFER_KINDS


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


class _NameForm(FormInLanguages):
    """What it is called."""


ask_in_languages(
    _NameForm,
    "name",
    Asked(
        StringField,
        label=lambda language: _("Name (%(language)s)", language=language),
        needed=_("Write what it is called."),
        check=check_name,
    ),
)


class OfferForm(_NameForm):
    """Something to put on."""

    kind = RadioField(_("What is it?"), choices=choices_of(OFFER_KINDS.items()), default=OfferKind.TICKET)
    day = DayField(_("Day (optional)"))
    begins_at = ClockField(_("It begins at (optional)"))

    @classmethod
    def of(cls, offer: Offer) -> "OfferForm":
        """As it is on the list, to be changed or to begin a new one from."""
        facts = {"kind": offer.kind, "day": offer.day, "begins_at": offer.begins_at}
        return cls(data={**by_field("name", offer.name), **facts})

    def validate_day(self, field: DayField) -> None:
        """Today or later."""
        unless_refused(lambda: check_day(field.data, today=today()))

    def validate_begins_at(self, field: ClockField) -> None:
        """Of some day; one that could not be read has said so already."""
        if not self.day.errors:
            unless_refused(lambda: check_begin(field.data, self.day.data))

    def new_offer(self) -> NewOffer:
        """What was filled in, of a form that validated."""
        return NewOffer(self.said("name"), OfferKind(self.kind.data), self.day.data, self.begins_at.data)


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


class CounterForm(Form):
    """How the venue's counter works."""

    fast_mode = BooleanField(_("Fast mode at the counter"))


class DescriptionForm(Form):
    """Nothing has to be said; a language in which nothing is said reads another."""

    address = StringField(_("Street address (optional)"), [AsCore(check_line)])
    phone = StringField(_("Phone number of the place (optional)"), [AsCore(check_phone)])
    email = StringField(_("E-mail address of the place (optional)"), [AsCore(check_email)])
    tickets_at_door = BooleanField(_("At the door"))
    tickets_at_desk = BooleanField(_("At the ticket desk"))
    tickets_by_phone = BooleanField(_("By phone"))
    tickets_by_email = BooleanField(_("By e-mail"))
    ticket_agency = StringField(_("Ticket agency (optional)"), [AsCore(check_agency)])
    website = StringField(_("Address of the website (optional)"), [AsCore(check_website)])

    @classmethod
    def of(
        cls, description: VenueDescription | None, contacts: OrganisationContacts | None
    ) -> "DescriptionForm":
        """As the venue described itself before, or empty."""
        facts: dict[str, Any] = {}
        if description is not None:
            facts |= {name: getattr(description, name) for name in _KEPT}
            facts |= {
                f"{what}_{code}": text for what in _TEXTS for code, text in getattr(description, what).items()
            }
        if contacts is not None:
            facts |= {name: getattr(contacts, name) for name in ("address", "phone", "email")}
            facts |= {f"hours_{code}": text for code, text in contacts.hours.items()}
        return cls(data=facts)

    def validate_tickets_by_phone(self, field: BooleanField) -> None:
        """Then people need the number."""
        if field.data and not (self.phone.data or "").strip():
            raise ValidationError(_("Write the phone number of the place, too."))

    def validate_tickets_by_email(self, field: BooleanField) -> None:
        """Then people need the address."""
        if field.data and not (self.email.data or "").strip():
            raise ValidationError(_("Write the e-mail address of the place, too."))

    def new_description(self) -> NewDescription:
        """What was filled in, but for how the place is reached."""
        ways = TicketWays(
            at_door=bool(self.tickets_at_door.data),
            at_desk=bool(self.tickets_at_desk.data),
            by_phone=bool(self.tickets_by_phone.data),
            by_email=bool(self.tickets_by_email.data),
            agency=self.ticket_agency.data or "",
        )
        said = {what: self._said(what) for what in _TEXTS}
        return NewDescription(**said, website=self.website.data or "", ticket_ways=ways)

    def new_contacts(self) -> NewContacts:
        """How the place is reached, as it was filled in."""
        return NewContacts(
            self.phone.data or "", self.email.data or "", self.address.data or "", self._said("hours")
        )

    def _said(self, what: str) -> LocalisedText:
        return LocalisedText({code: self[f"{what}_{code}"].data or "" for code in CODES})

    @property
    def translated(self) -> list[list[Field]]:
        """The fields of the languages after the first."""
        others = [code for code in CODES if code != FIRST]
        return [[self[f"{what}_{code}"] for what in ("hours", *_TEXTS)] for code in others]

    @property
    def is_translated(self) -> bool:
        """Whether something is said, or wrong, in another language than the first."""
        return any(field.data or field.errors for fields in self.translated for field in fields)


_TEXTS: Final = ("tickets", "accessibility", "left_out")
_KEPT: Final = (
    "website", "tickets_at_door", "tickets_at_desk", "tickets_by_phone", "tickets_by_email", "ticket_agency",
)  # fmt: skip
for _code in CODES:
    _language = named(_code)
    _hours = _("When the place is open (%(language)s, optional)", language=_language)
    _tickets = _("What else to know about tickets (%(language)s, optional)", language=_language)
    setattr(DescriptionForm, f"hours_{_code}", StringField(_hours, [AsCore(check_line)]))
    setattr(DescriptionForm, f"tickets_{_code}", TextAreaField(_tickets, [AsCore(check_description)]))
    _in = _("Getting in and around (%(language)s, optional)", language=_language)
    _out = _("What the card does not give here (%(language)s, optional)", language=_language)
    setattr(DescriptionForm, f"accessibility_{_code}", TextAreaField(_in, [AsCore(check_description)]))
    setattr(DescriptionForm, f"left_out_{_code}", TextAreaField(_out, [AsCore(check_description)]))
