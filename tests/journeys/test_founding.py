"""An empty register of PostgreSQL is founded, grown and used by pages alone; docs/first-day.md shows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.journeys.conftest import Meet, meeting
from tests.journeys.people.newcomer import PASSWORD, Newcomer, NewCounter, NewDistributor
from tests.support.devices import DESK, TABLET, Device
from tests.support.postgres import Cluster
from tests.support.production_server import ProductionServer, production_server

pytestmark = pytest.mark.journey

HAND = Device("hand", 390, 844, scale=1, is_touched=True)


@pytest.fixture
def production(cluster: Cluster, tmp_path: Path) -> Iterator[ProductionServer]:
    """A server on an empty register."""
    url = cluster.create_database("founding")
    with production_server(url, tmp_path) as server:
        yield server
    cluster.drop_database("founding")


@pytest.fixture
def meet(browser: Browser, production: ProductionServer, spoken_app: Flask) -> Iterator[Meet]:
    """People who come to that server."""
    yield from meeting(browser, production.address, spoken_app)


def founds_network(office: Newcomer) -> None:
    """Kainuu with Kajaani, in use."""
    office.open("/keskus/alueet").is_told("No networks yet")
    office.shot("01-no-networks")
    office.follow("Found a network")
    office.fill("Name (%(language)s)", "Kainuu", language=office.say("English"))
    office.chooses("county", "Kainuun hyvinvointialue")
    office.press("Found the network")
    office.sees_heading("Kainuu")
    office.shot("02-what-a-network-lacks")
    office.follow("Take a municipality in")
    office.chooses("municipality", "Kajaani")
    office.ticks("In use")
    office.press("Take in")
    office.is_told("In use")


def adds_office(office: Newcomer, name: str, side: str) -> None:
    """A coordinating office of one side; the page of its people comes next."""
    office.open("/keskus/alueet").follow("Kainuu")
    office.follow("Add a coordinating office")
    office.fill("Name (%(language)s)", name, language=office.say("English"))
    office.ticks(side)
    office.press("Add the office")
    office.sees_heading("People")


def adds_partner(coordinator: Newcomer, way: str, name: str, **chosen: str) -> None:
    """A partner of Kajaani; the page of its people comes next."""
    coordinator.open("/alue/").follow("Partners")
    coordinator.follow(way)
    coordinator.fill("Name (%(language)s)", name, language=coordinator.say("English"))
    coordinator.chooses("municipality", "Kajaani")
    for field, option in chosen.items():
        coordinator.chooses(field, option)
    coordinator.press(way)
    coordinator.sees_heading("People")


def says_yes_to_distributor(office: Newcomer) -> None:
    """The only one that waits."""
    office.open("/keskus/jakajat").shot("05-new-distributor")
    office.press("Yes, %(name)s may give out cards", name="Diakonia")


def commits(member: Newcomer) -> None:
    """A contact person accepts the operating model for their organisation."""
    member.open("/sitoumus").press("We commit ourselves to this model")
    member.is_told("Accepted. It is in force as soon as the others have accepted it too.")


def accepts(office: Newcomer, name: str) -> None:
    """An office accepts it for its side."""
    office.open("/sitoumukset?state=waiting").follow(name)
    office.press("Accept for our side")


def handed_over_code(office: Newcomer) -> str:
    """The only code of a batch for the network."""
    office.open("/keskus/").follow("Card codes")
    office.follow("Make new codes")
    office.chooses("network", "Kainuu")
    office.fill("How many codes", "1")
    office.press("Make the codes")
    office.press("Mark as handed over")
    office.is_told("The batch is marked as handed over.")
    office.shot("07-codes")
    with office.page.expect_download() as download:
        office.press("Download the codes (CSV)")
    return Path(download.value.path()).read_text(encoding="utf-8").split()[1]


def test_an_empty_register_comes_to_life_by_pages_alone(meet: Meet, production: ProductionServer) -> None:
    production.run(
        "create-admin", "--email", "office@kaiku.example", "--name", "Aino", "--password", PASSWORD
    )
    office: Newcomer = meet(Newcomer, "en", DESK).signs_in_at_first("office@kaiku.example")
    founds_network(office)

    adds_office(office, "City of Kajaani", "The municipalities’ side")
    link = office.invites_contact_person("culture@kajaani.example")
    office.shot("03-invitation")
    town: Newcomer = meet(Newcomer, "en", DESK).comes_by(link, "culture@kajaani.example")
    adds_office(office, "Wellbeing in Kainuu", "The county’s side")
    link = office.invites_contact_person("social@kainuu.example")
    county: Newcomer = meet(Newcomer, "en", HAND).comes_by(link, "social@kainuu.example")

    adds_partner(
        county,
        "Add a distributor",
        "Diakonia",
        distributor_kind="parish social work",
        run_by="An association or a foundation (third sector)",
    )
    link = county.invites_contact_person("worker@parish.example")
    distributor: NewDistributor = meet(NewDistributor, "en", TABLET).comes_by(link, "worker@parish.example")
    adds_partner(town, "Add a venue", "Theatre", venue_kind="Theatre", sector="Culture")
    link = town.invites_contact_person("desk@theatre.example")
    counter: NewCounter = meet(NewCounter, "en", HAND).comes_by(link, "desk@theatre.example")
    town.open("/alue/").follow("Partners")
    town.shot("04-partners")

    says_yes_to_distributor(office)
    commits(town)
    county.open("/sitoumus").press("We commit ourselves to this model")
    accepts(office, "City of Kajaani")
    office.is_told("The commitment is in force.")
    for member, name in ((distributor, "Diakonia"), (counter, "Theatre")):
        commits(member)
        accepts(county, name)
        accepts(town, name)
        town.is_told("The commitment is in force.")
    town.shot("06-commitment")

    code = handed_over_code(office)
    distributor.issue_card(code, children=2)
    distributor.shot("08-card-issued")
    counter.check(code)
    counter.is_confirmed()
    counter.shot("09-card-is-valid")
    counter.record(children=2)
    counter.sees_visit(code, children=2)

    assert town.open("/alue/").count_of("Theatre") == 3
    assert county.open("/alue/").count_of("Diakonia") == 1
    town.shot("10-first-figures")
