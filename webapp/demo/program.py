"""What venues have on: two well-known ones in full, the others by their kind."""

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from typing import Any, Final

from webapp.core.offers.models import OfferKind
from webapp.core.partners.models import OrganisationKind, VenueKind
from webapp.demo.clock import DemoClock
from webapp.demo.known import DEMO_ACCOUNTS
from webapp.demo.partners import Partner, Partners
from webapp.demo.people import Staff

PLAYS: Final = ("Naapurin kello", "Hiljainen tunturi", "Kolme kesää")
EVENINGS: Final = 14
EVENING: Final = time(18)

EVERY_DAY: Final[Mapping[VenueKind, tuple[str, ...]]] = {
    VenueKind.MUSEUM: ("Perusnäyttely",),
    VenueKind.EXHIBITION: ("Näyttely", "Kokeilupaja"),
    VenueKind.SWIMMING_HALL: ("Uinti",),
    VenueKind.GYM: ("Kuntosali",),
    VenueKind.NATURE: ("Luontonäyttely",),
    VenueKind.LIBRARY: ("Kaukolainat", "Myöhästymismaksut"),
}
EVENTS: Final[Mapping[VenueKind, tuple[str, ...]]] = {
    VenueKind.MUSEUM: ("Opastettu kierros", "Perheiden työpaja"),
    VenueKind.THEATRE: ("Yöjuna pohjoiseen", "Kellosepän tytär"),
    VenueKind.CONCERT: ("Iltakonsertti", "Koko perheen konsertti"),
    VenueKind.CINEMA: ("Sininen järvi", "Karhun talvi", "Viimeinen bussi"),
    VenueKind.CULTURE_HOUSE: ("Lauluilta", "Tarinoita lavalla"),
    VenueKind.DANCE: ("Avoin harjoitus", "Liikkeen ilta"),
    VenueKind.MATCHES: ("Kotiottelu",),
}
COURSES: Final[Mapping[VenueKind, tuple[str, ...]]] = {
    VenueKind.COLLEGE: ("Keramiikka", "Suomen kielen keskustelukurssi", "Akvarelli"),
    VenueKind.SWIMMING_HALL: ("Vesijumppa",),
    VenueKind.LIBRARY: ("Lukupiiri",),
}
DAYS_BETWEEN: Final = 5


def offer_rows(partners: Partners, staff: Staff, clock: DemoClock) -> list[dict[str, Any]]:
    """Rows of the table of offers, from today on."""
    theatre, hall = (
        partners.named(DEMO_ACCOUNTS[key].organisations[0]) for key in ("venue", "swimming_hall")
    )
    evenings = [clock.today + timedelta(days=number) for number in range(EVENINGS)]
    rows = [
        *(_row(theatre, PLAYS[day.toordinal() % len(PLAYS)], day=day) for day in evenings),
        _row(theatre, "Näytelmäkerho", OfferKind.COURSE),
        _row(hall, "Uinti"),
        _row(hall, "Vesijumppa", OfferKind.COURSE),
    ]
    for venue in partners.of_kind(OrganisationKind.VENUE):
        if venue not in (theatre, hall):
            rows += _by_kind(venue, clock.today)
    return [{**row, "made_by": staff[row["venue_id"]], "made_at": clock.now} for row in rows]


def _row(
    venue: Partner, name: str, kind: OfferKind = OfferKind.TICKET, *, day: date | None = None
) -> dict[str, Any]:
    begins_at = EVENING if day else None
    return {"venue_id": venue.id, "name": name, "kind": kind, "day": day, "begins_at": begins_at}


def _by_kind(venue: Partner, today: date) -> Iterator[dict[str, Any]]:
    kind = venue.venue_kind
    yield from (_row(venue, name) for name in EVERY_DAY.get(kind, ()))
    for number, name in enumerate(EVENTS.get(kind, ())):
        # Each venue has its own days, the same at every load on the same day.
        yield _row(venue, name, day=today + timedelta(days=venue.id % DAYS_BETWEEN + number * DAYS_BETWEEN))
    yield from (_row(venue, name, OfferKind.COURSE) for name in COURSES.get(kind, ()))
