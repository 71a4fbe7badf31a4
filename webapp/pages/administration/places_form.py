"""The form of where a partner is moved to."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import ValidationError

from webapp.core.networks.models import Network, Participation
from webapp.core.partners.models import Organisation, OrganisationKind
from webapp.core.partners.moving import Destination
from webapp.plumbing.rendering.forms import Form, choices_of
from webapp.plumbing.words.formats import local_name

OUTSIDE = "outside"


class MoveForm(Form):
    """A network, and a municipality of it."""

    network = SelectField(_("Network"), validate_choice=False, default="")
    municipality = SelectField(_("Municipality"), validate_choice=False, default="")
    is_venue = False

    @classmethod
    def of(cls, partner: Organisation) -> "MoveForm":
        """As it is."""
        network = str(partner.network_id) if partner.network_id else OUTSIDE
        form = cls(data={"network": network, "municipality": partner.municipality_code or ""})
        form.is_venue = partner.kind == OrganisationKind.VENUE
        return form

    def offer(self, networks: Sequence[tuple[Network, Sequence[Participation]]]) -> None:
        """Fill both lists; only a venue can be outside the networks."""
        outside = [(OUTSIDE, _("Outside the networks (a pop-up venue)"))] if self.is_venue else []
        named = [(str(network.id), local_name(network)) for network, _along in networks]
        self.network.choices = choices_of([*outside, *named])
        places = [
            (one.municipality_code, f"{local_name(one.municipality)} ({local_name(network)})")
            for network, along in networks
            for one in along
        ]
        whole = _("Choose a municipality") if self.is_venue else _("The whole network")
        self.municipality.choices = choices_of([("", whole), *places])

    def validate_network(self, field: SelectField) -> None:
        """One of the list."""
        _must_be_listed(field)

    def validate_municipality(self, field: SelectField) -> None:
        """One of the list; a venue outside the networks keeps its own."""
        if self.network.data != OUTSIDE:
            _must_be_listed(field)

    def destination(self) -> Destination:
        """What was filled in, of a form that validated."""
        if self.network.data == OUTSIDE:
            return Destination(None)
        return Destination(int(self.network.data), self.municipality.data or None)


def _must_be_listed(field: SelectField) -> None:
    if field.data not in {choice[0] for choice in field.iter_choices()}:
        raise ValidationError(_("Choose one of the answers in the list."))
