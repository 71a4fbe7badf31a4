"""A coordinator looks at the figures of the trial, hands them in, and takes them along as PDF."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import World
from tests.support.english import english_visitor
from tests.support.every_page import furnish
from tests.support.visitor import Visitor


@pytest.fixture
def coordinator(app: Flask, app_world: World) -> Visitor:
    """Somebody who runs Kainuu, where a card has been used by one adult and two children."""
    furnish(app, app_world, now=NOW)
    person = english_visitor(app)
    person.sign_in(app_world.coordinator)
    return person


def test_figures_are_shown_handed_in_and_kept(coordinator: Visitor, app_world: World) -> None:
    page = coordinator.open(f"/verkosto/{app_world.kainuu}/kokeilu/luvut")
    assert page.value_of("first_day") == "22 Nov 2026"  # the first card's
    assert "Interim figures of the trial, 22 Nov 2026 – 22 Nov 2026" in page.text
    page = coordinator.submit({"kind": "final"}, action="/kokeilu/luvut")
    assert "Cards issued 2" in page.text
    assert "Uses by children 2" in page.text
    page = coordinator.submit(action="/kokeilu/luvut/")
    assert page.h1 == "Final figures of the trial"
    assert "Cards issued 2" in page.text
    pdf = coordinator.client.get(f"{page.path}.pdf")
    assert (pdf.mimetype, pdf.data[:5]) == ("application/pdf", b"%PDF-")
    page = coordinator.open(f"/verkosto/{app_world.kainuu}/kokeilu/luvut")
    assert "Final figures of the trial, 22 Nov 2026 – 22 Nov 2026" in page.text
    assert "handed in figures of the trial of the network Kainuu." in coordinator.open("/alue/loki").text


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"first_day": "", "last_day": "soon"}, {"first_day", "last_day"}),
        ({"first_day": "2.1.2026", "last_day": "1.1.2026"}, {"last_day"}),
        ({"first_day": "1.1.2026", "last_day": "1.1.2027"}, {"last_day"}),
    ],
)
def test_wrong_days_are_told_beside_them(
    coordinator: Visitor, app_world: World, typed: dict[str, str], wrong: set[str]
) -> None:
    coordinator.open(f"/verkosto/{app_world.kainuu}/kokeilu/luvut")
    page = coordinator.submit(typed, action="/kokeilu/luvut")
    assert page.status == 422
    assert {name for name in typed if page.error_of(name)} == wrong
    assert all(page.value_of(name) == text for name, text in typed.items())


def test_figures_are_their_networks(coordinator: Visitor, app_world: World) -> None:
    assert coordinator.open(f"/verkosto/{app_world.ostrobothnia}/kokeilu/luvut").status == 404


def test_wrong_days_are_not_handed_in(
    coordinator: Visitor, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    coordinator.open(f"/verkosto/{app_world.kainuu}/kokeilu/luvut")
    coordinator.submit({"kind": "interim"}, action="/kokeilu/luvut")
    page = coordinator.submit({"last_day": "1.1.2027"}, action="/kokeilu/luvut/")
    assert page.status == 422
    assert page.error_of("last_day")
