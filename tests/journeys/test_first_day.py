"""Pages on a register's first day, before anything has happened: every empty state is a good page too."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.journeys.conftest import Meet
from tests.journeys.people.coordinator import Coordinator
from tests.journeys.people.counter import Counter
from tests.journeys.people.distributor import Distributor
from tests.journeys.people.national_office import NationalOffice
from tests.journeys.people.person import Person
from tests.journeys.tour.guide import lead
from tests.journeys.tour.inspector import Inspector
from tests.journeys.tour.stops_of_first_day import first_day
from tests.support.axe import Examiner
from tests.support.devices import DESK
from tests.support.html_check import invalid_html
from tests.support.server import RunningServer, running_server
from tests.support.young_register import make_young_register

pytestmark = pytest.mark.journey

TOURS = {
    "first-day-public": (Person, first_day(front="/", areas="/alueet", area="/alueet/2")),
    "first-day-venue": (Counter, first_day(counter="/kohde", visits="/kohde/kirjaukset")),
    "first-day-distributor": (
        Distributor,
        first_day(issue="/jakaja/uusi", cards="/jakaja/", outings="/jakaja/retket"),
    ),
    "first-day-coordinator": (Coordinator, first_day(network="/alue/", tips="/alue/vinkit")),
    "first-day-office": (
        NationalOffice,
        first_day(country="/keskus/", batches="/keskus/tunnukset", log="/keskus/loki"),
    ),
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    """On a register without cards and visits."""
    with running_server(make_young_register(tmp_path / "young"), tmp_path / "served") as running:
        yield running


def test_pages_without_anything_on_them_are_good_pages(meet: Meet, spoken_app: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    inspector = Inspector(spoken_app, "fi", folder, is_thorough=True, examiner=Examiner())
    for role, (kind, stops) in TOURS.items():
        lead(inspector, meet(kind, "fi", DESK), role=role, stops=stops, follows_links=False)
    wrong = inspector.findings + invalid_html(folder)
    assert not wrong, "\n".join(["", *wrong])


def test_the_first_card_of_a_network_is_issued_and_recorded(meet: Meet) -> None:
    office = meet(NationalOffice, "fi").sign_in()
    office.make_codes("Kainuu", 3)
    office.mark_handed_over()
    code = office.download_codes()[0]
    meet(Distributor, "fi").sign_in().issue_card(code, children=0)
    counter = meet(Counter, "fi").sign_in()
    counter.check(code)
    counter.record(children=0)
    counter.sees_visit(code, children=0)
