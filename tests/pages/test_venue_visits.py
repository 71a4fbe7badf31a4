"""The day's visits and their undoing."""

import uuid
from collections.abc import Callable

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import World, personal_card, phone_visit
from tests.pages.conftest import CODE
from tests.support.counter_phone import Phone
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.languages import LocalisedText
from webapp.core.offers.actions import NewOffer, add_offer
from webapp.core.offers.models import OfferKind
from webapp.core.partners.desks import own_desk


def test_a_day_without_visits_says_so(at_venue: Visitor) -> None:
    assert "No visits yet today" in at_venue.open("/kohde/kirjaukset").text
    assert "No visits yet today" in at_venue.open("/kohde").text


def test_the_day_lists_each_visit_and_its_totals(at_venue: Visitor, recorded: uuid.UUID) -> None:
    page = at_venue.open("/kohde/kirjaukset")
    assert "12:05" in page.text
    assert "1 adult and 2 children · Admission ticket" in page.text
    assert "Recorded by Testaaja" in page.text
    assert "3 visitors 2 children among them 1 card recorded" in page.text


def test_an_undone_visit_stays_in_sight_and_counts_no_more(at_venue: Visitor, recorded: uuid.UUID) -> None:
    at_venue.open("/kohde/kirjaukset")
    page = at_venue.submit(action=f"{recorded}/peru")
    assert page.path == "/kohde/kirjaukset"
    assert "The visit has been undone." in page.text
    assert "Undone at 12:05" in page.text
    assert "0 visitors" in page.text
    assert f"{recorded}/peru" not in page.body


def test_an_undo_says_why(at_venue: Visitor, recorded: uuid.UUID) -> None:
    at_venue.open("/kohde/kirjaukset")
    page = at_venue.submit({"reason": "wrong_card"}, action=f"{recorded}/peru")
    assert "It was the wrong card" in page.text


def test_a_reason_nobody_offered_is_taken_for_a_mistake(at_venue: Visitor, recorded: uuid.UUID) -> None:
    at_venue.open("/kohde/kirjaukset")
    assert "by mistake" in at_venue.submit({"reason": "whim"}, action=f"{recorded}/peru").text


def test_the_day_says_what_a_phone_brought_in(app: Flask, app_world: World, at_venue: Visitor) -> None:
    group = uuid.uuid4()
    with session_factory_of(app).begin() as session:
        personal_card(session, app_world.distributor, CODE, now=NOW)
        offer = add_offer(
            session,
            own_desk(app_world.venue),
            NewOffer(LocalisedText(fi="Iltanäytös"), OfferKind.TICKET),
            now=NOW,
        )
        phone = Phone(session, app_world.venue, NOW)
        phone.send(phone_visit(CODE, 1, at=NOW, children=1, assistants=2, offer_id=offer.id, group_id=group))
    text = at_venue.open("/kohde/kirjaukset").text
    for said in (
        "Iltanäytös", "2 assistants", "In a group", "Recorded with a remark",
        "More children came than the card has tickets for.", "Recorded by Kassa 1",
        "2 visitors 1 child among them", "2 assistants They are not counted as visitors.",
    ):  # fmt: skip
        assert said in text


@pytest.fixture
def group(app: Flask, app_world: World) -> list[str]:
    """Three cards recorded together by the counter's phone; the visits' addresses."""
    group_id = uuid.uuid4()
    with session_factory_of(app).begin() as session:
        for code in app_world.codes[:3]:
            personal_card(session, app_world.distributor, code, now=NOW)
        commands = [
            phone_visit(code, n, at=NOW, group_id=group_id) for n, code in enumerate(app_world.codes[:3], 1)
        ]
        Phone(session, app_world.venue, NOW).send(*commands)
    return [f"/kohde/kirjaukset/{one.id}" for one in commands]


def test_a_group_is_undone_as_one_from_any_of_its_rows(at_venue: Visitor, group: list[str]) -> None:
    page = at_venue.open("/kohde/kirjaukset")
    assert page.text.count("In a group of 3 cards") == 3
    assert page.text.count("Undo the whole group of 3 cards, with card") == 3
    page = at_venue.submit({"reason": "recorded_twice"}, action=f"{group[1]}/peru", button="scope=group")
    assert "The whole group has been undone." in page.text
    assert page.text.count("It was recorded twice") == 3
    assert "0 visitors" in page.text


def test_a_card_that_was_not_along_is_taken_out_of_its_group(at_venue: Visitor, group: list[str]) -> None:
    at_venue.open("/kohde/kirjaukset")
    page = at_venue.submit(action=f"{group[1]}/peru", button="scope=not_along")
    assert "The visit has been undone." in page.text
    assert page.text.count("In a group of 2 cards") == 2
    assert "Undone at 12:05 The customer did not come in" in page.text
    page = at_venue.submit(action=f"{group[0]}/peru", button="scope=not_along")
    assert "Undo the whole group" not in page.text
    assert "1 visitor 0 children among them 1 card recorded" in page.text


def test_a_page_of_the_release_before_undoes_one_visit(at_venue: Visitor, group: list[str]) -> None:
    at_venue.open("/kohde/kirjaukset")
    page = at_venue.submit(action=f"{group[1]}/peru")  # its button says nothing of a group
    assert page.text.count("In a group of 2 cards") == 2


def test_a_group_is_undone_as_one_at_the_counter(at_venue: Visitor, group: list[str]) -> None:
    at_venue.open("/kohde")
    page = at_venue.submit(action=f"{group[0]}/peru", button="scope=group")
    assert page.path == "/kohde"
    assert page.text.count("Undone at 12:05") == 3


def test_undoing_at_the_counter_stays_at_the_counter(at_venue: Visitor, recorded: uuid.UUID) -> None:
    at_venue.open("/kohde")
    page = at_venue.submit(action=f"{recorded}/peru")
    assert page.path == "/kohde"
    assert "Undone at 12:05" in page.text


def test_undoing_leads_nowhere_else(at_venue: Visitor, recorded: uuid.UUID) -> None:
    at_venue.open("/kohde")
    page = at_venue.submit({"next": "//elsewhere.example"}, action=f"{recorded}/peru")
    assert page.path == "/kohde/kirjaukset"


def test_undoing_twice_changes_nothing(at_venue: Visitor, recorded: uuid.UUID) -> None:
    before = at_venue.open("/kohde/kirjaukset")
    at_venue.submit(action=f"{recorded}/peru")
    at_venue.page = before
    assert at_venue.submit(action=f"{recorded}/peru").status == 200


def test_the_undo_button_names_its_visit(at_venue: Visitor, recorded: uuid.UUID) -> None:
    assert "Undo the visit of card A999123453 at 12:05" in at_venue.open("/kohde/kirjaukset").text


def test_after_undoing_the_card_is_not_asked_about(at_venue: Visitor, recorded: uuid.UUID) -> None:
    at_venue.open("/kohde")
    at_venue.submit(action=f"{recorded}/peru")
    assert at_venue.submit({"code": CODE}, action="/kohde").h1 == "Valid"


def test_another_venue_neither_sees_nor_undoes_the_visit(
    visitor: Callable[[], Visitor], app_world: World, recorded: uuid.UUID
) -> None:
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.other_venue)
    page = person.open("/kohde/kirjaukset")
    assert "No visits yet today" in page.text
    token = page.value_of("csrf_token")
    answer = person.client.post(f"/kohde/kirjaukset/{recorded}/peru", data={"csrf_token": token})
    assert answer.status_code == 404


def test_fifty_visits_are_on_a_page_and_the_rest_on_the_next(
    app: Flask, app_world: World, at_venue: Visitor, recorded: uuid.UUID
) -> None:
    with session_factory_of(app).begin() as session:
        phone = Phone(session, app_world.venue, NOW)
        phone.send(*(phone_visit(CODE, n, at=NOW, repeat_is_meant=True) for n in range(1, 61)))
    first = at_venue.open("/kohde/kirjaukset")
    assert "61 cards recorded" in first.text
    assert "Page 1 of 2" in first.text
    undoing = [link for link in first.links() if "/kohde/kirjaukset/" in link]
    last = at_venue.open("/kohde/kirjaukset?page=2")
    assert len(undoing) == 50
    assert len([link for link in last.links() if "/kohde/kirjaukset/" in link]) == 11
