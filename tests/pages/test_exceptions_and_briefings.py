"""Exceptions are told to everybody; coordinators see who has access and write briefings down."""

import re

from flask import Flask

from tests.factories import World
from tests.support.english import english_visitor
from tests.support.visitor import session_factory_of
from webapp.core.partners.models import Organisation


def test_an_exception_is_added_read_by_all_and_ended(app: Flask, app_world: World) -> None:
    office, anybody = english_visitor(app), english_visitor(app)
    office.sign_in(app_world.office)
    office.open("/keskus/poikkeukset")
    office.follow("/uusi")
    page = office.submit({"reason_en": "", "starts_on": "22 Nov 2026", "ends_on": "1 Nov 2026"})
    assert page.status == 422
    assert "Write what is otherwise, and why." in page.error_of("reason_en")
    assert "before the first" in page.error_of("ends_on")
    page = office.submit({"reason_en": "The hall is closed.", "ends_on": "1 Dec 2026"})
    assert "Saved. Everybody can read it." in page.text
    told = anybody.open("/poikkeukset").text
    assert "The whole country" in told
    assert "22 Nov 2026 to 1 Dec 2026" in told
    assert "The hall is closed." in told
    (change,) = re.findall(r"/keskus/poikkeukset/[0-9a-f-]{36}", page.body)
    office.open(change)
    office.submit({"where": f"n{app_world.kainuu}"})
    assert "Kainuu" in anybody.open("/poikkeukset").text
    venue = app_world.venue.organisation.id
    office.open(change)
    office.submit({"where": f"v{venue}"})
    with session_factory_of(app).begin() as session:
        session.get_one(Organisation, venue).is_active = False
    office.open(change)
    assert "Saved." in office.submit({"ends_on": "24 Nov 2026"}).text
    assert "22 Nov 2026 to 24 Nov 2026" in anybody.open("/poikkeukset").text


def test_a_coordinator_writes_a_briefing_down(app: Flask, app_world: World) -> None:
    coordinator = english_visitor(app)
    coordinator.sign_in(app_world.coordinator)
    page = coordinator.open("/kayttajat?due=y")
    assert "2 persons" in page.text
    assert "Password only" in page.text
    coordinator.follow(f"/kayttajat/{app_world.venue.organisation.id}/perehdytys")
    page = coordinator.submit({"briefed_on": "23 Nov 2026"})
    assert page.status == 422
    assert "still to come" in page.error_of("briefed_on")
    assert "has been written down" in coordinator.submit({"briefed_on": "20 Nov 2026"}).text
    assert "20 Nov 2026" in coordinator.open("/kayttajat").text
    assert "1 person" in coordinator.open("/kayttajat?due=y").text
    venue = english_visitor(app)
    venue.sign_in(app_world.venue)
    assert venue.client.get("/kayttajat").status_code == 403
