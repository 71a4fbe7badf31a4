"""The form of what a venue has on."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField

from webapp.core.offers.actions import NewOffer, check_begin, check_day, check_name
from webapp.core.offers.models import Offer, OfferKind
from webapp.plumbing.clock import today
from webapp.plumbing.rendering.fields import ClockField, DayField
from webapp.plumbing.rendering.forms import choices_of, unless_refused
from webapp.plumbing.rendering.forms_in_languages import Asked, FormInLanguages, ask_in_languages, by_field
from webapp.plumbing.words.holders.offers import OFFER_KINDS


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
