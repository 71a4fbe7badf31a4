"""What venues say of themselves, by their kind, where all are known by name; and which are made up."""

from typing import Any, Final

from webapp.core.languages import UNSAID, LocalisedText, texts_of
from webapp.core.offers.models import AccessFeature, Cloakroom
from webapp.core.partners.models import OrganisationKind, VenueKind
from webapp.demo.clock import DemoClock
from webapp.demo.data_files import rows_of
from webapp.demo.known import DEMO_ACCOUNTS
from webapp.demo.partners import NAMED_THROUGHOUT, Partner, Partners
from webapp.demo.people import Staff

WEBSITES: Final = {
    DEMO_ACCOUNTS["venue"].organisations[0]: "https://www.teatteri.example/ohjelma",
    DEMO_ACCOUNTS["swimming_hall"].organisations[0]: "https://www.uimahalli.example",
}
"""Addresses that lead nowhere, by what the venue is called."""


_TICKETS: Final = LocalisedText(
    fi="Näytä kortti, kun noudat lipun. Ota kortti mukaan myös tapahtumaan.",
    sv="Visa kortet när du hämtar biljetten. Ta med kortet också till evenemanget.",
    en="Show the card when you fetch the ticket. Take the card with you to the event, too.",
)
MADE_UP: Final = LocalisedText(
    fi="Tämä kohde on esimerkki, joka on keksitty esittelyä varten. Mistään oikeasta kohteesta se ei kerro.",
    sv="Det här stället är ett exempel, påhittat för visningen. Det berättar inget om något riktigt ställe.",
    en="This place is an example, made up for the demonstration. It tells nothing of a real one.",
)
"""Stands where one reads how to get a ticket."""
_FEATURES: Final = (
    AccessFeature.STEP_FREE_ENTRANCE,
    AccessFeature.ACCESSIBLE_TOILET,
    AccessFeature.GUIDE_DOG,
)
_WITH_DESK: Final = frozenset({VenueKind.THEATRE, VenueKind.CONCERT, VenueKind.CULTURE_HOUSE})


def description_rows(partners: Partners, staff: Staff, clock: DemoClock) -> list[dict[str, Any]]:
    """Rows of the table of descriptions."""
    said = {row["venue_kind"]: row for row in rows_of("descriptions.csv")}
    rows = []
    for one in partners.of_kind(OrganisationKind.VENUE):
        describes_itself = one.venue_kind in said and (one.network is None or one.network in NAMED_THROUGHOUT)
        if describes_itself or one.is_made_up:
            told = _told(one, said[one.venue_kind]) if describes_itself else _NOTHING
            tickets = _with_made_up(told["tickets"]) if one.is_made_up else told["tickets"]
            row = {**told, "tickets": tickets, "venue_id": one.id}
            rows.append({**row, "updated_by": staff[one.id], "updated_at": clock.now})
    return rows


def _told(one: Partner, said: dict[str, str]) -> dict[str, Any]:
    return {
        "accessibility": texts_of(said, "accessibility"),
        "left_out": texts_of(said, "left_out"),
        "tickets": _TICKETS,
        "tickets_at_door": True,
        "tickets_at_desk": one.venue_kind in _WITH_DESK,
        "tickets_by_phone": one.venue_kind in _WITH_DESK and one.network in NAMED_THROUGHOUT,
        "tickets_by_email": False,
        "ticket_agency": "Lippula" if one.venue_kind is VenueKind.FESTIVAL else "",
        "website": WEBSITES.get(one.organisation.name["fi"], ""),
        "agency_fee": "2,50 €" if one.venue_kind is VenueKind.FESTIVAL else "",
        "features": " ".join(_FEATURES),
        "cloakroom": Cloakroom.FREE if one.venue_kind in _WITH_DESK else None,
        "lanes": 6 if one.venue_kind is VenueKind.SWIMMING_HALL else None,
        "seats": 300 if one.venue_kind in _WITH_DESK else None,
    }


_NOTHING: Final[dict[str, Any]] = {
    "accessibility": UNSAID,
    "left_out": UNSAID,
    "tickets": UNSAID,
    "tickets_at_door": False,
    "tickets_at_desk": False,
    "tickets_by_phone": False,
    "tickets_by_email": False,
    "ticket_agency": "",
    "website": "",
    "agency_fee": "",
    "features": "",
    "cloakroom": None,
    "lanes": None,
    "seats": None,
}


def _with_made_up(tickets: LocalisedText) -> LocalisedText:
    return LocalisedText({code: f"{tickets.get(code, '')} {text}".strip() for code, text in MADE_UP.items()})
