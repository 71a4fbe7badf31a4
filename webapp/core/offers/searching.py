"""The conditions by which places are found, in SQL that both databases read alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import reduce
from typing import Final

from sqlalchemy import ColumnElement, and_, case, literal, or_, select

from webapp.core.alphabet import plain_letters
from webapp.core.names import has_word
from webapp.core.networks.models import Municipality, Network
from webapp.core.offers.models import Offer
from webapp.core.partners.models import Organisation, OrganisationKind, VenueKind
from webapp.core.partners.queries import where_card_works

MOST_WORDS: Final = 6


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
        """In plain letters; a place must have all of them."""
        return plain_letters(self.word).split()[:MOST_WORDS]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies around a postal code; a municipality outside the networks has none."""

    municipality: Municipality
    network: Network | None


def open_venues() -> ColumnElement[bool]:
    """Venues that are along, where the card is given out and used."""
    is_venue = Organisation.kind == OrganisationKind.VENUE
    return and_(is_venue, Organisation.is_active, where_card_works())


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
        offered = Organisation.id.in_(on.where(has_word(Offer, word)))
        yield or_(has_word(Organisation, word), has_word(Municipality, word), offered)
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
    missing = (case((has_word(Offer, word), 0), else_=1) for word in search.words)
    return reduce(lambda number, one: number + one, missing, literal(0))


def _is_around(around: Surroundings) -> Iterator[ColumnElement[bool]]:
    county = around.municipality.county_code
    yield Organisation.municipality_code == around.municipality.code
    if around.network is not None:
        yield Organisation.network_id == around.network.id
    if county is not None:
        yield Municipality.county_code == county
        yield and_(Organisation.municipality_code.is_(None), Network.county_code == county)
