"""What a venue says of itself: written by its own people, with a website that is one."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import World
from webapp.core.audit.models import AuditRecord
from webapp.core.errors import NotAllowedError, RefusedError
from webapp.core.languages import UNSAID, LocalisedText
from webapp.core.networks.reasons import NetworkRefusal
from webapp.core.offers.descriptions import (
    LONGEST_TEXT,
    InPlace,
    NewDescription,
    TicketWays,
    describe_venue,
    own_description,
)
from webapp.core.offers.models import AccessFeature, Cloakroom, VenueDescription
from webapp.core.offers.reasons import OfferRefusal
from webapp.core.partners.desks import own_desk


def times_written(session: Session) -> int:
    statement = select(func.count()).where(AuditRecord.event == "venue_described")
    return session.scalar(statement) or 0


def test_it_is_written_changed_and_logged_but_not_when_nothing_changes(
    session: Session, world: World, now: datetime
) -> None:
    assert own_description(session, own_desk(world.venue)) is None
    new = NewDescription(
        accessibility=LocalisedText(fi=" Sisään ilman portaita.\r\nLuuppi salissa. ", sv=" "),
        website="example.fi",
    )
    first = describe_venue(session, own_desk(world.venue), new, now=now)
    assert first.accessibility == {"fi": "Sisään ilman portaita.\nLuuppi salissa."}
    assert (first.website, first.left_out, first.updated_by) == (
        "https://example.fi", UNSAID, world.venue.account_id,
    )  # fmt: skip
    later = now + timedelta(days=1)
    assert describe_venue(session, own_desk(world.venue), new, now=later).updated_at == now
    changed = describe_venue(
        session, own_desk(world.venue), NewDescription(left_out=LocalisedText(fi="Ensi-illat")), now=later
    )
    assert (changed.accessibility, changed.left_out, changed.updated_at) == (
        UNSAID, LocalisedText(fi="Ensi-illat"), later,
    )  # fmt: skip
    assert times_written(session) == 2
    assert own_description(session, own_desk(world.other_venue)) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("www.example.fi/ohjelma?vuosi=2026", "https://www.example.fi/ohjelma?vuosi=2026"),
        ("Http://example.fi", "http://example.fi"),
        (" https://äänitalo.example ", "https://äänitalo.example"),
        ("example.fi:8080/a", "https://example.fi:8080/a"),
    ],
)
def test_a_website_may_be_written_as_people_write_it(
    session: Session, world: World, now: datetime, typed: str, kept: str
) -> None:
    assert (
        describe_venue(session, own_desk(world.venue), NewDescription(website=typed), now=now).website == kept
    )


@pytest.mark.parametrize(
    "typed",
    ["ei ole", "javascript:alert(1)", "javascript://example.fi/%0aalert(1)", "ftp://example.fi", "kirja",
     "https://someone@example.fi", "//", "https://"],
)  # fmt: skip
def test_what_is_no_website_is_refused(session: Session, world: World, now: datetime, typed: str) -> None:
    with pytest.raises(RefusedError) as refused:
        describe_venue(session, own_desk(world.venue), NewDescription(website=typed), now=now)
    assert (refused.value.reason, refused.value.field) == (NetworkRefusal.WEBSITE_UNREADABLE, "website")


@pytest.mark.parametrize(
    ("field", "new"),
    [
        ("left_out_en", NewDescription(left_out=LocalisedText(en="x" * (LONGEST_TEXT + 1)))),
        ("agency_fee", NewDescription(ticket_ways=TicketWays(agency_fee="x" * 81))),
    ],
)
def test_what_is_too_long_is_refused_beside_its_field(
    session: Session, world: World, now: datetime, field: str, new: NewDescription
) -> None:
    with pytest.raises(RefusedError) as refused:
        describe_venue(session, own_desk(world.venue), new, now=now)
    assert (refused.value.reason, refused.value.field) == (OfferRefusal.DESCRIPTION_TOO_LONG, field)
    assert session.scalar(select(func.count()).select_from(VenueDescription)) == 0


def test_a_website_that_is_too_long_is_refused(session: Session, world: World, now: datetime) -> None:
    new = NewDescription(website="example.fi/" + "x" * 200)
    with pytest.raises(RefusedError) as refused:
        describe_venue(session, own_desk(world.venue), new, now=now)
    assert (refused.value.reason, refused.value.field) == (NetworkRefusal.WEBSITE_TOO_LONG, "website")


def test_only_a_venue_describes_itself(session: Session, world: World, now: datetime) -> None:
    for actor in (world.distributor, world.coordinator, world.office):
        with pytest.raises(NotAllowedError):
            describe_venue(session, own_desk(actor), NewDescription(), now=now)
        with pytest.raises(NotAllowedError):
            own_description(session, own_desk(actor))


def test_what_makes_a_place_easy_to_come_to_is_kept_in_the_order_of_the_list(
    session: Session, world: World, now: datetime
) -> None:
    there = InPlace(frozenset({AccessFeature.QUIET_HOURS, AccessFeature.LIFT}), Cloakroom.FREE, 6, 300)
    new = NewDescription(in_place=there)
    said = describe_venue(session, own_desk(world.venue), new, now=now)
    assert describe_venue(session, own_desk(world.venue), new, now=now) is said
    assert said.access == [AccessFeature.LIFT, AccessFeature.QUIET_HOURS]
    assert (said.cloakroom, said.lanes, said.seats, times_written(session)) == ("free", 6, 300, 1)
    describe_venue(session, own_desk(world.venue), NewDescription(), now=now)
    assert (said.access, said.cloakroom, said.lanes, said.seats) == ([], None, None, None)


@pytest.mark.parametrize(
    ("field", "there"),
    [
        ("lanes", InPlace(lanes=0)),
        ("lanes", InPlace(lanes=51)),
        ("seats", InPlace(seats=0)),
        ("seats", InPlace(seats=200_001)),
    ],
)
def test_a_number_that_no_place_has_is_refused(
    session: Session, world: World, now: datetime, field: str, there: InPlace
) -> None:
    with pytest.raises(RefusedError) as refused:
        describe_venue(session, own_desk(world.venue), NewDescription(in_place=there), now=now)
    assert (refused.value.reason, refused.value.field) == (OfferRefusal.NUMBER_OF_PLACES, field)
