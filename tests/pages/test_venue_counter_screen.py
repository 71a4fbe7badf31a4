"""What the counter's screen is told of where it stands: venue, phone, fast mode, other places to choose."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask, template_rendered

from tests.conftest import NOW
from tests.factories import World, add_organisation
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.devices.actions import make_enrolment
from webapp.core.partners.counter_settings import set_fast_mode
from webapp.core.partners.desks import own_desk
from webapp.core.partners.models import Membership

TOLD = ("venue_id", "venue_name", "device_name", "venues_to_choose", "fast_mode", "fast_undo_seconds")


@pytest.fixture
def counters(app: Flask) -> Iterator[list[dict[str, Any]]]:
    """What each counter's page was made of."""
    made: list[dict[str, Any]] = []

    def hear(sender: Flask, template: Any, context: dict[str, Any], **_: Any) -> None:
        assert sender is app
        if template.name == "venue/counter.html":
            made.append({name: context[name] for name in TOLD})

    with template_rendered.connected_to(hear, app):
        yield made


@pytest.fixture
def person(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    found = visitor()
    found.speak("fi")
    found.sign_in(app_world.venue)
    return found


def test_a_person_of_one_venue_reads_its_name_and_has_nothing_to_choose(
    person: Visitor, counters: list[dict[str, Any]], app_world: World
) -> None:
    person.open("/kohde")
    venue = app_world.venue.organisation
    assert counters[-1] == {
        "venue_id": venue.id, "venue_name": venue.name["fi"], "device_name": None, "venues_to_choose": None,
        "fast_mode": False, "fast_undo_seconds": 5,
    }  # fmt: skip


def test_the_venues_fast_mode_is_told(
    person: Visitor, counters: list[dict[str, Any]], app: Flask, app_world: World
) -> None:
    with session_factory_of(app).begin() as session:
        set_fast_mode(session, own_desk(app_world.venue), is_on=True, now=NOW)
    person.open("/kohde")
    assert counters[-1]["fast_mode"] is True


def test_a_person_of_three_places_may_choose_one_of_the_two_others(
    person: Visitor, counters: list[dict[str, Any]], app: Flask, app_world: World
) -> None:
    with session_factory_of(app).begin() as session:
        for is_active in (True, True, False):
            place = add_organisation(session, "venue", is_active=is_active)
            session.add(
                Membership(account_id=app_world.venue.account_id, organisation_id=place.id, since=NOW)
            )
    person.open("/kohde")
    assert counters[-1]["venues_to_choose"] == {"count": 2, "url": "/rooli"}


def test_a_counters_phone_reads_its_own_name(
    visitor: Callable[[], Visitor], counters: list[dict[str, Any]], app: Flask, app_world: World
) -> None:
    with session_factory_of(app).begin() as session:
        secret = make_enrolment(session, own_desk(app_world.venue), "Lippukassa", now=NOW).secret
    phone = visitor()
    phone.speak("sv")
    phone.open("/laite")
    phone.submit({"secret": secret}, action="/laite")
    told = counters[-1]
    assert (told["device_name"], told["venues_to_choose"]) == ("Lippukassa", None)
    assert told["venue_name"] == app_world.venue.organisation.name["sv"]


def test_the_shell_says_nothing_of_anybody(person: Visitor, counters: list[dict[str, Any]]) -> None:
    person.open("/kohde/kuori")
    assert counters[-1] == {**dict.fromkeys(TOLD), "fast_mode": False, "fast_undo_seconds": 5}
