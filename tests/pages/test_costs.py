"""The national office shares a year's costs on pages, and takes tables and letters along."""

from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from tests.factories import World
from tests.support.english import english_visitor
from tests.support.visitor import Visitor

COSTS = "/keskus/kustannukset"


@pytest.fixture
def office(app: Flask, app_world: World) -> Visitor:
    """The national office."""
    person = english_visitor(app)
    person.sign_in(app_world.office)
    return person


def test_a_year_is_shared_and_settled_and_letters_go_out(office: Visitor) -> None:
    assert "No year has been written yet." in office.open(COSTS).text
    office.follow(f"{COSTS}/2026")
    page = office.submit({"euros": "29 000"})
    assert "Together €29,000.00" in page.text
    assert office.client.get(f"{COSTS}/2026/kirje/municipality/205.pdf").status_code == 404
    page = office.answer_yes("/vahvista")
    assert "Settled on 22 Nov 2026." in page.text
    letter = office.client.get(f"{COSTS}/2026/kirje/municipality/205.pdf")
    assert (letter.mimetype, letter.data[:5]) == ("application/pdf", b"%PDF-")
    assert "settled the costs of the year 2026." in office.open("/keskus/loki").text


def test_shares_are_taken_along_and_are_the_sum(office: Visitor) -> None:
    office.open(f"{COSTS}/2026")
    office.submit({"euros": "100,01", "municipal_percent": "60"})
    rows = office.client.get(f"{COSTS}/2026.csv").data.decode("utf-8-sig").splitlines()
    assert rows[0] == "Payer;Number of the area;Name;Persons;Euros"
    cents = [int(row.rpartition(";")[2].replace(",", "")) for row in rows[1:]]
    assert sum(cents) == 10_001
    sheet = load_workbook(BytesIO(office.client.get(f"{COSTS}/2026.xlsx").data)).worksheets[0]
    euros = [row[4].value for row in sheet.iter_rows(min_row=2)]
    assert euros == [one / 100 for one in cents]
    assert office.client.get(f"{COSTS}/2026.ods").status_code == 404


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"euros": "", "municipal_percent": "101", "trial_percent": "x"},
         {"euros", "municipal_percent", "trial_percent"}),
        ({"euros": "1,234"}, {"euros"}),
    ],
)  # fmt: skip
def test_a_wrong_year_keeps_what_was_typed(office: Visitor, typed: dict[str, str], wrong: set[str]) -> None:
    office.open(f"{COSTS}/2026")
    page = office.submit(typed)
    assert page.status == 422
    assert {name for name in typed if page.error_of(name)} == wrong
    assert all(page.value_of(name) == text for name, text in typed.items())


def test_populations_are_pasted_and_wrong_rows_are_named(office: Visitor) -> None:
    office.open(f"{COSTS}/vakiluvut/2026")
    page = office.submit({"populations": "Kajaani;36 543\nMuumila;5"})
    assert page.status == 422
    assert "Rows that cannot be read: 2" in page.error_of("populations")
    assert "36,543" not in page.text
    page = office.submit({"populations": "Kajaani;36 543"})
    assert "1 municipality changed." in page.text
    assert "Kajaani 36,543 2026" in page.text


def test_years_that_are_none_and_other_people_find_nothing(
    office: Visitor, app: Flask, app_world: World
) -> None:
    assert office.open(f"{COSTS}/1999").status == 404
    assert office.client.get(f"{COSTS}/2027.csv").status_code == 404
    other = english_visitor(app)
    other.sign_in(app_world.coordinator)
    assert other.open(COSTS).status == 403
