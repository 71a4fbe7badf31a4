"""What is on: put on, chosen at the counter, taken off."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW
from tests.factories import World, personal_card
from tests.pages.conftest import CODE
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.visits.models import Visit


@pytest.fixture
def cards(app: Flask, app_world: World) -> None:
    with session_factory_of(app).begin() as session:
        for code in (CODE, app_world.codes[0]):
            personal_card(session, app_world.distributor, code, now=NOW)


def put_on(at_venue: Visitor, **fields: str) -> None:
    at_venue.open("/kohde/lisaa-ohjelmaan")
    page = at_venue.submit({"name_en": "Iltanäytös", **fields}, action="/kohde/lisaa-ohjelmaan")
    assert "Iltanäytös is on the list." in page.text


def test_an_empty_list_says_it_may_be_empty(at_venue: Visitor) -> None:
    assert "Nothing is on the list" in at_venue.open("/kohde/ohjelma").text


def test_something_is_put_on_and_taken_off(at_venue: Visitor) -> None:
    put_on(at_venue, day="24.11.2026", kind="course")
    page = at_venue.open("/kohde/ohjelma")
    assert "Iltanäytös 24 Nov 2026 · Course" in page.text
    page = at_venue.submit(action="/poista")
    assert "Iltanäytös is off the list." in page.text
    assert "24 Nov 2026" not in page.text


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"name_en": " "}, "name_en", "Write what it is called."),
        ({"name_en": "x" * 81}, "name_en", "Give it a name of 1 to 80 characters."),
        ({"name_en": "Eilinen", "day": "21.11.2026"}, "day", "Choose today or a later day."),
        ({"name_en": "Outo", "day": "31.2.2027"}, "day",
         "There is no such day as 31.2.2027. Check the day and the month."),
    ],
)  # fmt: skip
def test_what_cannot_be_put_on_is_explained_and_kept(
    at_venue: Visitor, fields: dict[str, str], field: str, message: str
) -> None:
    at_venue.open("/kohde/lisaa-ohjelmaan")
    page = at_venue.submit(fields, action="/kohde/lisaa-ohjelmaan")
    assert (page.status, page.error_of(field)) == (422, f"Error: {message}")
    assert page.value_of(field) == fields[field]


def test_the_counter_records_what_a_visit_was_for_and_remembers_it(
    app: Flask, app_world: World, at_venue: Visitor, cards: None
) -> None:
    put_on(at_venue)
    at_venue.open("/kohde")
    page = at_venue.submit({"code": CODE}, action="/kohde")
    offer_id = next(
        option.get("value", "") for option in page.root.iter("option") if option.text == "Iltanäytös"
    )
    page = at_venue.submit({"offer": offer_id, "assistants": "1"}, action="/kohde/kirjaa")
    assert "Recorded. Ready for the next one." in page.text
    page = at_venue.submit({"code": app_world.codes[0]}, action="/kohde")
    assert (page.value_of("offer"), page.value_of("assistants")) == (offer_id, "0")
    with session_factory_of(app)() as session:
        found = session.scalars(select(Visit)).one()
        assert (str(found.offer_id), found.assistants) == (offer_id, 1)


def test_without_anything_on_the_counter_does_not_ask(at_venue: Visitor, cards: None) -> None:
    at_venue.open("/kohde")
    page = at_venue.submit({"code": CODE}, action="/kohde")
    form = page.form("/kohde/kirjaa")
    assert not any(field.get("name") == "offer" for field in form.iter("select"))


def test_what_was_taken_off_meanwhile_is_still_what_the_visit_was_for(at_venue: Visitor, cards: None) -> None:
    put_on(at_venue)
    at_venue.open("/kohde")
    verdict = at_venue.submit({"code": CODE}, action="/kohde")
    options = {option.text: option.get("value", "") for option in verdict.root.iter("option")}
    at_venue.open("/kohde/ohjelma")
    at_venue.submit(action="/poista")
    at_venue.page = verdict
    page = at_venue.submit({"offer": options["Iltanäytös"]}, action="/kohde/kirjaa")
    assert "Recorded. Ready for the next one." in page.text


@pytest.mark.parametrize("offer", ["999", "x", "-1"])
def test_another_venues_offer_is_refused(at_venue: Visitor, cards: None, offer: str) -> None:
    put_on(at_venue)
    at_venue.open("/kohde")
    at_venue.submit({"code": CODE}, action="/kohde")
    page = at_venue.submit({"offer": offer}, action="/kohde/kirjaa")
    assert (page.status, page.error_of("offer")) == (422, "Error: Choose something that your venue has on.")


def test_what_was_taken_off_is_not_changed(at_venue: Visitor) -> None:
    put_on(at_venue)
    page = at_venue.open("/kohde/ohjelma")
    address = next(one for one in page.links() if one.startswith("/kohde/ohjelma/"))
    token = page.value_of("csrf_token")
    at_venue.submit(action="/poista")
    assert at_venue.open(address).status == 404
    sent = {"name": "Aamunäytös", "kind": "ticket", "csrf_token": token}
    assert at_venue.client.post(address, data=sent).status_code == 404
