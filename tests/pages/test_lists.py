"""Every declared list: searched, filtered, sorted both ways, a page at a time; its files hold the same."""

import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import import_module
from io import BytesIO
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from openpyxl import load_workbook

from tests.conftest import NOW, MovableClock
from tests.factories import World
from tests.support.english import english_visitor
from tests.support.list_cases import CASES, Case
from tests.support.long_lists import make_long_lists
from tests.support.page import Page
from tests.support.visitor import Visitor, session_factory_of
from webapp import pages
from webapp.core.lists.reading import PAGE_SIZE
from webapp.core.partners.models import Organisation
from webapp.core.tables.reading import read_table
from webapp.plumbing.rendering.lists import ListOf

LONG: Final = PAGE_SIZE + 10


IN_OTHER_COLUMNS: Final = {"partners"}
"""Whose files have the columns of the table that can be taken in again."""


def declared() -> Iterator[ListOf[Any]]:
    """Every list that a module of pages declares."""
    for found in pkgutil.walk_packages(pages.__path__, f"{pages.__name__}."):
        for value in vars(import_module(found.name)).values():
            if isinstance(value, ListOf):
                yield value


@pytest.fixture
def world(app: Flask, app_world: World) -> World:
    """The small country with long lists."""
    with session_factory_of(app).begin() as session:
        make_long_lists(session, app_world, LONG, now=NOW)
    return app_world


@pytest.fixture
def reader(app: Flask, world: World) -> Callable[[Case], Visitor]:
    """Whoever reads a list."""

    def arrive(case: Case) -> Visitor:
        person = english_visitor(app)
        person.sign_in(getattr(world, case.reader))
        return person

    return arrive


def test_every_declared_list_is_tried_here() -> None:
    assert {one.name for one in declared()} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_list_is_sorted_by_its_headings_both_ways_and_its_files_with_it(
    reader: Callable[[Case], Visitor], world: World, name: str
) -> None:
    case = CASES[name].at(world)
    person = reader(case)
    orders = [one for one in headings(person.open(case.page)) if one.address]
    assert orders
    for order in orders:
        asked = dict(parse_qsl(urlsplit(order.address).query))
        by = asked["sort"].removeprefix("-")
        up, down = rows_of(person, case, sort=by), rows_of(person, case, sort=f"-{by}")
        assert len(up) > PAGE_SIZE
        assert down == up[::-1], by
        for direction, rows, said in ((by, up, "ascending"), (f"-{by}", down, "descending")):
            page = person.open(f"{case.page}?{urlencode({'sort': direction})}")
            (sorted_by,) = [one for one in headings(page) if one.order]
            assert (sorted_by.text, sorted_by.order) == (order.text, said)
            if name not in IN_OTHER_COLUMNS:
                assert first_cells(page) == [as_shown(row[0]) for row in rows[:PAGE_SIZE]]


@pytest.mark.parametrize("name", CASES)
def test_a_list_comes_a_page_at_a_time_and_keeps_what_was_asked(
    reader: Callable[[Case], Visitor], world: World, name: str
) -> None:
    case = CASES[name].at(world)
    person = reader(case)
    by = parse_qsl(
        urlsplit(next(one.address for one in headings(person.open(case.page)) if one.address)).query
    )[0][1]
    first = person.open(f"{case.page}?{urlencode({'sort': by})}")
    assert len(first_cells(first)) == PAGE_SIZE
    second = person.follow("page=2")
    assert "Page 2 of" in second.text
    seen = [*first_cells(first), *first_cells(second)]
    assert len(seen) > PAGE_SIZE
    if name not in IN_OTHER_COLUMNS:
        assert seen == [as_shown(row[0]) for row in rows_of(person, case, sort=by)][: 2 * PAGE_SIZE]
    for wrong in ("0", "-1", "99999999999999999999", "x"):
        assert person.open(f"{case.page}?{urlencode({'page': wrong})}").status == 200
    beyond = person.open(f"{case.page}?page=2000000")
    assert re.search(r"Page (\d+) of \1\b", beyond.text)
    assert person.open(f"{case.page}?sort=nonsense").status == 200


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.word])
def test_a_list_is_searched_by_a_word(reader: Callable[[Case], Visitor], world: World, name: str) -> None:
    case = CASES[name].at(world)
    person = reader(case)
    everything, found = rows_of(person, case), rows_of(person, case, word=case.word)
    assert 0 < len(found) < len(everything)
    assert all(row in everything for row in found)
    assert all(any(case.word in cell.casefold() for cell in row) for row in found)
    assert rows_of(person, case, word="zzzzzz") == []
    page = person.open(f"{case.page}?word=zzzzzz")
    assert not list(page.root.iter("table"))
    assert 'value="zzzzzz"' in page.body


@pytest.mark.parametrize("name", CASES)
def test_a_list_is_narrowed_by_each_filter_and_a_wrong_one_is_told(
    reader: Callable[[Case], Visitor], world: World, name: str
) -> None:
    case = CASES[name].at(world)
    person = reader(case)
    everything = rows_of(person, case)
    for field, choices in filters(person.open(case.page)).items():
        parts = [rows_of(person, case, **{field: choice}) for choice in choices]
        assert all(row in everything for rows in parts for row in rows), field
        assert any(len(rows) < len(everything) for rows in parts), field
        page = person.open(f"{case.page}?{urlencode({field: 'nonsense', 'word': 'museo'})}")
        assert page.status == 422
        assert page.error_of(field)
        assert person.client.get(f"{case.files}.csv?{field}=nonsense").status_code == 404


@pytest.mark.parametrize("name", CASES)
def test_the_two_kinds_of_file_hold_the_same_and_each_is_in_the_log(
    app: Flask, reader: Callable[[Case], Visitor], world: World, name: str
) -> None:
    case = CASES[name].at(world)
    person = reader(case)
    rows = rows_of(person, case)
    answer = person.client.get(f"{case.files}.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert b";" in answer.data.splitlines()[0]
    answer = person.client.get(f"{case.files}.xlsx")
    sheet = load_workbook(BytesIO(answer.data)).worksheets[0]
    assert sheet.max_row == len(rows) + 1
    texts = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    firsts = [f"{row[0]:%Y-%m-%d}" if isinstance(row[0], datetime) else row[0] for row in texts]
    assert firsts == [row[0] or None for row in rows]
    assert person.client.get(f"{case.files}.pdf").status_code == 404
    office = english_visitor(app)
    office.sign_in(world.office)
    log = office.open("/keskus/loki").text
    assert log.count(f"Number of rows: {len(rows)}.") == 3
    assert "downloaded the list “" in log


@pytest.mark.parametrize("name", CASES)
def test_nobody_takes_another_networks_rows_along(app: Flask, world: World, name: str) -> None:
    case = CASES[name]
    elsewhere = str(world.ostrobothnia)
    for who in ("coordinator", "distributor", "venue"):
        person = english_visitor(app)
        person.sign_in(getattr(world, who))
        for file_kind in ("csv", "xlsx"):
            address = case.files.format(network=elsewhere)
            answer = person.client.get(f"{address}.{file_kind}")
            is_readers = who == case.reader and "{network}" not in case.files
            assert answer.status_code == (200 if is_readers else 404 if who == case.reader else 403)
            if is_readers:
                assert foreign_names(app, world).isdisjoint(
                    cell for row in table(answer.data) for cell in row
                )
    stranger = english_visitor(app)
    assert stranger.client.get(f"{case.files.format(network=elsewhere)}.csv").status_code == 302


@pytest.mark.parametrize("name", CASES)
def test_a_file_asks_who_is_there(
    reader: Callable[[Case], Visitor], world: World, clock: MovableClock, name: str
) -> None:
    case = CASES[name].at(world)
    person = reader(case)
    clock.now += timedelta(minutes=11)
    answer = person.client.get(f"{case.files}.csv?word=x")
    assert answer.status_code == 303
    assert dict(parse_qsl(urlsplit(answer.headers["Location"]).query))["next"] == f"{case.files}.csv?word=x"


@dataclass(frozen=True)
class Heading:
    """A column's heading as a page has it."""

    text: str
    address: str
    order: str


def headings(page: Page) -> list[Heading]:
    """The headings of the list on a page."""
    found = []
    for one in page.root.iter("th"):
        link = next(one.iter("a"), None)
        address = link.get("href", "") if link is not None else ""
        found.append(Heading(words(one), address, one.get("aria-sort", "")))
    return found


def words(element: Element) -> str:
    """What an element says."""
    return " ".join("".join(element.itertext()).split())


def as_shown(text: str) -> str:
    """A file's first cell as a page writes it: a day in the reader's way."""
    return f"{date.fromisoformat(text):%-d %b %Y}" if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text


def first_cells(page: Page) -> list[str]:
    """The name in each row, without what stands beside it."""
    found = []
    for body in page.root.iter("tbody"):
        for row in body:
            cell = next(row.iter("td"))
            for state in [one for one in cell if "kk-tag" in one.get("class", "")]:
                cell.remove(state)
            found.append(words(cell).replace("\N{SOFT HYPHEN}", ""))
    return found


def filters(page: Page) -> dict[str, list[str]]:
    """The choices of each select of the list's form."""
    main = next(page.root.iter("main"))
    return {
        select.get("name", ""): [one.get("value", "") for one in select.iter("option") if one.get("value")]
        for select in main.iter("select")
    }


def table(content: bytes) -> list[list[str]]:
    """The rows of a file, without its head."""
    return [[cell.text for cell in row.cells] for row in read_table(content)[1:]]


def rows_of(person: Visitor, case: Case, **asked: str) -> list[list[str]]:
    """What a search finds, as its CSV file has it."""
    answer = person.client.get(f"{case.files}.csv?{urlencode(asked)}")
    assert answer.status_code == 200, answer.status
    return table(answer.data)


def foreign_names(app: Flask, world: World) -> set[str]:
    """What another network's people and places are called."""
    with session_factory_of(app)() as session:
        return {
            session.get_one(Organisation, one.organisation.id).name.text_in("en")
            for one in (world.other_venue, world.other_distributor)
        }
