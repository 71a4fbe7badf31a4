"""The conditions by which places are found, in SQL that both databases read alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import reduce
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from webapp.core.database import text_in
from webapp.core.languages import CODES
from webapp.core.networks.models import Municipality, Network
from webapp.core.offers.models import Offer
from webapp.core.partners.models import Organisation, OrganisationKind, VenueKind

MOST_WORDS: Final = 6
_CAPITALS: Final = "ÅÄÖÉÜÁŠŽ"
"""Those of Finnish, Swedish and Sámi names: SQLite's lower() knows ASCII only, and leaves them be."""


class Nearness(IntEnum):
    """How far from a postal code; the register knows areas, not distances."""

    MUNICIPALITY = 0
    NETWORK = 1
    COUNTY = 2


@dataclass(frozen=True, slots=True)
class PlaceSearch:
    """What to look for; what is empty leaves it open."""

    word: str = ""
    postal_code: str = ""
    municipality_code: str = ""
    kind: VenueKind | None = None
    day: date | None = None
    page: int = 1

    @property
    def words(self) -> list[str]:
        """All of which a place must have."""
        return self.word.lower().split()[:MOST_WORDS]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies around a postal code; a municipality outside the networks has none."""

    municipality: Municipality
    network: Network | None


def open_venues() -> ColumnElement[bool]:
    """Venues that are along."""
    return and_(Organisation.kind == OrganisationKind.VENUE, Organisation.is_active)


def is_on(day: date | None, *, today: date) -> ColumnElement[bool]:
    """What has not been taken off: of a day, or from today on; what is on every day always."""
    when = Offer.day >= today if day is None else Offer.day == day
    return and_(Offer.ended_at.is_(None), or_(Offer.day.is_(None), when))


def fits_search(
    search: PlaceSearch, around: Surroundings | None, *, today: date
) -> Iterator[ColumnElement[bool]]:
    """What must hold of a venue, beside its municipality and its network."""
    yield open_venues()
    if search.municipality_code:
        yield Organisation.municipality_code == search.municipality_code
    if search.kind is not None:
        yield Organisation.venue_kind == search.kind
    on = select(Offer.venue_id).where(is_on(search.day, today=today))
    if search.day is not None:
        yield Organisation.id.in_(on)
    for word in search.words:
        names = [text_in(name, code) for name in (Organisation.name, Municipality.name) for code in CODES]
        yield or_(
            *(_has(name, word) for name in names), Organisation.id.in_(on.where(_has(Offer.name, word)))
        )
    if around is not None:
        yield or_(*_is_around(around))


def nearness_to(around: Surroundings) -> ColumnElement[int]:
    """A venue's Nearness, of those that are around."""
    ways = [(Organisation.municipality_code == around.municipality.code, Nearness.MUNICIPALITY.value)]
    if around.network is not None:
        ways.append((Organisation.network_id == around.network.id, Nearness.NETWORK.value))
    return case(*ways, else_=Nearness.COUNTY.value)


def words_missing(search: PlaceSearch) -> ColumnElement[int]:
    """How many of the words an offer's own name has not: the one that was looked for has them all."""
    missing = (case((_has(Offer.name, word), 0), else_=1) for word in search.words)
    return reduce(lambda number, one: number + one, missing, literal(0))


def _is_around(around: Surroundings) -> Iterator[ColumnElement[bool]]:
    county = around.municipality.county_code
    yield Organisation.municipality_code == around.municipality.code
    if around.network is not None:
        yield Organisation.network_id == around.network.id
    if county is not None:
        yield Municipality.county_code == county
        yield and_(Organisation.municipality_code.is_(None), Network.county_code == county)


def _has(name: ColumnElement[str] | InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    # Only the letters of the word itself matter: without any of these, and most are, nothing is replaced.
    capitals = (letter for letter in _CAPITALS if letter.lower() in word)
    folded: ColumnElement[Any] = reduce(
        lambda text, letter: func.replace(text, letter, letter.lower()), capitals, func.lower(name)
    )
    return folded.contains(word, autoescape=True)
