"""What a venue says of itself, seen by everybody, and how its counter works."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.conftest import MovableClock
from tests.factories import World, add_account
from tests.support.page import Page
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.partners.models import Membership
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
