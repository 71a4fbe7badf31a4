"""The national office takes pop-up venues along and moves partners between networks, by pages."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.factories import VAASA, World
from tests.support.english import english_visitor
from tests.support.visitor import Visitor

KIASMA = {"name_en": "Kiasma", "municipality": "091", "venue_kind": "museum", "sector": "culture"}


@pytest.fixture
def office(app: Flask, app_world: World) -> Visitor:
    """Somebody of the national office, who reads English."""
    person = english_visitor(app)
    person.sign_in(app_world.office)
    return person


def test_a_pop_up_venue_is_added_and_everybody_finds_it(office: Visitor) -> None:
    assert "No pop-up venues yet" in office.open("/keskus/pop-up").text
    office.follow("/keskus/pop-up/uusi")
    assert "Which side" not in (office.page.text if office.page else "")
    page = office.submit({**KIASMA, "municipality": ""})
    assert page.status == 422
    assert page.error_of("municipality")
    assert page.value_of("name_en") == "Kiasma"
    page = office.submit(KIASMA)
    assert "Kiasma is along. Invite its contact person next." in page.text
    assert "Kiasma" in office.open("/keskus/pop-up").text
    assert "Kiasma" in office.open("/alueet").text
    assert "Kiasma" in office.open("/kohteet?word=kiasma").text
    office.open("/keskus/pop-up")
    office.follow("/kumppani/")
    office.follow("/muuta")
    assert "Which side" not in (office.page.text if office.page else "")
    assert office.submit({"name_en": "New Kiasma", "municipality": "049"}).h1 == "New Kiasma"
    log = office.open("/keskus/loki").text
    assert "took the pop-up venue New Kiasma along." in log


def test_a_distributor_is_moved_and_what_that_means_is_told_first(office: Visitor, app_world: World) -> None:
    partner = app_world.distributor.organisation.id
    office.open(f"/kumppani/{partner}/")
    page = office.follow("/siirra")
    assert "It needs codes of its new network" in page.text
    page = office.submit({"network": str(app_world.ostrobothnia), "municipality": "205"})
    assert page.status == 422
    assert page.error_of("municipality")
    assert page.value_of("network") == str(app_world.ostrobothnia)
    page = office.submit({"network": "outside"})
    assert page.status == 422
    assert page.error_of("network")
    page = office.submit({"network": str(app_world.ostrobothnia), "municipality": VAASA})
    assert "Saved." in page.text
    assert "into the network Pohjanmaa." in office.open("/keskus/loki").text
    assert f"/kumppani/{partner}/" in office.open(f"/verkosto/{app_world.ostrobothnia}/kumppanit").links()


def test_a_coordinator_moves_nobody(app: Flask, app_world: World, visitor: Callable[[], Visitor]) -> None:
    person = visitor()
    person.sign_in(app_world.coordinator)
    venue = app_world.venue.organisation.id
    assert "/siirra" not in person.open(f"/kumppani/{venue}/").body
    for path in (f"/kumppani/{venue}/siirra", "/keskus/pop-up", "/keskus/pop-up/uusi"):
        assert person.open(path).status == 403
