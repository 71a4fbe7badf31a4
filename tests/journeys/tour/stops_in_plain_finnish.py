"""Where the tour stops in plain Finnish: all that a cardholder meets, from choosing it on the first page."""

from collections.abc import Iterator

from tests.journeys.people.holder import Holder
from tests.journeys.tour.stops_of_everybody import holder_stops
from tests.journeys.tour.stops_of_holders import portal_stops


def plain_finnish_stops(holder: Holder) -> Iterator[str]:
    """The pages for everybody that cardholders are led to, and the whole portal."""
    holder.open("/oma").page.get_by_role("button", name="Selkosuomi").click()
    holder.is_told("Your card can live on this phone")
    for name, path in {
        "appearance": "/nakyma",
        "for-me": "/minulle",
        "ticket": "/lippu",
        "privacy": "/tietosuoja",
        "accessibility": "/saavutettavuus",
        "offline": "/ei-verkkoa",
        "error-404": "/ei-ole",
    }.items():
        holder.open(path)
        yield name
    yield from holder_stops(holder)
    yield from portal_stops(holder)
