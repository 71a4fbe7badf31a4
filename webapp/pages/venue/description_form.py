"""The forms of how a venue describes itself, and of how its counter works."""

from typing import Any, Final

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, StringField, TextAreaField
from wtforms.validators import ValidationError

from webapp.core.languages import CODES, FIRST, LocalisedText
from webapp.core.offers.descriptions import (
    NewDescription,
    TicketWays,
    check_agency,
    check_description,
    check_website,
)
from webapp.core.offers.models import VenueDescription
from webapp.core.partners.contacts import NewContacts, check_email, check_line, check_phone
from webapp.core.partners.models import OrganisationContacts
from webapp.plumbing.rendering.forms import AsCore, Form
from webapp.plumbing.words.formats import named


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
