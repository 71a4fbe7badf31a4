"""What the venues that are known by name say of themselves, by their kind; some say nothing."""

from typing import Any, Final

from webapp.core.languages import LocalisedText, texts_of
from webapp.core.partners.models import OrganisationKind, VenueKind
from webapp.demo.clock import DemoClock
from webapp.demo.data_files import rows_of
from webapp.demo.known import DEMO_ACCOUNTS
from webapp.demo.partners import NAMED_THROUGHOUT, Partners
from webapp.demo.people import Staff

WEBSITES: Final = {
    DEMO_ACCOUNTS["venue"].organisations[0]: "https://www.teatteri.example/ohjelma",
    DEMO_ACCOUNTS["swimming_hall"].organisations[0]: "https://www.uimahalli.example",
}
"""Addresses that lead nowhere, by what the venue is called."""


_TICKETS: Final = LocalisedText(
    fi="Näytä kortti, kun noudat lipun. Ota kortti mukaan myös tapahtumaan.",
    sv="Visa kortet när du hämtar biljetten. Ta med kortet också till evenemanget.",
)
_WITH_DESK: Final = frozenset({VenueKind.THEATRE, VenueKind.CONCERT, VenueKind.CULTURE_HOUSE})


def description_rows(partners: Partners, staff: Staff, clock: DemoClock) -> list[dict[str, Any]]:
    """Rows of the table of descriptions."""
    said = {row["venue_kind"]: row for row in rows_of("descriptions.csv")}
    return [
        {
            "accessibility": texts_of(said[one.venue_kind], "accessibility"),
            "left_out": texts_of(said[one.venue_kind], "left_out"),
            "venue_id": one.id,
            "tickets": _TICKETS,
            "tickets_at_door": True,
            "tickets_at_desk": one.venue_kind in _WITH_DESK,
            "tickets_by_phone": one.venue_kind in _WITH_DESK and one.network in NAMED_THROUGHOUT,
            "tickets_by_email": False,
            "ticket_agency": "Lippula" if one.venue_kind is VenueKind.FESTIVAL else "",
            "website": WEBSITES.get(one.organisation.name["fi"], ""),
            "updated_by": staff[one.id],
            "updated_at": clock.now,
        }
        for one in partners.of_kind(OrganisationKind.VENUE)
        if one.venue_kind in said and (one.network is None or one.network in NAMED_THROUGHOUT)
    ]
