"""Where the card works: the venues of the whole country with what they have on; public knowledge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, func, literal, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.names import by_name
from webapp.core.networks.models import Municipality, Network, Participation, PostalCode
from webapp.core.networks.operating_model import ParticipationState
from webapp.core.networks.reasons import NetworkRefusal
from webapp.core.offers.models import BY_DAY, Offer, VenueDescription
from webapp.core.offers.reasons import OfferRefusal
from webapp.core.offers.searching import (
    Nearness,
    PlaceSearch,
    Surroundings,
    fits_search,
    is_on,
    nearness_to,
    open_venues,
    words_missing,
)
from webapp.core.partners.models import Organisation, OrganisationKind

PAGE_SIZE: Final = 15
OFFERS_SHOWN: Final = 3
"""Of each venue in the list; its own page has them all."""


@dataclass(frozen=True, slots=True)
class Place:
    """A venue with the first of what it has on, and how many more there are."""

    venue: Organisation
    nearness: Nearness | None
    offers: Sequence[Offer]
    more_offers: int


@dataclass(frozen=True, slots=True)
class PlacePage:
    """One page of what was found; `around` where it was asked near a postal code."""

    places: Sequence[Place]
    around: Surroundings | None
    page: int
    pages: int
    total: int


def places(session: Session, search: PlaceSearch, *, today: date, language: str) -> PlacePage:
    """The venues that fit a search: the nearest first where there is a postal code, then by name.

    Raises:
        RefusedError: OFFER_IN_PAST.
    """
    if search.day is not None and search.day < today:
        raise RefusedError(OfferRefusal.OFFER_IN_PAST, "day")
    around = _surroundings(session, search.postal_code) if search.postal_code else None
    nearness: ColumnElement[Any] = nearness_to(around) if around else literal(None)
    venues = (
        select(Organisation, nearness)
        .outerjoin(Organisation.municipality)
        .outerjoin(Organisation.network)
        .where(*fits_search(search, around, today=today))
    )
    total = session.scalar(venues.with_only_columns(func.count())) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, search.page), pages)
    order = (*([nearness] if around else []), by_name(Organisation, language), Organisation.id)
    found = session.execute(
        venues.options(contains_eager(Organisation.municipality))
        .order_by(*order)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    offers = _first_offers(session, [venue.id for venue, _ in found], search, today=today, language=language)
    return PlacePage([_place(row, offers) for row in found], around, page, pages, total)


def _place(row: Row[Organisation, int | None], offers: Mapping[int, list[Row[Offer, int]]]) -> Place:
    venue, nearness = row
    on = offers.get(venue.id, [])
    more = on[0][1] - len(on) if on else 0
    return Place(venue, None if nearness is None else Nearness(nearness), [offer for offer, _ in on], more)


def _first_offers(
    session: Session, venues: Sequence[int], search: PlaceSearch, *, today: date, language: str
) -> Mapping[int, list[Row[Offer, int]]]:
    """The first of each venue's offers with how many there are; those that were looked for come first."""
    order = (
        words_missing(search),
        Offer.day.is_not(None),
        Offer.day,
        Offer.begins_at,
        by_name(Offer, language),
        Offer.id,
    )
    ranked = (
        select(
            Offer.id,
            func.row_number().over(partition_by=Offer.venue_id, order_by=order).label("rank"),
            func.count().over(partition_by=Offer.venue_id).label("number"),
        )
        .where(Offer.venue_id.in_(venues), is_on(search.day, today=today))
        .subquery()
    )
    statement = (
        select(Offer, ranked.c.number)
        .join(ranked, ranked.c.id == Offer.id)
        .where(ranked.c.rank <= OFFERS_SHOWN)
        .order_by(ranked.c.rank)
    )
    found: dict[int, list[Row[Offer, int]]] = {}
    for row in session.execute(statement):
        found.setdefault(row[0].venue_id, []).append(row)
    return found


def _surroundings(session: Session, postal_code: str) -> Surroundings:
    statement = (
        select(Municipality, Network)
        .select_from(PostalCode)
        .join(PostalCode.municipality)
        .outerjoin(
            Participation,
            and_(
                Participation.municipality_code == Municipality.code,
                Participation.state != ParticipationState.LEFT,
            ),
        )
        .outerjoin(Network, Network.id == Participation.network_id)
        .options(joinedload(Municipality.county))
        .where(PostalCode.code == postal_code)
    )
    row = session.execute(statement).first()
    if row is None:
        raise RefusedError(NetworkRefusal.POSTAL_CODE_UNKNOWN, "postal_code")
    return Surroundings(row[0], row[1])


def place(session: Session, venue_id: int) -> Organisation:
    """One venue of the country, also where the card does not work yet or no longer: see `state_at`.

    Raises:
        NotFoundError: for whatever is no venue or no longer along.
    """
    venue = session.scalar(
        select(Organisation)
        .options(joinedload(Organisation.municipality), joinedload(Organisation.network))
        .where(
            Organisation.id == venue_id,
            Organisation.kind == OrganisationKind.VENUE,
            Organisation.is_active,
        )
    )
    if venue is None:
        raise NotFoundError
    return venue


def state_at(session: Session, venue: Organisation) -> ParticipationState:
    """How far the municipality of a venue is, which decides whether the card works there."""
    if venue.network_id is None or venue.municipality_code is None:
        return ParticipationState.IN_USE
    part = session.get(Participation, venue.municipality_code)
    return ParticipationState(part.state) if part else ParticipationState.IN_USE


def offers_of_place(session: Session, venue_id: int, *, today: date, language: str) -> Sequence[Offer]:
    """What a venue has on from today, by day; what is on every day comes first."""
    statement = (
        select(Offer)
        .where(Offer.venue_id == venue_id, is_on(None, today=today))
        .order_by(*BY_DAY, by_name(Offer, language), Offer.id)
    )
    return session.scalars(statement).all()


def description_of_place(session: Session, venue_id: int) -> VenueDescription | None:
    """What a venue says of itself, if anything."""
    return session.get(VenueDescription, venue_id)


def municipalities_with_places(session: Session, *, language: str) -> Sequence[Municipality]:
    """Where there are venues, by name."""
    along = select(Organisation.municipality_code).where(open_venues())
    found = select(Municipality).where(Municipality.code.in_(along))
    return session.scalars(found.order_by(by_name(Municipality, language))).all()
