"""The forms of how a venue describes itself, and of how its counter works."""

from typing import Any, Final

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import ValidationError

from webapp.core.languages import CODES, FIRST, LocalisedText
from webapp.core.networks.websites import check_website
from webapp.core.offers.descriptions import (
    MOST_LANES,
    MOST_SEATS,
    InPlace,
    NewDescription,
    TicketWays,
    check_agency,
    check_description,
    check_number,
)
from webapp.core.offers.models import AccessFeature, Cloakroom, VenueDescription
from webapp.core.partners.contacts import NewContacts, check_email, check_line, check_phone
from webapp.core.partners.models import OrganisationContacts
from webapp.pages.distribution.contacts_form import chosen_languages, spoken_languages
from webapp.plumbing.rendering.fields import WholeNumberField
from webapp.plumbing.rendering.forms import AsCore, Form, choices_of, unless_refused
from webapp.plumbing.words.formats import named
from webapp.plumbing.words.holders.partners import ACCESS_FEATURES, CLOAKROOMS


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
    agency_fee = StringField(_("Service fee of the agency (optional)"), [AsCore(check_agency)])
    website = StringField(_("Address of the website (optional)"), [AsCore(check_website)])
    languages = spoken_languages()
    features = SelectMultipleField(
        _("What the place has (optional)"), validate_choice=False,
        choices=choices_of(ACCESS_FEATURES.items()),
    )  # fmt: skip
    cloakroom = SelectField(
        _("Cloakroom (optional)"), validate_choice=False, default="",
        choices=choices_of([("", _("Not said")), *CLOAKROOMS.items()]),
    )  # fmt: skip
    lanes = WholeNumberField(_("Lanes of the pool (optional)"))
    seats = WholeNumberField(_("Seats of the hall (optional)"))

    @classmethod
    def of(
        cls, description: VenueDescription | None, contacts: OrganisationContacts | None
    ) -> "DescriptionForm":
        """As the venue described itself before, or empty."""
        facts: dict[str, Any] = {}
        if description is not None:
            facts |= {name: getattr(description, name) for name in _KEPT}
            facts |= {"features": description.access, "cloakroom": description.cloakroom or ""}
            facts |= {name: str(getattr(description, name) or "") for name in ("lanes", "seats")}
            facts |= {
                f"{what}_{code}": text for what in _TEXTS for code, text in getattr(description, what).items()
            }
        if contacts is not None:
            facts |= {name: getattr(contacts, name) for name in ("address", "phone", "email")}
            facts |= {f"hours_{code}": text for code, text in contacts.hours.items()}
            facts["languages"] = contacts.languages.split()
        return cls(data=facts)

    def validate_tickets_by_phone(self, field: BooleanField) -> None:
        """Then people need the number."""
        if field.data and not (self.phone.data or "").strip():
            raise ValidationError(_("Write the phone number of the place, too."))

    def validate_tickets_by_email(self, field: BooleanField) -> None:
        """Then people need the address."""
        if field.data and not (self.email.data or "").strip():
            raise ValidationError(_("Write the e-mail address of the place, too."))

    def validate_lanes(self, field: WholeNumberField) -> None:
        """Some, or not said."""
        unless_refused(lambda: check_number(field.number, "lanes", most=MOST_LANES))

    def validate_seats(self, field: WholeNumberField) -> None:
        """Some, or not said."""
        unless_refused(lambda: check_number(field.number, "seats", most=MOST_SEATS))

    def new_description(self) -> NewDescription:
        """What was filled in, but for how the place is reached."""
        ways = TicketWays(
            at_door=bool(self.tickets_at_door.data),
            at_desk=bool(self.tickets_at_desk.data),
            by_phone=bool(self.tickets_by_phone.data),
            by_email=bool(self.tickets_by_email.data),
            agency=self.ticket_agency.data or "",
            agency_fee=self.agency_fee.data or "",
        )
        in_place = InPlace(
            frozenset(one for one in AccessFeature if one in (self.features.data or ())),
            Cloakroom(self.cloakroom.data) if self.cloakroom.data in set(Cloakroom) else None,
            self.lanes.number,
            self.seats.number,
        )
        said = {what: self._said(what) for what in _TEXTS}
        return NewDescription(**said, website=self.website.data or "", ticket_ways=ways, in_place=in_place)

    def new_contacts(self) -> NewContacts:
        """How the place is reached, as it was filled in."""
        return NewContacts(
            self.phone.data or "",
            self.email.data or "",
            self.address.data or "",
            self._said("hours"),
            chosen_languages(self.languages),
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
    "agency_fee",
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
