"""The networks and the municipalities in them, with their state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.cards.validity import last_valid_day
from webapp.core.languages import LocalisedText
from webapp.core.networks.models import Municipality, Network, Participation, PostalCode
from webapp.core.networks.operating_model import BEGUN, ParticipationState
from webapp.demo.data_files import rows_of

TRIAL_BEGAN_DAYS_AGO = 240


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality of a network; `genitive_fi` because Finnish names of places are built from it."""

    code: str
    name_fi: str
    name_sv: str
    genitive_fi: str
    population: int
    network: str
    state: ParticipationState
    trial_ends_on: date | None

    @property
    def gives_cards(self) -> bool:
        """In use or on trial."""
        return self.state in BEGUN

    @property
    def genitive_sv(self) -> str:
        """`Kajana`, `Villmanstrands`: an s where Swedish place names take one."""
        return self.name_sv if self.name_sv[-1] in "aeiouyåäös" else f"{self.name_sv}s"


@dataclass(frozen=True, slots=True)
class Country:
    """Networks by their Finnish name, their towns, and the postal codes of each municipality."""

    networks: Mapping[str, Network]
    whole_counties: frozenset[str]
    """Names of the networks that cover all of their county."""
    towns: Sequence[Town]
    postal_codes: Mapping[str, Sequence[str]]
    today: date

    def towns_of(self, network: str) -> list[Town]:
        """Towns of a network that give cards."""
        return [town for town in self.towns if town.network == network and town.gives_cards]


class ReferenceDataMissingError(Exception):
    """The demo country needs municipalities and postal codes first."""

    def __init__(self) -> None:
        super().__init__(
            "the register holds no municipalities or postal codes: load the reference data first"
        )


def found_country(session: Session, today: date) -> Country:
    """Insert networks and participations; ReferenceDataMissingError without municipalities."""
    municipalities = {one.name["fi"]: one for one in session.scalars(select(Municipality))}
    postal_codes = _postal_codes(session)
    if not municipalities or not postal_codes:
        raise ReferenceDataMissingError
    rows = list(rows_of("networks.csv"))
    networks = {
        row["network"]: Network(
            name=LocalisedText(fi=row["network"], sv=row["name_sv"]), county_code=row["county_code"]
        )
        for row in rows
    }
    whole_counties = frozenset(row["network"] for row in rows if row["is_whole_county"] == "yes")
    session.add_all(networks.values())
    session.flush()
    towns = [_town(row, municipalities[row["municipality"]], today=today) for row in rows_of("towns.csv")]
    session.add_all(_participation(town, networks[town.network]) for town in towns)
    session.flush()
    return Country(networks, whole_counties, towns, postal_codes, today)


def _postal_codes(session: Session) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    statement = select(PostalCode.municipality_code, PostalCode.code).order_by(PostalCode.code)
    for municipality_code, code in session.execute(statement):
        found.setdefault(municipality_code, []).append(code)
    return found


def _town(row: dict[str, str], municipality: Municipality, *, today: date) -> Town:
    months = row["trial_ends_in_months"]
    return Town(
        code=municipality.code,
        name_fi=_without_country(municipality.name["fi"]),
        name_sv=_without_country(municipality.name.text_in("sv")),
        genitive_fi=row["genitive_fi"],
        population=municipality.population,
        network=row["network"],
        state=ParticipationState(row["state"]),
        trial_ends_on=_end_of_month(today, int(months)) if months else None,
    )


def _without_country(name: str) -> str:
    # Haaparanta (Ruotsi): names of services there are made of the town's alone.
    return name.partition(" (")[0]


def _end_of_month(today: date, months: int) -> date:
    return last_valid_day(today.replace(day=1), months + 1) - timedelta(days=1)


def _participation(town: Town, network: Network) -> Participation:
    return Participation(
        municipality_code=town.code,
        network_id=network.id,
        state=town.state,
        trial_ends_on=town.trial_ends_on,
    )
