"""The forms of networks: what one is called, and how far its municipalities are."""

from collections.abc import Sequence
from typing import Final

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import ValidationError

from webapp.core.networks.actions import Joining, NewNetwork, Standing, check_name, trial_end
from webapp.core.networks.models import County, Municipality, Network, Participation
from webapp.core.networks.operating_model import ParticipationState
from webapp.core.networks.websites import check_website
from webapp.core.partners.leads import NewLead, check_lead_end
from webapp.core.partners.models import NetworkLead, Organisation
from webapp.plumbing.clock import today
from webapp.plumbing.rendering.fields import DayField
from webapp.plumbing.rendering.forms import AsCore, Form, choices_of, unless_refused
from webapp.plumbing.rendering.forms_in_languages import Asked, FormInLanguages, ask_in_languages, by_field
from webapp.plumbing.rendering.lists import FilterField, ListForm
from webapp.plumbing.words.features.networks import PARTICIPATION_STATES
from webapp.plumbing.words.formats import local_name

_STATES_OF_NEWCOMERS: Final = [
    (state, words) for state, words in PARTICIPATION_STATES.items() if state is not ParticipationState.LEFT
]


class NetworkSearchForm(ListForm):
    """The name of a network or a municipality, and a county."""

    word = StringField(_("Name of a network or a municipality (optional)"))
    county = FilterField(_("Wellbeing services county"))

    def offer_counties(self, counties: Sequence[County]) -> "NetworkSearchForm":
        """Fill the list."""
        named = [(one.code, local_name(one)) for one in counties]
        self.county.choices = choices_of([("", _("All counties")), *named])
        return self


class _NetworkNameForm(FormInLanguages):
    """What a network is called."""


ask_in_languages(
    _NetworkNameForm,
    "name",
    Asked(
        StringField,
        label=lambda language: _("Name (%(language)s)", language=language),
        needed=_("Write what it is called."),
        check=check_name,
    ),
)


class NetworkFactsForm(_NetworkNameForm):
    """A network to found or to change."""

    county = SelectField(_("Wellbeing services county"), validate_choice=False, default="")
    website = StringField(_("Address of the website (optional)"), [AsCore(check_website)])

    @classmethod
    def of(cls, network: Network) -> "NetworkFactsForm":
        """As it is."""
        return cls(
            data={
                **by_field("name", network.name),
                "county": network.county_code or "",
                "website": network.website,
            }
        )

    def offer_counties(self, counties: Sequence[County]) -> None:
        """Fill the list."""
        named = [(one.code, local_name(one)) for one in counties]
        self.county.choices = choices_of([("", _("None")), *named])

    def validate_county(self, field: SelectField) -> None:
        """One of the list."""
        _must_be_listed(field)

    def new_network(self) -> NewNetwork:
        """What was filled in, of a form that validated."""
        return NewNetwork(self.said("name"), self.county.data or None, self.website.data or "")


class StandingForm(Form):
    """How far a municipality is."""

    state = RadioField(
        _("How far is it?"),
        choices=choices_of(PARTICIPATION_STATES.items()),
        default=ParticipationState.COMING,
    )
    trial_ends_on = DayField(_("Last day of the trial"))

    @classmethod
    def as_it_is(cls, found: Participation) -> "StandingForm":
        """As it is."""
        return cls(data={"state": found.state, "trial_ends_on": found.trial_ends_on})

    def validate_trial_ends_on(self, field: DayField) -> None:
        """Of a trial, and not past; one that could not be read has said so already."""
        if not field.errors:
            unless_refused(lambda: trial_end(self.standing(), today=today()))

    def standing(self) -> Standing:
        """What was filled in."""
        known = self.state.data in set(ParticipationState)
        state = ParticipationState(self.state.data) if known else ParticipationState.COMING
        return Standing(state, self.trial_ends_on.data)


class JoiningForm(StandingForm):
    """A municipality to take into a network."""

    municipality = SelectField(_("Municipality"), validate_choice=False, default="")

    def offer_municipalities(self, municipalities: Sequence[Municipality]) -> None:
        """Fill the list with those that are in no network."""
        named = [(one.code, local_name(one)) for one in municipalities]
        self.municipality.choices = choices_of([("", _("Choose a municipality")), *named])
        self.state.choices = choices_of(_STATES_OF_NEWCOMERS)

    def validate_municipality(self, field: SelectField) -> None:
        """One of the list."""
        if not field.data:
            raise ValidationError(_("Choose a municipality from the list."))
        _must_be_listed(field)

    def joining(self) -> Joining:
        """What was filled in, of a form that validated."""
        return Joining(self.municipality.data, self.standing())


class LeadForm(Form):
    """Which office leads a network, and until when."""

    office = SelectField(_("Coordinating office"), validate_choice=False, default="")
    until = DayField(_("Last day of leading (optional)"))

    @classmethod
    def of(cls, lead: NetworkLead | None) -> "LeadForm":
        """As it is."""
        return cls(data={"office": str(lead.organisation_id), "until": lead.until}) if lead else cls()

    def offer_offices(self, offices: Sequence[Organisation], network_id: int) -> None:
        """Fill the list with those of the network."""
        named = [(str(one.id), local_name(one)) for one in offices if one.network_id == network_id]
        self.office.choices = choices_of([("", _("Choose an office")), *named])

    def validate_office(self, field: SelectField) -> None:
        """One of the list."""
        if not field.data:
            raise ValidationError(_("Choose one of the answers in the list."))
        _must_be_listed(field)

    def validate_until(self, field: DayField) -> None:
        """Not past; one that could not be read has said so already."""
        if not field.errors:
            unless_refused(lambda: check_lead_end(field.data, today=today()))

    def new_lead(self) -> NewLead:
        """What was filled in, of a form that validated."""
        return NewLead(int(self.office.data), self.until.data)


def _must_be_listed(field: SelectField) -> None:
    if field.data not in {choice[0] for choice in field.iter_choices()}:
        raise ValidationError(_("Choose one of the answers in the list."))
