"""The national office founds, searches and changes networks; wrong input stays where it was typed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests.conftest import MovableClock
from tests.factories import World
from tests.support.english import english_visitor
from tests.support.visitor import Visitor


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


@pytest.fixture
def office(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """Somebody of the national office."""
    person = visitor()
    person.sign_in(app_world.office)
    return person


def test_networks_are_looked_for_by_name_or_municipality(office: Visitor) -> None:
    assert "3 networks" in office.open("/keskus/alueet").text
    page = office.submit({"word": "vaasa"}, action="/keskus/alueet")
    assert "1 network" in page.text
    assert "Pohjanmaa" in page.text
    assert "No network found" in office.submit({"word": "vaasa kajaani"}, action="/keskus/alueet").text


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"name_en": " "}, "name_en"),
        ({"name_en": "x" * 101}, "name_en"),
        ({"name_fi": "Kainuu"}, "name_fi"),
        ({"name_en": "Soita 040 123 4567 tai 131052-308T"}, "name_en"),
        ({"name_en": "Lapland", "county": "XX"}, "county"),
        ({"website": "no", "name_en": "Lapland"}, "website"),
    ],
)
def test_a_network_that_cannot_be_founded_keeps_what_was_typed(
    office: Visitor, typed: dict[str, str], wrong: str
) -> None:
    office.open("/keskus/alueet/uusi")
    page = office.submit(typed)
    assert page.status == 422
    assert page.error_of(wrong)
    if wrong != "county":
        assert page.value_of(wrong) == typed[wrong]
    assert "3 networks" in office.open("/keskus/alueet").text


def test_a_network_is_called_otherwise(office: Visitor, app_world: World) -> None:
    office.open(f"/keskus/alueet/{app_world.kainuu}")
    office.follow("/muuta")
    assert office.submit({"name_en": "Kainuu country", "website": "kainuu.example"}).h1 == "Kainuu country"
    assert "https://kainuu.example" in office.open(f"/alueet/{app_world.kainuu}").links()
    assert "changed the network Kainuu country." in office.open("/keskus/loki").text


@pytest.mark.parametrize("typed", ["", "1.2.2001", "soon", "31.2.2027"])
def test_a_trial_without_a_last_day_to_come_is_refused_beside_it(
    office: Visitor, app_world: World, typed: str
) -> None:
    office.open(f"/keskus/alueet/{app_world.kainuu}")
    office.follow("/kunta/205")
    page = office.submit({"state": "trial", "trial_ends_on": typed})
    assert page.status == 422
    assert page.error_of("trial_ends_on")
    assert page.value_of("trial_ends_on") == typed
    assert page.value_of("state") == "trial"
    assert "Kajaani In use" in office.open(f"/keskus/alueet/{app_world.kainuu}").text


def test_a_municipality_on_trial_says_until_when(office: Visitor, app_world: World) -> None:
    office.open(f"/keskus/alueet/{app_world.kainuu}/kunta/205")
    page = office.submit({"state": "trial", "trial_ends_on": "31.5.2027"})
    assert "Kajaani Trial until 31 May 2027" in page.text
    assert "Trial until 31 May 2027" in office.open(f"/alueet/{app_world.kainuu}").text


@pytest.mark.parametrize(
    ("state", "told", "of_venue"),
    [
        ("interested", "", "The card does not work here yet"),
        ("preparing", "Preparing Kajaani", "The card does not work here yet"),
        ("coming", "Coming Kajaani", "The card does not work here yet"),
        ("in_use", "Kajaani", "Free with the card"),
        ("left", "", "The card does not work here any more"),
    ],
)
def test_everybody_reads_how_far_a_municipality_is_unless_it_is_interested_or_has_left(
    office: Visitor, app_world: World, state: str, told: str, of_venue: str
) -> None:
    office.open(f"/keskus/alueet/{app_world.kainuu}/kunta/205")
    page = office.submit({"state": state})
    words = {"left": "Left 22 Nov 2026", "in_use": "In use"}.get(state, state.capitalize())
    assert f"Kajaani {words}" in page.text
    assert f"{'Left' if state == 'left' else words}: 1" in office.open("/keskus/").text
    area = office.open(f"/alueet/{app_world.kainuu}").text
    assert told in area
    assert ("Kajaani" in area) is bool(told)
    assert (f"/alueet/{app_world.kainuu}" in office.open("/alueet").links()) is bool(told)
    venue = app_world.venue.organisation.id
    assert of_venue in office.open(f"/kohteet/{venue}").text
    assert (f"/kohteet/{venue}" in office.open("/kohteet").links()) is (state == "in_use")


def test_a_municipality_that_has_left_is_offered_to_other_networks_again(
    office: Visitor, app_world: World
) -> None:
    office.open(f"/keskus/alueet/{app_world.kainuu}/kunta/205")
    page = office.submit({"state": "left"})
    assert "2 partners are still along in municipalities that have left." in page.text
    page = office.open(f"/keskus/alueet/{app_world.ostrobothnia}/kunta")
    assert 'value="205"' in page.body
    assert 'value="left"' not in page.body
    assert "Kajaani Preparing" in office.submit({"municipality": "205", "state": "preparing"}).text


def test_a_municipality_of_another_network_is_not_offered_and_not_taken(
    office: Visitor, app_world: World
) -> None:
    assert 'value="905"' not in office.open(f"/keskus/alueet/{app_world.kainuu}/kunta").body
    page = office.submit({"municipality": "905", "state": "in_use"})
    assert page.status == 422
    assert page.error_of("municipality")
    assert office.open(f"/keskus/alueet/{app_world.kainuu}/kunta/905").status == 404


def test_an_office_is_added_only_by_who_has_shown_lately_who_they_are(
    office: Visitor, app_world: World, clock: MovableClock
) -> None:
    clock.now += timedelta(hours=1)
    page = office.open(f"/keskus/alueet/{app_world.kainuu}/toimisto")
    assert page.path.startswith("/vahvista")


def test_who_leads_a_network_is_settled_and_told_to_its_coordinator(
    office: Visitor, visitor: Callable[[], Visitor], app_world: World, clock: MovableClock
) -> None:
    office.open(f"/keskus/alueet/{app_world.kainuu}")
    page = office.follow("/johto")
    ours = str(app_world.coordinator.organisation.id)
    for typed, wrong in (
        ({"office": "", "until": "31.12.2026"}, "office"),
        ({"office": ours, "until": "1.1.2026"}, "until"),
        ({"office": ours, "until": "soon"}, "until"),
    ):
        page = office.submit(typed)
        assert page.status == 422
        assert page.error_of(wrong)
        assert (page.value_of("office"), page.value_of("until")) == (typed["office"], typed["until"])
    told = "leads the network until 31 Dec 2026."
    assert told in office.submit({"office": ours, "until": "31.12.2026"}).text
    coordinator = visitor()
    coordinator.sign_in(app_world.coordinator)
    page = coordinator.open("/alue/")
    assert told in page.text
    assert "That day is past" not in page.text
    clock.now += timedelta(days=60)
    office.sign_in(app_world.office)
    assert "That day is past" in office.open(f"/keskus/alueet/{app_world.kainuu}").text


def test_an_office_is_added_for_one_side(office: Visitor, app_world: World) -> None:
    office.open(f"/keskus/alueet/{app_world.ostrobothnia}/toimisto")
    office.submit({"name_en": "The county", "side": "county"})
    page = office.open(f"/keskus/alueet/{app_world.ostrobothnia}")
    assert "The county The county’s side" in page.text
    assert "There is no coordinating office of the municipalities’ side." in page.text
