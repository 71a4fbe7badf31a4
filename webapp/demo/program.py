"""What venues have on: two well-known ones in full, the others by their kind."""

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from typing import Any, Final

from webapp.core.languages import LocalisedText
from webapp.core.offers.models import OfferKind
from webapp.core.partners.models import OrganisationKind, VenueKind
from webapp.demo.clock import DemoClock
from webapp.demo.known import DEMO_ACCOUNTS
from webapp.demo.partners import Partner, Partners
from webapp.demo.people import Staff

PLAYS: Final = (
    LocalisedText(fi="Naapurin kello", sv="Grannens klocka"),
    LocalisedText(fi="Hiljainen tunturi"),
    LocalisedText(fi="Kolme kesää", sv="Tre somrar", en="Three summers"),
)
PLAYS_IN_SWEDISH: Final = (LocalisedText(sv="Nattåget norrut"), LocalisedText(sv="Urmakarens dotter"))
EVENINGS: Final = 14
EVENING: Final = time(18)

SPEAKING_BOTH: Final = frozenset({"Pohjanmaa", "Pietarsaaren seutu"})
"""Networks whose venues write in Finnish and in Swedish; in the others most write in Finnish alone."""

_SWIMMING: Final = LocalisedText(fi="Uinti", sv="Simning", en="Swimming")
_WATER_GYM: Final = LocalisedText(fi="Vesijumppa", sv="Vattengymnastik", en="Water aerobics")

EVERY_DAY: Final[Mapping[VenueKind, tuple[LocalisedText, ...]]] = {
    VenueKind.MUSEUM: (LocalisedText(fi="Perusnäyttely", sv="Basutställning", en="Permanent exhibition"),),
    VenueKind.EXHIBITION: (
        LocalisedText(fi="Näyttely", sv="Utställning", en="Exhibition"),
        LocalisedText(fi="Kokeilupaja", sv="Experimentverkstad"),
    ),
    VenueKind.SWIMMING_HALL: (_SWIMMING,),
    VenueKind.GYM: (LocalisedText(fi="Kuntosali", sv="Gym", en="Gym"),),
    VenueKind.NATURE: (LocalisedText(fi="Luontonäyttely", sv="Naturutställning", en="Nature exhibition"),),
    VenueKind.LIBRARY: (
        LocalisedText(fi="Kaukolainat", sv="Fjärrlån", en="Interlibrary loans"),
        LocalisedText(fi="Myöhästymismaksut", sv="Förseningsavgifter", en="Overdue fees"),
    ),
}
EVENTS: Final[Mapping[VenueKind, tuple[LocalisedText, ...]]] = {
    VenueKind.MUSEUM: (
        LocalisedText(fi="Opastettu kierros", sv="Guidad visning", en="Guided tour"),
        LocalisedText(fi="Perheiden työpaja", sv="Verkstad för familjer"),
    ),
    VenueKind.THEATRE: (
        LocalisedText(fi="Yöjuna pohjoiseen", sv="Nattåget norrut"),
        LocalisedText(fi="Kellosepän tytär"),
    ),
    VenueKind.CONCERT: (
        LocalisedText(fi="Iltakonsertti", sv="Kvällskonsert", en="Evening concert"),
        LocalisedText(fi="Koko perheen konsertti", sv="Konsert för hela familjen"),
    ),
    VenueKind.CINEMA: (
        LocalisedText(fi="Sininen järvi", sv="Den blå sjön"),
        LocalisedText(fi="Karhun talvi"),
        LocalisedText(fi="Viimeinen bussi", sv="Sista bussen", en="The last bus"),
    ),
    VenueKind.CULTURE_HOUSE: (
        LocalisedText(fi="Lauluilta", sv="Sångkväll"),
        LocalisedText(fi="Tarinoita lavalla", sv="Berättelser på scenen"),
    ),
    VenueKind.DANCE: (
        LocalisedText(fi="Avoin harjoitus", sv="Öppen repetition"),
        LocalisedText(fi="Liikkeen ilta"),
    ),
    VenueKind.MATCHES: (LocalisedText(fi="Kotiottelu", sv="Hemmamatch", en="Home match"),),
}
COURSES: Final[Mapping[VenueKind, tuple[LocalisedText, ...]]] = {
    VenueKind.COLLEGE: (
        LocalisedText(fi="Keramiikka", sv="Keramik", en="Ceramics"),
        LocalisedText(
            fi="Suomen kielen keskustelukurssi", sv="Samtalskurs i finska", en="Finnish conversation"
        ),
        LocalisedText(fi="Akvarelli", sv="Akvarell"),
    ),
    VenueKind.SWIMMING_HALL: (_WATER_GYM,),
    VenueKind.LIBRARY: (LocalisedText(fi="Lukupiiri", sv="Läsecirkel"),),
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
        _row(theatre, LocalisedText(fi="Näytelmäkerho"), OfferKind.COURSE),
        _row(hall, _SWIMMING),
        _row(hall, _WATER_GYM, OfferKind.COURSE),
    ]
    for venue in partners.of_kind(OrganisationKind.VENUE):
        if venue not in (theatre, hall):
            rows += _by_kind(venue, clock.today)
    return [{**row, "made_by": staff[row["venue_id"]], "made_at": clock.now} for row in rows]


def _row(
    venue: Partner, name: LocalisedText, kind: OfferKind = OfferKind.TICKET, *, day: date | None = None
) -> dict[str, Any]:
    begins_at = EVENING if day else None
    return {"venue_id": venue.id, "name": name, "kind": kind, "day": day, "begins_at": begins_at}


def _by_kind(venue: Partner, today: date) -> Iterator[dict[str, Any]]:
    kind, name = venue.venue_kind, venue.organisation.name
    is_swedish = kind is VenueKind.THEATRE and name.text_in("fi") == name.text_in("sv")
    events = PLAYS_IN_SWEDISH if is_swedish else EVENTS.get(kind, ())
    yield from (_row(venue, _written(one, venue)) for one in EVERY_DAY.get(kind, ()))
    for number, one in enumerate(events):
        # Each venue has its own days, the same at every load on the same day.
        day = today + timedelta(days=venue.id % DAYS_BETWEEN + number * DAYS_BETWEEN)
        yield _row(venue, _written(one, venue), day=day)
    yield from (_row(venue, _written(one, venue), OfferKind.COURSE) for one in COURSES.get(kind, ()))


def _written(name: LocalisedText, venue: Partner) -> LocalisedText:
    """All that is known where two languages are spoken and in the capital's museums; else Finnish."""
    writes_all = venue.network is None or venue.network in SPEAKING_BOTH
    return name if writes_all or "fi" not in name else LocalisedText(fi=name["fi"])
