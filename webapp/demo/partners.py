"""Venues, distributors and offices of the demo country: named ones, and by template in other towns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.alphabet import plain_letters
from webapp.core.commitments.models import Commitment
from webapp.core.commitments.rules import CommitmentKind, kind_of
from webapp.core.commitments.versions import versions_of_model
from webapp.core.database import text_in
from webapp.core.languages import LocalisedText, texts_of
from webapp.core.networks.models import County, Municipality
from webapp.core.partners.models import (
    DistributorKind,
    NetworkLead,
    Organisation,
    OrganisationKind,
    Sector,
    VenueKind,
)
from webapp.core.partners.sides import SIDES
from webapp.demo.areas import Country, Town
from webapp.demo.data_files import rows_of

NAMED_THROUGHOUT = frozenset({"Kainuu", "Rovaniemi"})
"""Networks whose partners are all known by name: no templates there."""

_SECTORS = {
    VenueKind.COLLEGE: Sector.EDUCATION,
    VenueKind.NATURE: Sector.SCIENCE,
    VenueKind.SWIMMING_HALL: Sector.SPORTS,
    VenueKind.GYM: Sector.SPORTS,
    VenueKind.MATCHES: Sector.SPORTS,
    VenueKind.MOTOR_SPORTS: Sector.SPORTS,
}


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation with how busy it is beside its neighbours; `published_2023` where the source tells."""

    organisation: Organisation
    network: str | None
    weight: float
    published_2023: int | None = None
    is_made_up: bool = True
    """Not in any published list of those who take part."""

    @property
    def id(self) -> int:
        """The organisation's id."""
        return self.organisation.id

    @property
    def venue_kind(self) -> VenueKind:
        """The kind of a venue; ValueError for another organisation."""
        return VenueKind(self.organisation.venue_kind or "")


@dataclass(frozen=True, slots=True)
class Partners:
    """All of them."""

    everyone: Sequence[Partner]

    def of_kind(self, kind: OrganisationKind) -> list[Partner]:
        """Venues, distributors, offices."""
        return [one for one in self.everyone if one.organisation.kind == kind]

    def named(self, name_fi: str) -> Partner:
        """The one with this Finnish name; StopIteration when there is none."""
        return next(one for one in self.everyone if one.organisation.name["fi"] == name_fi)


def found_partners(session: Session, country: Country) -> Partners:
    """Insert every organisation."""
    codes = dict(session.execute(select(text_in(Municipality.name, "fi"), Municipality.code)).all())
    counties = {county.code: county for county in session.scalars(select(County))}
    everyone = [
        *_named(country, codes),
        *_by_template(country),
        *_county_services(country, counties),
        *_offices(country, counties),
    ]
    _give_kinds(session, everyone)
    session.add_all(one.organisation for one in everyone)
    session.flush()
    session.add_all(_leads(everyone, country))
    session.add_all(_commitments(session, [one.organisation for one in everyone]))
    session.flush()
    return Partners(everyone)


def _commitments(session: Session, organisations: Sequence[Organisation]) -> Iterator[Commitment]:
    """Everybody came along before commitments were kept in the register."""
    version = versions_of_model(session)[-1].valid_from
    facts = {"version": version, "carried_over": True, "in_force_from": version}
    networks = {one.network_id for one in organisations if one.kind == OrganisationKind.COORDINATOR}
    for number in sorted(one for one in networks if one is not None):
        yield Commitment(network_id=number, kind=CommitmentKind.GENERAL, **facts)
    for one in organisations:
        if one.kind in {OrganisationKind.VENUE, OrganisationKind.DISTRIBUTOR}:
            yield Commitment(organisation_id=one.id, kind=kind_of(one.kind, one.network_id), **facts)


def _named(country: Country, codes: dict[str, str]) -> Iterator[Partner]:
    for row in rows_of("partners.csv"):
        organisation = Organisation(
            kind=row["kind"],
            name=texts_of(row, "name"),
            network_id=country.networks[row["network"]].id if row["network"] else None,
            municipality_code=codes[row["municipality"]] if row["municipality"] else None,
            venue_kind=row["venue_kind"] or None,
            sector=row["sector"] or _sector(row["venue_kind"]),
            fast_mode=_has_fast_mode(row["venue_kind"]),
        )
        published = int(row["published_2023"]) if row["published_2023"] else None
        weight, is_made_up = float(row["weight"] or 0), row["made_up"] == "yes"
        yield Partner(organisation, row["network"] or None, weight, published, is_made_up)


def _by_template(country: Country) -> Iterator[Partner]:
    templates = list(rows_of("templates.csv"))
    for town in country.towns:
        if not town.gives_cards or town.network in NAMED_THROUGHOUT:
            continue
        for row in templates:
            if int(row["least_population"]) <= town.population < int(row["most_population"] or 10**9):
                yield _from_template(row, town, network_id=country.networks[town.network].id)


def _from_template(row: dict[str, str], town: Town, *, network_id: int) -> Partner:
    words = {
        "fi": town.genitive_fi,
        "sv": town.genitive_sv,
        "town_fi": town.name_fi,
        "town_sv": town.name_sv,
    }
    organisation = Organisation(
        kind=row["kind"],
        name=LocalisedText({code: name.format_map(words) for code, name in texts_of(row, "name").items()}),
        network_id=network_id,
        municipality_code=town.code,
        venue_kind=row["venue_kind"] or None,
        sector=_sector(row["venue_kind"]),
        fast_mode=_has_fast_mode(row["venue_kind"]),
    )
    return Partner(organisation, town.network, float(row["weight"]))


def _county_services(country: Country, counties: dict[str, County]) -> Iterator[Partner]:
    services = (
        ("vammaispalvelut", "funktionshinderservicen", 6.0),
        ("mielenterveyspalvelut", "mentalvårdstjänsterna", 9.0),
    )
    for name, network in country.networks.items():
        if name in NAMED_THROUGHOUT or network.county_code is None or not country.towns_of(name):
            continue
        county = counties[network.county_code]
        area_fi, area_sv = _area_of(country, network.name)
        for service_fi, service_sv, weight in services:
            organisation = Organisation(
                kind=OrganisationKind.DISTRIBUTOR,
                name=LocalisedText(
                    fi=f"{county.name['fi']}, {service_fi}{area_fi}",
                    sv=f"{county.name['sv']}, {service_sv}{area_sv}",
                ),
                network_id=network.id,
            )
            yield Partner(organisation, name, weight)


def _offices(country: Country, counties: dict[str, County]) -> Iterator[Partner]:
    first_town = {town.network: town for town in reversed(country.towns)}
    for name, network in country.networks.items():
        town, county = first_town[name], counties[network.county_code or ""]
        area_fi, area_sv = _area_of(country, network.name)
        names = (
            (f"{town.genitive_fi} kulttuuripalvelut, Kaikukortti-kohteet",
             f"Kulturtjänsterna i {town.name_sv}, Kaikukortti-aktörer"),
            (f"{county.name['fi']}, Kaikukortin jakajat{area_fi}",
             f"{county.name['sv']}, Kaikukortti-utdelare{area_sv}"),
        )  # fmt: skip
        for index, (name_fi, name_sv) in enumerate(names):
            organisation = Organisation(
                kind=OrganisationKind.COORDINATOR,
                name=LocalisedText(fi=name_fi, sv=name_sv),
                network_id=network.id,
                municipality_code=town.code if index == 0 else None,
                side=SIDES[index],
            )
            yield Partner(organisation, name, 0)


def _give_kinds(session: Session, everyone: Sequence[Partner]) -> None:
    """What each distributor is, by the first part of its name that the list has."""
    kinds = dict(session.execute(select(DistributorKind.code, DistributorKind.id)).all())
    parts = list(rows_of("distributor_kinds.csv"))
    for one in everyone:
        if one.organisation.kind == OrganisationKind.DISTRIBUTOR:
            name = plain_letters(one.organisation.name["fi"])
            row = next(row for row in parts if plain_letters(row["part_of_name"]) in name)
            one.organisation.distributor_kind_id = kinds[row["kind"]]
            one.organisation.run_by = row["run_by"]


def _leads(everyone: Sequence[Partner], country: Country) -> Iterator[NetworkLead]:
    # The municipalities' side leads this year and the next, as it has been settled; then it may rotate.
    until = date(country.today.year + 1, 12, 31)
    for one in everyone:
        if one.organisation.side == SIDES[0] and one.organisation.network_id is not None:
            yield NetworkLead(network_id=one.organisation.network_id, organisation_id=one.id, until=until)


def _area_of(country: Country, network: LocalisedText) -> tuple[str, str]:
    # A network that covers a part of its county says which.
    return (
        ("", "")
        if network["fi"] in country.whole_counties
        else (f" ({network['fi']})", f" ({network['sv']})")
    )


def _sector(venue_kind: str) -> Sector | None:
    return _SECTORS.get(VenueKind(venue_kind), Sector.CULTURE) if venue_kind else None


def _has_fast_mode(venue_kind: str) -> bool:
    return venue_kind == VenueKind.SWIMMING_HALL  # where the queues are
