"""Networks with their municipalities; the area of a postal code."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.core.alphabet import plain_letters
from webapp.core.errors import NotFoundError
from webapp.core.lists.reading import AtHand, Sorting
from webapp.core.names import by_name, name_key, name_letters
from webapp.core.networks.models import (
    County,
    Municipality,
    Network,
    OperatingModelVersion,
    Participation,
    PostalCode,
)
from webapp.core.networks.operating_model import OperatingModel, ParticipationState, in_force


def all_networks(session: Session, *, language: str) -> Sequence[Network]:
    """Every network with its county and its municipalities, by name."""
    statement = (
        select(Network)
        .options(
            joinedload(Network.county),
            selectinload(Network.participations).joinedload(Participation.municipality),
        )
        .order_by(by_name(Network, language))
    )
    return session.scalars(statement).unique().all()


def networks_found(session: Session, word: str, *, language: str) -> Sequence[Network]:
    """The networks that have every word in their name or in that of one of their municipalities, by name.

    All are read, as every page of them reads them: there are at most some dozens.
    """
    words = plain_letters(word).split()
    return [one for one in all_networks(session, language=language) if _has_words(one, words)]


def networks_listed(session: Session, word: str, county_code: str, *, language: str) -> AtHand[Network]:
    """Those networks, of a county where one is chosen, for a list."""

    def county(one: Network) -> tuple[bool, str]:
        return (one.county is None, name_key(one.county.name, language) if one.county else "")

    found = networks_found(session, word, language=language)
    return AtHand(
        [one for one in found if county_code in {"", one.county_code}],
        orders={
            "name": lambda one: name_key(one.name, language),
            "county": county,
            "municipalities": lambda one: len(one.participations),
        },
        usual=Sorting("name"),
    )


def _has_words(network: Network, words: Sequence[str]) -> bool:
    names = [network.name, *(one.municipality.name for one in network.participations)]
    letters = "\n".join(name_letters(name) for name in names)
    return all(word in letters for word in words)


def all_counties(session: Session, *, language: str) -> Sequence[County]:
    """Every county, by name."""
    return sorted(session.scalars(select(County)), key=lambda one: name_key(one.name, language))


def all_municipalities(session: Session, *, language: str) -> Sequence[Municipality]:
    """Every municipality, by name."""
    return session.scalars(select(Municipality).order_by(by_name(Municipality, language))).all()


def municipalities_outside(session: Session, *, language: str) -> Sequence[Municipality]:
    """The municipalities that are in no network, or have left the one they were in, by name."""
    inside = select(Participation.municipality_code).where(Participation.state != ParticipationState.LEFT)
    statement = (
        select(Municipality).where(Municipality.code.not_in(inside)).order_by(by_name(Municipality, language))
    )
    return session.scalars(statement).all()


def participation_in(session: Session, network_id: int, municipality_code: str) -> Participation:
    """A municipality's part in a network.

    Raises:
        NotFoundError: there is no such thing for the actor.
    """
    found = session.get(Participation, municipality_code)
    if found is None or found.network_id != network_id:
        raise NotFoundError
    return found


def network_with_id(session: Session, network_id: int) -> Network:
    """One network.

    Raises:
        NotFoundError: there is no such thing for the actor.
    """
    network = session.get(Network, network_id)
    if network is None:
        raise NotFoundError
    return network


def participations_of(network: Network, *, language: str) -> Sequence[Participation]:
    """How far its municipalities are, by their names; those that have left, too."""
    return sorted(network.participations, key=lambda one: name_key(one.municipality.name, language))


def municipalities_along(network: Network, *, language: str) -> Sequence[Participation]:
    """Those of its municipalities that have not left, by their names."""
    return [
        one for one in participations_of(network, language=language) if one.state != ParticipationState.LEFT
    ]


def postal_area_of(session: Session, code: str) -> PostalCode | None:
    """The postal code with its municipality, or None where there is no such code."""
    return session.scalar(
        select(PostalCode).options(joinedload(PostalCode.municipality)).where(PostalCode.code == code)
    )


def participation_for(
    session: Session, *, network_id: int, municipality_code: str | None
) -> tuple[str, date | None]:
    """State and trial end that bind a distributor of this network and municipality.

    A distributor of the whole county has no municipality of its own: it goes by the furthest of its network.
    Where cards are not given out yet, or no longer, no state but COMING and LEFT is told apart.
    """
    statement = select(Participation).where(Participation.network_id == network_id)
    if municipality_code is not None:
        statement = statement.where(Participation.municipality_code == municipality_code)
    return furthest([(one.state, one.trial_ends_on) for one in session.scalars(statement)])


def furthest(found: Sequence[tuple[str, date | None]]) -> tuple[str, date | None]:
    """Of the states and trial ends of municipalities those that bind who is of all of them."""
    if any(state == ParticipationState.IN_USE for state, _ in found):
        return ParticipationState.IN_USE, None
    ends = [ends_on for _, ends_on in found if ends_on is not None]
    if ends:
        return ParticipationState.TRIAL, max(ends)
    have_left = found and all(state == ParticipationState.LEFT for state, _ in found)
    return (ParticipationState.LEFT if have_left else ParticipationState.COMING), None


def model_in_force(session: Session, day: date) -> OperatingModel:
    """The version of the operating model that holds on a day."""
    versions = [
        OperatingModel(
            valid_from=one.valid_from,
            holder_age_years=one.holder_age_years,
            child_age_years=one.child_age_years,
            validity_months=one.validity_months,
            longest_community_validity_months=one.longest_community_validity_months,
        )
        for one in session.scalars(select(OperatingModelVersion))
    ]
    return in_force(versions, day)
