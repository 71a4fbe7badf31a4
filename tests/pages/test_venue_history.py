"""Earlier visits: found, looked at, corrected, undone."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import World, phone_visit
from tests.pages.conftest import CODE
from tests.support.counter_phone import Phone
from tests.support.page import Page
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.languages import LocalisedText
from webapp.core.offers.actions import NewOffer, add_offer, end_offer
from webapp.core.offers.models import OfferKind
from webapp.core.partners.desks import own_desk


@pytest.fixture
def many(app: Flask, app_world: World, recorded: uuid.UUID) -> None:
    """Sixty more, one a day back; those from before the card was registered have a remark."""
    with session_factory_of(app).begin() as session:
        phone = Phone(session, app_world.venue, NOW)
        phone.send(*(phone_visit(CODE, n, at=NOW - timedelta(days=n)) for n in range(1, 61)))


def address(visit_id: uuid.UUID) -> str:
    return f"/kohde/kirjaukset/{visit_id}"


def test_without_visits_the_page_says_so(at_venue: Visitor) -> None:
    assert "No visits found" in at_venue.open("/kohde/aiemmat").text


def test_visits_are_listed_by_day_and_lead_to_their_pages(at_venue: Visitor, recorded: uuid.UUID) -> None:
    page = at_venue.open("/kohde/aiemmat")
    assert "1 visit 22 Nov 2026" in page.text
    assert address(recorded) in page.links()


def test_the_visits_come_first_and_the_search_is_folded_until_it_is_used(
    at_venue: Visitor, recorded: uuid.UUID
) -> None:
    assert not is_search_open(at_venue.open("/kohde/aiemmat"))
    assert not is_search_open(at_venue.open("/kohde/aiemmat?first_day=&code=&page=1"))
    for query in ("remarks=y", "code=3453", "last_day=30.11.2026", "first_day=soon", "code=12"):
        page = at_venue.open(f"/kohde/aiemmat?{query}")
        assert is_search_open(page), query
        assert "Show all visits" in page.text


def is_search_open(page: Page) -> bool:
    return any("open" in found.attrib for found in page.root.iter("details"))


def test_a_search_narrows_and_pages_keep_it(at_venue: Visitor, many: None) -> None:
    at_venue.open("/kohde/aiemmat")
    page = at_venue.submit({"remarks": "y", "code": "3453"}, action="/kohde/aiemmat")
    assert "60 visits" in page.text
    assert "Page 1 of 2" in page.text
    older = next(link for link in page.links() if "page=2" in link)
    assert "remarks=y" in older
    assert "Page 2 of 2" in at_venue.open(older).text
    found = at_venue.open("/kohde/aiemmat?first_day=20.11.2026&last_day=2026-11-21")
    assert "2 visits 21 Nov 2026" in found.text


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("first_day=soon", "first_day", "Write the day with its year, such as 31 Dec 2027."),
        ("code=12", "code", "Write the whole code, or at least its last 3 digits."),
    ],
)
def test_a_search_that_makes_no_sense_is_explained(
    at_venue: Visitor, query: str, field: str, message: str
) -> None:
    page = at_venue.open(f"/kohde/aiemmat?{query}")
    assert (page.status, page.error_of(field)) == (422, f"Error: {message}")
    assert page.value_of(field) == query.partition("=")[2]


@pytest.mark.parametrize("page", ["0", "-1", "99", "x"])
def test_a_page_that_is_not_there_is_the_nearest_one(
    at_venue: Visitor, recorded: uuid.UUID, page: str
) -> None:
    assert "1 visit" in at_venue.open(f"/kohde/aiemmat?page={page}").text


def test_a_visit_is_shown_and_corrected(
    app: Flask, app_world: World, at_venue: Visitor, recorded: uuid.UUID
) -> None:
    with session_factory_of(app).begin() as session:
        offer = add_offer(
            session,
            own_desk(app_world.venue),
            NewOffer(LocalisedText(fi="Iltanäytös"), OfferKind.TICKET),
            now=NOW,
        )
    page = at_venue.open(address(recorded))
    assert "A 999 123 453" in page.text.replace("\N{NO-BREAK SPACE}", " ")
    assert (page.value_of("children"), page.value_of("kind")) == ("2", "ticket")
    fields = {"children": "1", "assistants": "1", "offer": str(offer.id)}
    page = at_venue.submit(fields, action=address(recorded))
    assert "The visit has been corrected." in page.text
    assert (page.value_of("children"), page.value_of("assistants")) == ("1", "1")
    assert page.value_of("offer") == str(offer.id)
    with session_factory_of(app).begin() as session:
        end_offer(session, own_desk(app_world.venue), offer.id, now=NOW)
    assert at_venue.open(address(recorded)).value_of("offer") == str(offer.id)


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"children": "3"}, "children", "The card has children’s tickets for 2 at most."),
        ({"children": "two"}, "children", "Write a whole number in digits, such as 2."),
        ({"assistants": ""}, "assistants", "Write how many assistants, or 0."),
        ({"assistants": "99"}, "assistants",
         "The number of children or assistants cannot be right. Check the number."),
        ({"offer": "999"}, "offer", "Choose something that your venue has on."),
        ({"offer": "x"}, "offer", "Choose something that your venue has on."),
        ({"kind": "course"}, "children", "Children’s tickets cannot be recorded with a course place."),
    ],
)  # fmt: skip
def test_a_correction_that_cannot_be_is_explained_and_kept(
    at_venue: Visitor, recorded: uuid.UUID, fields: dict[str, str], field: str, message: str
) -> None:
    at_venue.open(address(recorded))
    page = at_venue.submit(fields, action=address(recorded))
    assert (page.status, page.error_of(field)) == (422, f"Error: {message}")
    if field != "offer":
        assert page.value_of(next(iter(fields))) == next(iter(fields.values()))


def test_a_visit_is_undone_from_its_page_and_can_no_longer_be_corrected(
    at_venue: Visitor, recorded: uuid.UUID
) -> None:
    at_venue.open(address(recorded))
    page = at_venue.submit({"reason": "not_used"}, action=f"{address(recorded)}/peru")
    assert page.path == address(recorded)
    assert "Undone: 12:05. The customer did not come in." in page.text
    assert "Correct it" not in page.text


def test_a_group_is_shown_together(app: Flask, app_world: World, at_venue: Visitor) -> None:
    group = uuid.uuid4()
    commands = [phone_visit(f"A00000000{n}", n, at=NOW, group_id=group) for n in (1, 2)]
    with session_factory_of(app).begin() as session:
        Phone(session, app_world.venue, NOW).send(*commands)
    page = at_venue.open(address(commands[0].id))
    assert "Recorded in the same group" in page.text
    assert address(commands[1].id) in page.links()
    assert "This card was not along" in page.text
    page = at_venue.submit({"reason": "recorded_twice"}, action="/peru", button="scope=group")
    assert "The whole group has been undone." in page.text
    assert "It was recorded twice." in at_venue.open(address(commands[1].id)).text


def test_what_a_group_came_for_is_corrected_for_all_of_it(
    app: Flask, app_world: World, at_venue: Visitor
) -> None:
    group = uuid.uuid4()
    commands = [phone_visit(f"A00000000{n}", n, at=NOW, group_id=group) for n in (1, 2, 3)]
    with session_factory_of(app).begin() as session:
        Phone(session, app_world.venue, NOW).send(*commands)
        offer = add_offer(
            session,
            own_desk(app_world.venue),
            NewOffer(LocalisedText(fi="Iltanäytös"), OfferKind.TICKET),
            now=NOW,
        )
    page = at_venue.open(address(commands[0].id))
    assert "For the whole group of 3 cards" in page.text
    at_venue.submit({"offer": str(offer.id), "children": "2"}, action=address(commands[0].id))
    other = at_venue.open(address(commands[1].id))
    assert (other.value_of("offer"), other.value_of("children")) == (str(offer.id), "0")


def test_another_venue_finds_nothing(
    visitor: Callable[[], Visitor], app_world: World, recorded: uuid.UUID
) -> None:
    stranger = visitor()
    stranger.sign_in(app_world.other_venue)
    assert stranger.client.get(address(recorded)).status_code == 404
    assert address(recorded) not in stranger.open("/kohde/aiemmat").links()
