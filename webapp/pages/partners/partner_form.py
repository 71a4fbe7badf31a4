"""The forms of partners: what one is called and what it is; and what narrows their list."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import ValidationError

from webapp.core.networks.actions import check_name
from webapp.core.networks.models import Municipality, Participation
from webapp.core.partners.founding import NewPartner
from webapp.core.partners.lists import PartnerSearch
from webapp.core.partners.models import (
    DistributorKind,
    Organisation,
    OrganisationKind,
    RunBy,
    Sector,
    VenueKind,
)
from webapp.core.partners.sides import SIDES, Side, side_of
from webapp.plumbing.rendering.forms import choices_of
from webapp.plumbing.rendering.forms_in_languages import Asked, FormInLanguages, ask_in_languages, by_field
from webapp.plumbing.rendering.lists import FilterField, ListForm
from webapp.plumbing.words.features.partners import ORGANISATION_KINDS, RUN_BY, SECTORS
from webapp.plumbing.words.features.partners import SIDES as WORDS_OF_SIDES
from webapp.plumbing.words.formats import local_name
from webapp.plumbing.words.holders.partners import VENUE_KINDS

_KINDS: Final = tuple(
    (kind, words)
    for kind, words in ORGANISATION_KINDS.items()
    if kind is not OrganisationKind.NATIONAL_OFFICE
)
"""Of which a network has some."""


class PartnerSearchForm(ListForm):
    """The name of a partner or its municipality, and what kind it is."""

    word = StringField(_("Name or municipality (optional)"))
    kind = FilterField(_("Kind of partner"), choices=choices_of([("", _("All kinds")), *_KINDS]))

    def search(self) -> PartnerSearch:
        """What to look for, of a form that validated."""
        return PartnerSearch(
            self.word.data or "", OrganisationKind(self.kind.data) if self.kind.data else None
        )


class PopUpSearchForm(ListForm):
    """The name of a pop-up venue or its municipality."""

    word = StringField(_("Name or municipality (optional)"))

    def search(self) -> PartnerSearch:
        """What to look for."""
        return PartnerSearch(self.word.data or "")


class _PartnerNameForm(FormInLanguages):
    """What a partner is called."""


ask_in_languages(
    _PartnerNameForm,
    "name",
    Asked(
        StringField,
        label=lambda language: _("Name (%(language)s)", language=language),
        needed=_("Write what it is called."),
        check=check_name,
    ),
)


def _which_looks_after(usually: Side) -> RadioField:
    choices = choices_of((side, WORDS_OF_SIDES[side]) for side in SIDES)
    return RadioField(_("Which side of the network looks after it?"), choices=choices, default=usually)


class PartnerForm(_PartnerNameForm):
    """A partner or an office: of a municipality of the network, or of all of it."""

    everywhere = _("The whole network")
    municipality = SelectField(_("Municipality"), validate_choice=False, default="")
    side = _which_looks_after(Side.MUNICIPALITY)

    def begin_as(self, partner: Organisation) -> None:
        """Fill in what a partner is, where nothing has been sent."""
        if not self.is_submitted():
            self.process(data=_facts_of(partner))

    def offer_municipalities(
        self, participations: Sequence[Participation], own: Municipality | None = None
    ) -> None:
        """Fill the list with those of the network, and the one that the partner has."""
        named = {one.municipality_code: local_name(one.municipality) for one in participations}
        if own is not None:
            named.setdefault(own.code, local_name(own))
        self.municipality.choices = choices_of([("", self.everywhere), *named.items()])

    def offer_everywhere(self, municipalities: Sequence[Municipality]) -> None:
        """Fill the list with all there are."""
        named = [(one.code, local_name(one)) for one in municipalities]
        self.municipality.choices = choices_of([("", self.everywhere), *named])

    def validate_municipality(self, field: SelectField) -> None:
        """One of the list."""
        _must_be_listed(field)

    def new_partner(self, kind: OrganisationKind) -> NewPartner:
        """What was filled in, of a form that validated."""
        return NewPartner(kind, self.said("name"), self.municipality.data or None, side=Side(self.side.data))


class DistributorForm(PartnerForm):
    """A distributor."""

    distributor_kind = SelectField(_("What kind of distributor is it?"), validate_choice=False, default="")
    run_by = SelectField(
        _("Who runs it?"), validate_choice=False, default="",
        choices=choices_of([("", _("Choose who runs it")), *RUN_BY.items()]),
    )  # fmt: skip
    side = _which_looks_after(Side.COUNTY)

    def offer_kinds(self, kinds: Sequence[DistributorKind]) -> None:
        """Fill the list."""
        named = [(str(one.id), local_name(one)) for one in kinds]
        self.distributor_kind.choices = choices_of([("", _("Choose a kind")), *named])

    def validate_distributor_kind(self, field: SelectField) -> None:
        """One of the list."""
        _must_be_chosen(field)

    def validate_run_by(self, field: SelectField) -> None:
        """One of the list."""
        _must_be_chosen(field)

    def new_partner(self, kind: OrganisationKind) -> NewPartner:
        """What was filled in, of a form that validated."""
        return replace(
            super().new_partner(kind),
            distributor_kind_id=int(self.distributor_kind.data),
            run_by=RunBy(self.run_by.data),
        )


class OfficeForm(PartnerForm):
    """A coordinating office."""

    side = RadioField(
        _("Of which side is it?"), choices=choices_of(WORDS_OF_SIDES.items()), default=Side.MUNICIPALITY
    )


class VenueForm(PartnerForm):
    """A venue: always of a municipality."""

    everywhere = _("Choose a municipality")
    venue_kind = SelectField(
        _("Kind of place"), validate_choice=False, default="",
        choices=choices_of([("", _("Choose a kind")), *VENUE_KINDS.items()]),
    )  # fmt: skip
    sector = SelectField(
        _("Sector of the statistics"), validate_choice=False, default="",
        choices=choices_of([("", _("Choose a sector")), *SECTORS.items()]),
    )  # fmt: skip

    def validate_municipality(self, field: SelectField) -> None:
        """One of the list."""
        _must_be_chosen(field)

    def validate_venue_kind(self, field: SelectField) -> None:
        """One of the list."""
        _must_be_chosen(field)

    def validate_sector(self, field: SelectField) -> None:
        """One of the list."""
        _must_be_chosen(field)

    def new_partner(self, kind: OrganisationKind) -> NewPartner:
        """What was filled in, of a form that validated."""
        return NewPartner(
            kind,
            self.said("name"),
            self.municipality.data,
            VenueKind(self.venue_kind.data),
            Sector(self.sector.data),
            side=Side(self.side.data),
        )


def form_for(kind: OrganisationKind) -> type[PartnerForm]:
    """The form of a partner of a kind."""
    forms = {OrganisationKind.VENUE: VenueForm, OrganisationKind.DISTRIBUTOR: DistributorForm}
    return forms.get(kind, OfficeForm)


def _facts_of(partner: Organisation) -> dict[str, str]:
    return {
        "side": side_of(partner.kind, partner.side),
        **by_field("name", partner.name),
        "municipality": partner.municipality_code or "",
        "venue_kind": partner.venue_kind or "",
        "distributor_kind": str(partner.distributor_kind_id or ""),
        "run_by": partner.run_by or "",
        "sector": partner.sector or "",
    }


def _must_be_chosen(field: SelectField) -> None:
    if not field.data:
        raise ValidationError(_("Choose one of the answers in the list."))
    _must_be_listed(field)


def _must_be_listed(field: SelectField) -> None:
    if field.data not in {choice[0] for choice in field.iter_choices()}:
        raise ValidationError(_("Choose one of the answers in the list."))
