"""Tips are given on the office's page and read on the holder's phone, in the holder's language."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.conftest import NOW, MovableClock
from tests.factories import World
from tests.support.holder_portal import phone_with_card
from tests.support.visitor import Visitor

TIP = {
    "title_fi": "Joulukonsertti", "text_fi": "Kuoro laulaa torilla.", "title_sv": "Julkonsert",
    "text_sv": "Kören sjunger på torget.", "shown_until": "24.12.2026", "address": "https://example.fi/joulu",
}  # fmt: skip


@pytest.fixture
def coordinator(app_world: World, visitor: Callable[[], Visitor]) -> Visitor:
    """Of the network."""
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.coordinator)
    return person


@pytest.fixture
def phone(app: Flask, app_world: World, visitor: Callable[[], Visitor]) -> Visitor:
    """A phone with a card of the network."""
    return phone_with_card(app, app_world, visitor, now=NOW)[0]


def test_a_tip_is_given_read_in_three_languages_and_taken_off(
    coordinator: Visitor, phone: Visitor, app_world: World
) -> None:
    assert "No tips right now" in phone.open("/oma/vinkit").text
    assert "No tips yet" in coordinator.open("/alue/vinkit").text
    coordinator.open("/alue/anna-vinkki")
    venue = app_world.venue.organisation
    page = coordinator.submit({**TIP, "venue": str(venue.id)})
    assert "The tip is on the list." in page.text
    assert "From 22 Nov 2026 to 24 Dec 2026" in page.text

    page = phone.open("/oma/vinkit")
    assert "Joulukonsertti" in page.text
    assert '<h2 lang="fi">' in page.body
    assert venue.name["fi"] in page.text
    assert "https://example.fi/joulu" in page.links()
    phone.speak("sv")
    page = phone.open("/oma/vinkit")
    assert "Julkonsert" in page.text
    assert 'lang="fi"' not in page.body.partition("<main")[2]
    phone.speak("fi")
    assert "Kuoro laulaa" in phone.open("/oma/vinkit").text

    page = coordinator.submit(action="/poista")
    assert "The tip Joulukonsertti is shown no more." in page.text
    assert "Joulukonsertti" not in phone.open("/oma/vinkit").text
    assert "The tip Joulukonsertti is shown again." in coordinator.submit(action="/palauta").text
    assert "Joulukonsertti" in phone.open("/oma/vinkit").text


def test_the_office_gives_tips_to_the_whole_country(
    app_world: World, visitor: Callable[[], Visitor], phone: Visitor, clock: MovableClock
) -> None:
    office = visitor()
    office.speak("en")
    office.sign_in(app_world.office)
    office.open("/keskus/anna-vinkki")
    office.submit({**TIP, "shown_from": "1.12.2026"})
    assert "Not shown yet" in office.open("/keskus/vinkit").text
    assert "Joulukonsertti" not in phone.open("/oma/vinkit").text
    clock.now = NOW.replace(month=12)
    assert "Joulukonsertti" in phone.open("/oma/vinkit").text


def test_what_is_wrong_is_told_beside_its_field_and_the_rest_is_kept(coordinator: Visitor) -> None:
    coordinator.open("/alue/anna-vinkki")
    page = coordinator.submit({"title_en": " ", "text_en": "Sing.", "shown_until": "soon"})
    assert page.status == 422
    assert "Write a title." in page.error_of("title_en")
    assert "Write the day with its year" in page.error_of("shown_until")
    assert page.value_of("text_en") == "Sing."
    for wrong, field in (
        ({"address": "example.fi"}, "address"),
        ({"text_sv": ""}, "text_sv"),
        ({"shown_until": "1.1.2026"}, "shown_until"),
        ({"venue": "999999"}, "venue"),
        ({"title_en": "x" * 81, "text_en": "Sing"}, "title_en"),
    ):
        page = coordinator.submit({**TIP, "text_en": "", **wrong})
        assert page.status == 422, field
        assert page.error_of(field), field


def test_a_form_sent_twice_gives_one_tip(coordinator: Visitor) -> None:
    page = coordinator.open("/alue/anna-vinkki")
    sent = {name: page.value_of(name) for name in ("tip_id", "csrf_token", "shown_from", "venue")}
    for _ in range(2):
        assert coordinator.client.post("/alue/anna-vinkki", data={**TIP, **sent}).status_code == 303
    assert coordinator.open("/alue/vinkit").body.count("/poista") == 1


def test_a_tip_that_was_taken_off_is_not_changed(coordinator: Visitor) -> None:
    coordinator.open("/alue/anna-vinkki")
    page = coordinator.submit(TIP)
    address = next(one for one in page.links() if one.startswith("/alue/vinkit/"))
    token = page.value_of("csrf_token")
    coordinator.submit(action="/poista")
    assert coordinator.open(address).status == 404
    assert coordinator.client.post(address, data={**TIP, "csrf_token": token}).status_code == 404
