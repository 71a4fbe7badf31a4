"""The partners of a network for those who look after them: list, add, change, end, take along again."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import KAJAANI, World, add_organisation, personal_card
from tests.support.english import english_visitor
from tests.support.venue_phone import become_counter_device
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.languages import LocalisedText
from webapp.core.lists.reading import PAGE_SIZE
from webapp.core.partners.models import Organisation
from webapp.core.partners.sides import Side

VENUE = {"name_en": "Museum", "municipality": KAJAANI, "venue_kind": "museum", "sector": "culture"}


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


@pytest.fixture
def coordinator(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """Kainuu's coordinator, signed in."""
    person = visitor()
    person.sign_in(app_world.coordinator)
    return person


def partners_of(world: World) -> str:
    return f"/verkosto/{world.kainuu}/kumppanit"


def test_partners_are_looked_for_by_name_municipality_and_kind(
    coordinator: Visitor, app: Flask, app_world: World
) -> None:
    with session_factory_of(app).begin() as session:
        name = LocalisedText(fi="Ännäs åhus")
        add_organisation(session, "venue", name=name, network_id=app_world.kainuu, municipality_code=KAJAANI)
    coordinator.open(partners_of(app_world))
    assert "1 partner " in coordinator.submit({"word": "annas kajaani"}, action="/kumppanit").text
    assert "No partner found" in coordinator.submit({"kind": "distributor"}, action="/kumppanit").text
    assert "1 partner " in coordinator.submit({"word": "", "kind": "distributor"}, action="/kumppanit").text
    page = coordinator.open(f"{partners_of(app_world)}?kind=odd")
    assert page.status == 422
    assert page.error_of("kind")


def test_many_partners_come_a_page_at_a_time(coordinator: Visitor, app: Flask, app_world: World) -> None:
    with session_factory_of(app).begin() as session:
        for number in range(PAGE_SIZE):
            name = LocalisedText(fi=f"Paikka {number:03}")
            add_organisation(
                session, "venue", name=name, network_id=app_world.kainuu, municipality_code=KAJAANI
            )
    coordinator.open(f"{partners_of(app_world)}?word=paikka&kind=venue")
    assert coordinator.page is not None
    assert f"{PAGE_SIZE} partners" in coordinator.page.text
    assert "47 more partners have no contact person." in coordinator.page.text
    coordinator.open(f"{partners_of(app_world)}?kind=venue")
    page = coordinator.follow("page=2")
    assert "Page 2 of 2" in page.text
    (listed,) = page.root.iter("tbody")
    assert len(list(listed.iter("a"))) == 1


@pytest.mark.parametrize("missing", ["name_en", "municipality", "venue_kind", "sector"])
def test_a_venue_that_lacks_something_says_so_there_and_keeps_the_rest(
    coordinator: Visitor, app_world: World, missing: str
) -> None:
    coordinator.open(f"{partners_of(app_world)}/kohde")
    page = coordinator.submit({**VENUE, missing: ""})
    assert page.status == 422
    assert page.error_of(missing)
    for name, value in VENUE.items():
        assert page.value_of(name) == ("" if name == missing else value)


def test_another_networks_partners_are_nobodys_to_see_or_change(
    coordinator: Visitor, app_world: World
) -> None:
    other = app_world.other_venue.organisation.id
    for path in (
        f"/verkosto/{app_world.ostrobothnia}/kumppanit",
        f"/verkosto/{app_world.ostrobothnia}/kumppanit/kohde",
        f"/verkosto/{app_world.ostrobothnia}/kumppanit/jakaja",
        f"/kumppani/{other}/muuta", f"/kumppani/{other}/yhteystiedot", f"/kumppani/{other}/paata",
        f"/kumppani/{app_world.coordinator.organisation.id}/muuta",
    ):  # fmt: skip
        assert coordinator.open(path).status == 404, path


def test_a_coordinating_office_is_listed_and_leads_only_the_national_office_on(
    coordinator: Visitor, visitor: Callable[[], Visitor], app_world: World
) -> None:
    office = visitor()
    office.sign_in(app_world.office)
    address = f"/kumppani/{app_world.coordinator.organisation.id}/"
    for person in (coordinator, office):
        person.open(f"{partners_of(app_world)}?kind=coordinator")
        assert person.page is not None
        assert "1 partner" in person.page.text
    assert address not in (coordinator.page.links() if coordinator.page else ())
    assert "Change the name and kind" in office.follow(address).text


def test_a_partner_of_the_other_side_is_seen_and_not_changed(
    coordinator: Visitor, app: Flask, app_world: World
) -> None:
    with session_factory_of(app).begin() as session:
        session.get_one(Organisation, app_world.coordinator.organisation.id).side = Side.MUNICIPALITY
    distributor, venue = app_world.distributor.organisation.id, app_world.venue.organisation.id
    page = coordinator.open(partners_of(app_world))
    assert "There is no coordinating office of the county’s side." in page.text
    assert "Add a venue" in page.text
    assert "Add a distributor" not in page.text
    page = coordinator.follow(f"/kumppani/{distributor}/")
    assert "It is looked after by: The county’s side." in page.text
    assert "The other side of your network looks after this partner." in page.text
    for words in ("Change the name and kind", "Contact details", "People", "It is no longer along"):
        assert words not in page.text.partition("It is looked after by")[2]
    assert "What it has done" in page.text
    for path in (
        f"/kumppani/{distributor}/muuta", f"/kumppani/{distributor}/yhteystiedot",
        f"/kumppani/{distributor}/paata", f"/henkilosto/{distributor}/",
        f"/verkosto/{app_world.kainuu}/kumppanit/jakaja",
    ):  # fmt: skip
        page = coordinator.open(path)
        assert page.status == 403, path
        assert "The other side of your network looks after this partner." in page.text
    coordinator.open(f"/kumppani/{venue}/muuta")
    page = coordinator.submit({"side": "county"})
    assert "The other side of your network looks after this partner." in page.text


def test_a_partner_is_called_otherwise_and_reached_otherwise(coordinator: Visitor, app_world: World) -> None:
    venue = app_world.venue.organisation.id
    coordinator.open(f"/kumppani/{venue}/")
    coordinator.follow("/muuta")
    assert coordinator.submit({"name_en": "New Theatre"}).h1 == "New Theatre"
    coordinator.follow("/yhteystiedot")
    assert "Satamakatu 1" in coordinator.submit({"address": "Satamakatu 1", "phone": "08 123 4567"}).text
    coordinator.follow("/yhteystiedot")
    page = coordinator.submit({"phone": "soon"})
    assert page.status == 422
    assert page.value_of("phone") == "soon"
    assert "Satamakatu 1" in coordinator.open(f"/kohteet/{venue}").text


def test_a_venue_that_has_ended_neither_checks_nor_records_until_it_is_along_again(
    coordinator: Visitor, visitor: Callable[[], Visitor], app: Flask, app_world: World
) -> None:
    with session_factory_of(app).begin() as session:
        code = personal_card(session, app_world.distributor, app_world.codes[0], now=NOW).code
    desk, counter = visitor(), visitor()
    desk.sign_in(app_world.venue)
    become_counter_device(counter, app_world.venue)
    venue = app_world.venue.organisation.id
    coordinator.open(f"/kumppani/{venue}/")
    page = coordinator.answer_yes("/paata")
    assert "No longer along" in page.text
    for person in (desk, counter):
        person.open_unchecked("/kohde")
        assert person.page is not None
        assert not person.page.path.startswith("/kohde")
        asked = person.client.post(
            "/api/cards/check", json={"code": code}, headers={"Origin": "http://localhost"}
        )
        assert asked.status_code in {401, 403}, asked.text
    assert coordinator.open(f"/kohteet/{venue}").status == 404
    coordinator.open(f"/kumppani/{venue}/")
    assert "No longer along" not in coordinator.submit(action="/jatka").text
    assert desk.open("/kohde").path == "/kohde"
    assert counter.open("/kohde").path == "/kohde"


def test_a_distributor_that_has_ended_issues_nothing(
    coordinator: Visitor, visitor: Callable[[], Visitor], app_world: World
) -> None:
    tablet = visitor()
    tablet.sign_in(app_world.distributor)
    tablet.open("/jakaja/uusi")
    distributor = app_world.distributor.organisation.id
    coordinator.open(f"/kumppani/{distributor}/")
    coordinator.answer_yes("/paata")
    answers = {"code": app_world.codes[0], "birth_year": "1984", "postal_code": "87100", "children": "0"}
    page = tablet.submit(answers, action="/jakaja/uusi")
    assert page.h1 != "The card is in use"
    assert (
        "Yes, it is no longer along"
        in coordinator.open(f"/kumppani/{app_world.venue.organisation.id}/paata").body
    )
