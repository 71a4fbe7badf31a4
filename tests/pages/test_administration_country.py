"""The national office's view of the whole country."""

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


def test_the_office_sees_every_network_with_the_states_of_its_municipalities(
    visitor: Callable[[], Visitor], app_world: World
) -> None:
    office = visitor()
    page = office.sign_in(app_world.office)
    assert page.path == "/keskus/"
    for name in ("Kainuu", "Pohjanmaa", "Pirkanmaa"):
        assert name in page.text
    assert "On trial: 1" in page.text


def test_the_office_comes_from_a_network_to_its_coordinators(
    visitor: Callable[[], Visitor], app_world: World
) -> None:
    office = visitor()
    page = office.sign_in(app_world.office)
    coordinators = f"/kumppani/{app_world.coordinator.organisation.id}/"
    assert coordinators in page.links()
    assert office.open(coordinators).status == 200
