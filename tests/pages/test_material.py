"""Material on pages: ordered, approved, printed, handed out, and who runs low."""

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


@pytest.fixture
def office(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """Somebody of the national office."""
    person = visitor()
    person.sign_in(app_world.office)
    return person


def ordered(coordinator: Visitor, network_id: int, **facts: str) -> str:
    """Write an order and send it; its address."""
    coordinator.open(f"/verkosto/{network_id}/materiaali")
    coordinator.follow("/luonnos/")
    typed = {"kind": "brochure", "language": "fi", "amount": "500", "description": "Esite", **facts}
    page = coordinator.submit(typed)
    coordinator.submit(action="/laheta")
    return page.path


def printed(coordinator: Visitor, office: Visitor, network_id: int, **facts: str) -> str:
    """An order that has arrived."""
    address = ordered(coordinator, network_id, **facts)
    office.open(address)
    office.submit(action="/hyvaksy")
    coordinator.open(address)
    coordinator.follow("/painatus")
    came = {"received_on": "22.11.2026", "received_amount": facts.get("amount", "500")}
    coordinator.submit({"printing_on": "20.11.2026", **came})
    return address


def test_material_is_ordered_approved_printed_and_handed_out(
    coordinator: Visitor, office: Visitor, app_world: World
) -> None:
    network = f"/verkosto/{app_world.kainuu}/materiaali"
    address = ordered(coordinator, app_world.kainuu)
    assert "Waits for approval" in coordinator.open(network).text
    assert "One order of material waits for your approval." in office.open("/keskus/").text
    office.follow("/keskus/materiaali")
    office.follow("/tilaus/")
    office.follow("/muutokset")
    wrong = office.submit({"reason": " "})
    assert (wrong.status, bool(wrong.error_of("reason"))) == (422, True)
    office.submit({"reason": "The logo is missing."})
    page = coordinator.open(address)
    assert "The national office asks for changes: The logo is missing." in page.text
    coordinator.follow("/luonnos/")
    coordinator.submit({"amount": "400"})
    coordinator.submit(action="/laheta")
    office.open(address)
    assert "Approved. The network can have it printed." in office.submit(action="/hyvaksy").text
    coordinator.open(address)
    coordinator.follow("/painatus")
    coordinator.submit({"printing_on": "20.11.2026", "print_amount": "420"})
    coordinator.follow("/painatus")
    page = coordinator.submit({"received_on": "22.11.2026", "received_amount": "410"})
    assert "Has arrived" in page.text
    coordinator.open(network)
    coordinator.follow("/jako/")
    amounts = {
        f"amount_{app_world.venue.organisation.id}": "60",
        f"amount_{app_world.distributor.organisation.id}": "100",
    }
    coordinator.submit({"kind": "brochure", "language": "fi", **amounts})
    assert "In Finnish 410 160 250" in coordinator.open(network).text


def test_more_than_there_is_is_asked_about_and_then_saved(
    coordinator: Visitor, office: Visitor, app_world: World
) -> None:
    printed(coordinator, office, app_world.kainuu, amount="10")
    coordinator.open(f"/verkosto/{app_world.kainuu}/materiaali")
    coordinator.follow("/jako/")
    field = f"amount_{app_world.venue.organisation.id}"
    page = coordinator.submit({"kind": "brochure", "language": "fi", field: "11"})
    assert "there are 10 left, and you hand out 11" in page.text
    network = f"/verkosto/{app_world.kainuu}/materiaali"
    stayed = coordinator.client.get(network, follow_redirects=True).get_data(as_text=True)
    assert "more were handed out" not in stayed
    coordinator.submit(action=page.path)
    assert "1 more were handed out than came" in coordinator.open(network).text


def test_wrong_amounts_and_days_are_told_all_at_once_and_kept(
    coordinator: Visitor, office: Visitor, app_world: World
) -> None:
    network = f"/verkosto/{app_world.kainuu}/materiaali"
    coordinator.open(network)
    coordinator.follow("/luonnos/")
    order = {"amount": "many", "file_address": "no", "description": "131052-308T", "wanted_on": "soon"}
    page = coordinator.submit(order)
    assert page.status == 422
    for name, text in order.items():
        assert (bool(page.error_of(name)), page.value_of(name)) == (True, text), name
    page = coordinator.submit({"amount": "5", "file_address": "", "description": "", "wanted_on": ""})
    assert "give the address of the print file" in page.error_of("description")
    printed_at = printed(coordinator, office, app_world.kainuu)
    coordinator.open(printed_at)
    coordinator.follow("/painatus")
    dates = {
        "printing_on": "23.11.2026", "print_amount": "0", "received_on": "1.11.2026", "received_amount": "0"
    }  # fmt: skip
    page = coordinator.submit(dates)
    assert page.status == 422
    for name, text in dates.items():
        assert (bool(page.error_of(name)), page.value_of(name)) == (True, text), name
    coordinator.open(network)
    coordinator.follow("/jako/")
    field = f"amount_{app_world.venue.organisation.id}"
    typed = {"handed_on": "1.12.2026", field: "-1"}
    page = coordinator.submit(typed)
    assert page.status == 422
    for name, text in typed.items():
        assert (bool(page.error_of(name)), page.value_of(name)) == (True, text), name
    page = coordinator.submit({"handed_on": "22.11.2026", field: "0"})
    assert (page.status, "Write an amount for at least one partner." in page.text) == (422, True)


def test_a_partner_says_with_one_tap_that_it_runs_low_and_the_coordinator_sees_it_first(
    visitor: Callable[[], Visitor], coordinator: Visitor, app_world: World
) -> None:
    distributor = visitor()
    distributor.sign_in(app_world.distributor)
    distributor.open("/materiaali")
    page = distributor.submit(action="/brochure/vahissa")
    assert "Your coordinator now sees that you need more." in page.text
    assert "Some material runs low at one partner." in coordinator.open("/alue/").text
    page = coordinator.open(f"/verkosto/{app_world.kainuu}/materiaali")
    assert "They said so themselves on 22 Nov 2026." in page.text
    distributor.open("/materiaali")
    distributor.submit(action="/brochure/riittaa")
    assert "runs low at one partner" not in coordinator.open("/alue/").text


def test_a_number_at_which_a_partner_runs_low_is_written_and_kept(
    coordinator: Visitor, app_world: World
) -> None:
    partner = f"/materiaali/kumppani/{app_world.venue.organisation.id}"
    coordinator.open(partner)
    coordinator.follow("/poster")
    page = coordinator.submit({"low_at": "few", "counted": "-2"})
    assert page.status == 422
    assert [page.value_of(name) for name in ("low_at", "counted")] == ["few", "-2"]
    assert all(page.error_of(name) for name in ("low_at", "counted"))
    page = coordinator.submit({"low_at": "5", "counted": "3"})
    assert "Has 3 at most. Counted on 22 Nov 2026. Runs low at 5." in page.text
    coordinator.follow("/poster")
    assert "Runs low" not in coordinator.submit({"low_at": "", "counted": ""}).text


def test_the_distribution_table_is_searched_and_downloaded(coordinator: Visitor, app_world: World) -> None:
    network = f"/verkosto/{app_world.kainuu}/materiaali"
    coordinator.open(network)
    coordinator.follow("/jako/")
    field = f"amount_{app_world.venue.organisation.id}"
    coordinator.submit({"kind": "poster", "language": "sv", field: "7"})
    page = coordinator.submit(action="/jako/")
    assert "Posters" in page.text
    name = app_world.venue.organisation.name["fi"]
    assert name in coordinator.open(f"{network}/jakelu?word={name.split()[-1]}").text
    assert "No partner found" in coordinator.open(f"{network}/jakelu?word=nobody").text
    file = coordinator.client.get(f"{network}/jakelu.csv?word=venue").get_data(as_text=True)
    assert "Partner;Municipality;Posters;Posters, last" in file
    assert f"{name};Kajaani;7;2026-11-22" in file
    xlsx = coordinator.client.get(f"{network}/jakelu.xlsx")
    assert xlsx.get_data().startswith(b"PK")
    assert coordinator.open(f"{network}/jakelu.pdf").status == 404


def test_others_see_nothing_of_it(
    visitor: Callable[[], Visitor], coordinator: Visitor, app_world: World
) -> None:
    assert coordinator.open(f"/verkosto/{app_world.ostrobothnia}/materiaali").status == 404
    assert coordinator.open(f"/materiaali/kumppani/{app_world.other_venue.organisation.id}").status == 404
    assert coordinator.open("/keskus/materiaali").status == 403
    venue = visitor()
    venue.sign_in(app_world.venue)
    assert venue.open(f"/verkosto/{app_world.kainuu}/materiaali").status == 403
    assert venue.open("/materiaali").status == 200
    assert coordinator.open(f"/materiaali/kumppani/{app_world.venue.organisation.id}/flag").status == 404


def test_an_order_is_taken_back_and_cancelled_after_a_question(
    coordinator: Visitor, office: Visitor, app_world: World
) -> None:
    address = ordered(coordinator, app_world.kainuu)
    coordinator.open(address)
    coordinator.follow("/takaisin")
    page = coordinator.submit(action="/takaisin")
    assert page.value_of("description") == "Esite"
    coordinator.open(address)
    coordinator.follow("/peru")
    assert "The order is cancelled." in coordinator.submit(action="/peru").text
    again = coordinator.open(f"{address}/painatus")
    assert "The national office has not approved this order." in again.text
    assert (
        "This order does not wait for you any more."
        in office.open(f"/keskus/materiaali/{address.rpartition('/')[2]}/muutokset").text
    )
