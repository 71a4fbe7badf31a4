"""Leads the inspector along: each role's stops first, then every link that leads to a view not yet seen."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from tests.journeys.people.coordinator import Coordinator, CountyCoordinator
from tests.journeys.people.counter import Counter, PlainCounter
from tests.journeys.people.distributor import Distributor
from tests.journeys.people.holder import Holder
from tests.journeys.people.national_office import NationalOffice
from tests.journeys.people.person import Person
from tests.journeys.tour.inspector import Inspector
from tests.journeys.tour.stops_at_the_counter import desk_stops, plain_stops
from tests.journeys.tour.stops_of_everybody import account_stops, holder_stops, public_stops
from tests.journeys.tour.stops_of_holders import portal_stops
from tests.journeys.tour.stops_of_offices import coordinator_stops, office_stops
from tests.journeys.tour.stops_of_partners import distributor_stops
from tests.journeys.tour.stops_of_the_model import county_stops
from tests.journeys.tour.stops_of_venues import venue_stops

_FILE: Final = re.compile(r"\.(csv|xlsx|pdf)(\?|$)")
"""What a browser saves instead of showing it."""
Stops = Callable[[Any], Iterator[str]]

TOURS: Final[Mapping[str, tuple[type[Person], Stops]]] = {
    "public": (Person, public_stops),
    "holder": (Holder, holder_stops),
    "account": (Person, account_stops),
    "counter": (Counter, desk_stops),
    "venue": (Counter, venue_stops),
    "counter-plain": (PlainCounter, plain_stops),
    "distributor": (Distributor, distributor_stops),
    "coordinator": (Coordinator, coordinator_stops),
    "county": (CountyCoordinator, county_stops),
    "office": (NationalOffice, office_stops),
    "portal": (Holder, portal_stops),  # the last: it ends with the card that the others use being lost
}
"""Role → who walks, and where they stop."""


def lead(
    inspector: Inspector, person: Person, *, role: str, stops: Stops, follows_links: bool = True
) -> None:
    """One role's tour."""
    if person.account:
        person.sign_in()
    to_see: dict[str, str] = {}
    for name in stops(person):
        inspector.look_at(person, role, name)
        if follows_links:
            to_see |= _links(inspector, person)
    while unseen := {one: path for one, path in to_see.items() if one not in inspector.endpoints}:
        for endpoint, path in unseen.items():
            person.open(path)
            inspector.look_at(person, role, endpoint.rpartition(".")[2])
            inspector.endpoints.add(endpoint)
            to_see |= _links(inspector, person)


def _links(inspector: Inspector, person: Person) -> dict[str, str]:
    """Views that the page leads to, with an address of each."""
    paths = person.page.locator("a[href^='/']").evaluate_all(
        "links => links.map((one) => one.getAttribute('href'))"
    )
    found = {inspector.endpoint_of(path): path for path in paths if not _FILE.search(path)}
    return {endpoint: path for endpoint, path in found.items() if endpoint}
