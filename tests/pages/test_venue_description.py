"""What a venue says of itself, seen by everybody, and how its counter works."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.conftest import MovableClock
from tests.factories import World, add_account
from tests.support.page import Page
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.partners.models import Membership, Organisation
from webapp.core.partners.queries import actor_of


@pytest.fixture
def person(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """Somebody of the venue, signed in."""
    found = visitor()
    found.speak("en")
    found.sign_in(app_world.venue)
    return found


def test_it_is_written_seen_by_everybody_and_kept_for_the_next_time(
    person: Visitor, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    assert 'href="/kohde/tiedot"' in person.open("/kohde/ohjelma").body
    person.open("/kohde/tiedot")
    said = {"accessibility_fi": "Sisään ilman portaita.", "website": "www.example.fi"}
    page = person.submit(said, action="/kohde/tiedot")
    assert "Saved. Everybody now sees it" in page.text
    assert page.value_of("website") == "https://www.example.fi"
    page = person.submit({}, action="/kohde/tiedot")  # sent again as it is
    assert page.status == 200
    assert "Sisään ilman portaita." in page.body
    seen = visitor().open(f"/kohteet/{app_world.venue.organisation.id}")
    assert "Sisään ilman portaita." in seen.text


@pytest.fixture
def colleague(visitor: Callable[[], Visitor], app: Flask, app_world: World, clock: MovableClock) -> Visitor:
    """Somebody who works at the venue without being its contact person, signed in."""
    place = app_world.venue.organisation.id
    with session_factory_of(app).begin() as session:
        account = add_account(session, now=clock.now)
        session.add(Membership(account_id=account.id, organisation_id=place, since=clock.now))
        session.flush()
        actor = actor_of(session, account_id=account.id, organisation_id=place)
    assert actor is not None
    found = visitor()
    found.speak("en")
    found.sign_in(actor)
    return found


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("accessibility_fi", "x" * 601, "Shorten this to 600 characters."),
        ("left_out_sv", "x" * 601, "Shorten this to 600 characters."),
        ("website", "ei ole", "Write the address of the website, such as www.example.fi."),
    ],
)
def test_what_does_not_fit_is_explained_and_kept(
    person: Visitor, field: str, text: str, message: str
) -> None:
    person.open("/kohde/tiedot")
    page = person.submit({field: text, "left_out_fi": "Ensi-illat"}, action="/kohde/tiedot")
    assert (page.status, page.error_of(field)) == (422, f"Error: {message}")
    assert text in page.body
    assert "Ensi-illat" in page.body


def test_the_contact_person_turns_fast_mode_on_and_off(person: Visitor) -> None:
    assert 'href="/kohde/pikakirjaus"' in person.open("/kohde/ohjelma").body
    page = person.open("/kohde/pikakirjaus")
    assert "for 5 seconds one tap takes the visit back" in page.text
    assert not is_fast(page)
    page = person.submit({"fast_mode": "y"}, action="/kohde/pikakirjaus")
    assert "Fast mode is on." in page.text
    assert is_fast(page)
    person.open("/kohde/tiedot")
    person.submit({}, action="/kohde/tiedot")  # what the venue says of itself leaves it as it is
    assert is_fast(person.open("/kohde/pikakirjaus"))
    page = person.submit({"fast_mode": ""}, action="/kohde/pikakirjaus")
    assert "Fast mode is off." in page.text
    assert not is_fast(page)


def test_a_colleague_reads_how_the_counter_works_and_cannot_change_it(
    person: Visitor, colleague: Visitor
) -> None:
    assert "Fast mode is off." in colleague.open("/kohde/pikakirjaus").text
    person.open("/kohde/pikakirjaus")
    person.submit({"fast_mode": "y"}, action="/kohde/pikakirjaus")
    page = colleague.open("/kohde/pikakirjaus")
    assert "Fast mode is on." in page.text
    assert "The contact person of your venue can change this." in page.text
    assert 'action="/kohde/pikakirjaus"' not in page.body
    token = page.value_of("csrf_token")
    answer = colleague.client.post("/kohde/pikakirjaus", data={"csrf_token": token})
    assert answer.status_code == 403
    assert is_fast(person.open("/kohde/pikakirjaus"))


def is_fast(page: Page) -> bool:
    return any("checked" in box.attrib for box in page.root.iter("input") if box.get("name") == "fast_mode")


def test_the_facts_of_a_place_are_written_and_read_by_everybody(
    person: Visitor, app: Flask, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    page = person.open("/kohde/tiedot")
    assert "Most of what you arrange yourselves must be free with the card." in page.text
    assert 'name="lanes"' not in page.body
    written = {
        "features": "guide_dog", "cloakroom": "free", "seats": "300", "languages": "sign",
        "tickets_at_door": "y", "ticket_agency": "Lippula", "agency_fee": "2,50 €",
    }  # fmt: skip
    page = person.submit(written, action="/kohde/tiedot")
    assert "Saved." in page.text
    assert (page.value_of("seats"), page.value_of("cloakroom")) == ("300", "free")
    seen = visitor()
    seen.speak("en")
    text = seen.open(f"/kohteet/{app_world.venue.organisation.id}").text
    for said in ("Guide dogs are welcome", "The cloakroom is free with the card", "The hall has 300 seats.",
                 "Sign language", "From Lippula, which takes a fee: 2,50 €",
                 "You cannot get a ticket with the card from a web shop."):  # fmt: skip
        assert said in text
    for typed, error in (("0", "between 1 and 200000"), ("many", "whole number")):
        page = person.submit({"seats": typed}, action="/kohde/tiedot")
        assert page.status == 422
        assert error in (page.error_of("seats") or "")
        assert page.value_of("seats") == typed
        person.open("/kohde/tiedot")


@pytest.mark.parametrize(
    ("kind", "told"),
    [("swimming_hall", "Most of what you arrange"), ("cinema", "may leave out more than others")],
)
def test_a_swimming_hall_is_asked_for_lanes_and_a_cinema_may_leave_out_more(
    person: Visitor, app: Flask, app_world: World, kind: str, told: str
) -> None:
    with session_factory_of(app).begin() as session:
        session.get_one(Organisation, app_world.venue.organisation.id).venue_kind = kind
    page = person.open("/kohde/tiedot")
    assert told in page.text
    assert ('name="lanes"' in page.body) is (kind == "swimming_hall")
    assert ('name="seats"' in page.body) is (kind != "swimming_hall")
