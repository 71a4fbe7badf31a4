"""The national office publishes versions of the operating model, and everybody reads them."""

import pytest
from flask import Flask

from tests.conftest import MovableClock
from tests.factories import World
from tests.support.english import english_visitor
from tests.support.page import Page
from tests.support.visitor import Visitor, form_values

VERSION = {
    "valid_from": "1 Jan 2027", "title_en": "Model of 2027", "text_en": "All are welcome.\nAll of us.",
    "changes_en": "The age of children.", "child_age_years": "18", "grace_days": "90",
}  # fmt: skip


@pytest.fixture
def office(app: Flask, app_world: World) -> Visitor:
    person = english_visitor(app)
    person.sign_in(app_world.office)
    return person


def test_a_version_is_published_read_by_all_changed_and_taken_back(
    app: Flask, office: Visitor, clock: MovableClock
) -> None:
    office.open("/keskus/toimintamalli")
    page = office.follow("/uusi")
    assert "Valtakunnallinen toimintamalli" in page.body
    page = office.submit(VERSION)
    assert "Published. It holds from 1 Jan 2027." in page.text

    anybody = english_visitor(app)
    page = anybody.open("/toimintamalli")
    assert page.h1 == "National operating model of 13 January 2022"
    page = anybody.follow("/toimintamalli/2027-01-01")
    assert page.h1 == "Model of 2027"
    for said in ("has not begun", "All are welcome.", "The age of children.", "18 years", "31 Mar 2027"):
        assert said in page.text

    office.open("/keskus/toimintamalli")
    office.follow("/2027-01-01/muuta")
    office.submit({"text_en": "", "link": "https://kaikukortti.example/malli"})
    assert "Read the whole text" in anybody.open("/toimintamalli/2027-01-01").text

    office.open("/keskus/toimintamalli")
    assert "Take the version of 1 Jan 2027 back?" in office.follow("/peru").text
    assert "The version has been taken back." in office.submit().text
    assert anybody.client.get("/toimintamalli/2027-01-01").status_code == 404


def test_a_version_that_has_begun_holds_and_the_one_before_says_so(
    app: Flask, office: Visitor, clock: MovableClock
) -> None:
    office.open("/keskus/toimintamalli/uusi")
    office.submit(VERSION)
    clock.now = clock.now.replace(year=2027)
    anybody = english_visitor(app)
    page = anybody.open("/toimintamalli")
    assert page.h1 == "Model of 2027"
    assert "holds no more" in anybody.open("/toimintamalli/2022-01-13").text


def test_everything_wrong_is_told_at_once_and_kept(office: Visitor) -> None:
    office.open("/keskus/toimintamalli/uusi")
    wrong = {"valid_from": "1 Jan 2020", "title_en": "", "title_fi": "", "title_sv": "", "link": "kaiku",
             "child_age_years": "x", "grace_days": "900"}  # fmt: skip
    page = office.submit(wrong)
    assert page.status == 422
    assert "tomorrow at the earliest" in page.error_of("valid_from")
    assert "Write a title." in page.error_of("title_en")
    assert "https://" in page.error_of("link")
    assert "whole number" in page.error_of("child_age_years")
    assert "from 0 to 366" in page.error_of("grace_days")
    assert 'value="kaiku"' in page.body


@pytest.mark.parametrize("day", ["2026-13-01", "jotain", "2031-01-01"])
def test_an_address_without_a_version_is_no_page(app: Flask, office: Visitor, day: str) -> None:
    for path in (f"/toimintamalli/{day}", f"/keskus/toimintamalli/{day}/muuta"):
        assert office.client.get(path).status_code == 404


def test_a_number_that_a_program_leaves_out_is_asked_for(office: Visitor) -> None:
    office.open("/keskus/toimintamalli/uusi")
    assert office.page is not None
    sent = form_values(office.page.form("/uusi")) | VERSION
    del sent["child_age_years"]
    page = Page(office.client.post("/keskus/toimintamalli/uusi", data=sent), "/keskus/toimintamalli/uusi")
    assert (page.status, page.value_of("title_en")) == (422, VERSION["title_en"])
    assert "whole number" in page.error_of("child_age_years")
