"""What two well-known venues have on: a theatre's evenings and its course, and a hall that is always open."""

from datetime import date, timedelta
from typing import Any, Final

from webapp.core.offers.models import OfferKind
from webapp.demo.clock import DemoClock
from webapp.demo.known import DEMO_ACCOUNTS
from webapp.demo.partners import Partner, Partners
from webapp.demo.people import Staff

PLAYS: Final = ("Naapurin kello", "Hiljainen tunturi", "Kolme kesää")
EVENINGS: Final = 14


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
    return [{**row, "made_by": staff[row["venue_id"]], "made_at": clock.now} for row in rows]


def _row(
    venue: Partner, name: str, kind: OfferKind = OfferKind.TICKET, *, day: date | None = None
) -> dict[str, Any]:
    return {"venue_id": venue.id, "name": name, "kind": kind, "day": day}
