"""What a venue says of itself: written by the venue, read by everybody."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.errors import RefusedError
from webapp.core.free_text.checks import Writer, refuse_details
from webapp.core.languages import UNSAID, LocalisedText
from webapp.core.networks.websites import check_website
from webapp.core.offers.events import VenueDescribed
from webapp.core.offers.models import AccessFeature, Cloakroom, VenueDescription
from webapp.core.offers.reasons import OfferRefusal
from webapp.core.partners.desks import Desk
from webapp.core.partners.models import Organisation

LONGEST_TEXT: Final = 600
LONGEST_AGENCY: Final = 80
MOST_LANES: Final = 50
MOST_SEATS: Final = 200_000


@dataclass(frozen=True, slots=True)
class TicketWays:
    """By which ways one gets a ticket with the card; an agency by its name."""

    at_door: bool = False
    at_desk: bool = False
    by_phone: bool = False
    by_email: bool = False
    agency: str = ""
    agency_fee: str = ""
    """What the agency takes for itself, in words, such as 2,50 €."""


@dataclass(frozen=True, slots=True)
class InPlace:
    """What is to be known of the place itself; None and empty are not said."""

    features: frozenset[AccessFeature] = frozenset()
    cloakroom: Cloakroom | None = None
    lanes: int | None = None
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class NewDescription:
    """What is to be said, by language; the website may be written without its https://."""

    accessibility: LocalisedText = UNSAID
    left_out: LocalisedText = UNSAID
    website: str = ""
    tickets: LocalisedText = UNSAID
    ticket_ways: TicketWays = TicketWays()
    in_place: InPlace = InPlace()


def own_description(session: Session, desk: Desk) -> VenueDescription | None:
    """What the desk's venue says of itself, or None where it has said nothing yet.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    desk.must(Permission.PLAN_OFFERS)
    return session.get(VenueDescription, desk.venue_id)


def describe_venue(session: Session, desk: Desk, new: NewDescription, *, now: datetime) -> VenueDescription:
    """Write what the desk's venue says of itself; saying the same again changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        RefusedError: DESCRIPTION_TOO_LONG, TEXT_IDENTITY_CODE, WEBSITE_TOO_LONG, WEBSITE_UNREADABLE or
            NUMBER_OF_PLACES.
    """
    desk.must(Permission.PLAN_OFFERS)
    ways = new.ticket_ways
    in_place = new.in_place
    said: dict[str, LocalisedText | str | bool | int | None] = {
        "accessibility": _each(new.accessibility, "accessibility"),
        "left_out": _each(new.left_out, "left_out"),
        "website": check_website(new.website),
        "tickets": _each(new.tickets, "tickets"),
        "tickets_at_door": ways.at_door,
        "tickets_at_desk": ways.at_desk,
        "tickets_by_phone": ways.by_phone,
        "tickets_by_email": ways.by_email,
        "ticket_agency": check_agency(ways.agency),
        "agency_fee": check_agency(ways.agency_fee, "agency_fee"),
        "cloakroom": in_place.cloakroom,
        "lanes": check_number(in_place.lanes, "lanes", most=MOST_LANES),
        "seats": check_number(in_place.seats, "seats", most=MOST_SEATS),
        "features": " ".join(one for one in AccessFeature if one in in_place.features),
    }
    session.get_one(Organisation, desk.venue_id, with_for_update=True)  # two people may write at once
    description = own_description(session, desk)
    if description is not None and all(getattr(description, name) == text for name, text in said.items()):
        return description
    if description is None:
        description = VenueDescription(venue_id=desk.venue_id)
        session.add(description)
    for name, text in said.items():
        setattr(description, name, text)
    description.updated_by, description.updated_at = desk.actor.account_id, now
    session.flush()
    record_act(session, desk.actor, VenueDescribed(desk.venue_id), now=now)
    return description


def _each(texts: LocalisedText, what: str) -> LocalisedText:
    return LocalisedText({code: check_description(text, f"{what}_{code}") for code, text in texts.items()})


def check_description(typed: str, field: str) -> str:
    """A text of some lines as it is kept.

    Raises:
        RefusedError: DESCRIPTION_TOO_LONG or TEXT_IDENTITY_CODE.
    """
    # Browsers send line ends as two characters: what fits on the screen must fit here.
    text = "\n".join(typed.strip().splitlines())
    if len(text) > LONGEST_TEXT:
        raise RefusedError(OfferRefusal.DESCRIPTION_TOO_LONG, field, most=LONGEST_TEXT)
    refuse_details(text, field, Writer.OFFICE)
    return text


def check_number(number: int | None, field: str, *, most: int) -> int | None:
    """How many lanes or seats there are, as it is kept.

    Raises:
        RefusedError: NUMBER_OF_PLACES.
    """
    if number is not None and not 1 <= number <= most:
        raise RefusedError(OfferRefusal.NUMBER_OF_PLACES, field, most=most)
    return number


def check_agency(typed: str, field: str = "ticket_agency") -> str:
    """A ticket agency's name as it is kept.

    Raises:
        RefusedError: DESCRIPTION_TOO_LONG or TEXT_IDENTITY_CODE.
    """
    name = " ".join(typed.split())
    if len(name) > LONGEST_AGENCY:
        raise RefusedError(OfferRefusal.DESCRIPTION_TOO_LONG, field, most=LONGEST_AGENCY)
    refuse_details(name, field, Writer.OFFICE)
    return name
