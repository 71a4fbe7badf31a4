"""Coordinators plan their network's steps and year on pages; the national office sees who is late."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.factories import World
from tests.support.english import english_visitor
from tests.support.visitor import Visitor


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


@pytest.fixture
def coordinator(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """Somebody who runs Kainuu."""
    person = visitor()
    person.sign_in(app_world.coordinator)
    return person


def test_a_step_is_planned_then_late_then_done(coordinator: Visitor, app_world: World) -> None:
    page = coordinator.follow(f"/verkosto/{app_world.kainuu}/kokeilu")
    assert "0 of 10 are done" in page.text
    coordinator.follow("/kokeilu/7")
    page = coordinator.submit({"planned_on": "1.10.2026", "notes": "Two offers asked."})
    assert "Late: was planned for 1 Oct 2026" in page.text
    assert "Two offers asked." in page.text
    coordinator.follow("/kokeilu/7")
    page = coordinator.submit({"done_on": "20.11.2026", "responsible": "county"})
    assert "7. Cards and material printed Done 20 Nov 2026 The county’s side" in page.text
    assert "wrote about step 7 of the network Kainuu." in coordinator.open("/alue/loki").text


def test_a_wrong_step_keeps_what_was_typed_and_tells_all_of_it(
    coordinator: Visitor, app_world: World
) -> None:
    coordinator.open(f"/verkosto/{app_world.kainuu}/kokeilu/3")
    typed = {"planned_on": "soon", "done_on": "1.1.2027", "notes": "Mukana 131052-308T"}
    page = coordinator.submit(typed)
    assert page.status == 422
    for name, text in typed.items():
        assert page.error_of(name), name
        assert page.value_of(name) == text


def test_the_year_has_usual_days_and_own_ones(coordinator: Visitor, app_world: World) -> None:
    page = coordinator.open(f"/verkosto/{app_world.kainuu}/kokeilu")
    assert "Feedback meeting Planned for 30 Nov 2026" in page.text
    assert "Yearly briefing, 2026" in page.text  # late
    coordinator.follow("/vuosi/2026/briefing")
    page = coordinator.submit({"done_on": "22.11.2026"})
    assert "Yearly briefing Done 22 Nov 2026" in page.text
    assert "Yearly briefing, 2026" not in page.text


def test_steps_and_years_that_are_none_are_not_found(coordinator: Visitor, app_world: World) -> None:
    for path in ("kokeilu/0", "kokeilu/11", "vuosi/2026/party", "vuosi/1999/briefing"):
        assert coordinator.open(f"/verkosto/{app_world.kainuu}/{path}").status == 404
    assert coordinator.open(f"/verkosto/{app_world.ostrobothnia}/kokeilu").status == 404


def test_the_national_office_sees_every_network_and_narrows_the_list(
    visitor: Callable[[], Visitor], app_world: World
) -> None:
    office = visitor()
    office.sign_in(app_world.office)
    page = office.open("/keskus/kokeilut")
    assert "3 networks" in page.text
    assert "Introduction to Kaikukortti" in page.text
    page = office.submit({"which": "trial"}, action="/keskus/kokeilut")
    assert "1 network" in page.text
    assert "Pirkanmaa" in page.text
    page = office.submit({"word": "nowhere"}, action="/keskus/kokeilut")
    assert "No network found" in page.text
    page = office.open("/keskus/kokeilut?which=odd&sort=odd")
    assert page.status == 422
    assert page.error_of("which")
