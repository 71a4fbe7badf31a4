"""Issuing on a tablet: every question and the button in one window, and Enter that never issues."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people.distributor import Distributor
from tests.support.devices import TABLET, Device
from tests.support.in_sight import out_of_sight, out_of_sight_anywhere
from tests.support.server import RunningServer, running_server
from webapp.demo import known

pytestmark = pytest.mark.journey

LYING = Device("tablet on its side", 1180, 820, is_touched=True)
ANSWERS = ("code", "birth_year", "postal_code", "children", "mother_tongue", "gender", "life_situation")
BUTTON = ".kk-issue form .govuk-button--large"


@pytest.fixture
def server(demo: Path, tmp_path: Path) -> Iterator[RunningServer]:
    """On a country in which no other journey has issued the code."""
    with running_server(demo, tmp_path / "served") as running:
        yield running


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_a_card_is_issued_on_one_screen_from_the_code_to_what_to_write(meet: Meet, language: str) -> None:
    distributor = meet(Distributor, language, TABLET).sign_in()
    page = distributor.page
    code = known.FREE_CODES_KAINUU[6]
    distributor.read_at_desk(code)
    distributor.sees_heading(distributor.say("Issue a card"))
    distributor.waits_for_scripts()
    inputs = [f"#{name}" for name in ANSWERS]
    assert not list(out_of_sight_anywhere(page, [*inputs, BUTTON], [TABLET, LYING], ["1"]))
    lowest = max(page.locator(one).bounding_box()["y"] for one in inputs)
    assert page.locator(BUTTON).bounding_box()["y"] > lowest

    expect(distributor.field("Year of birth")).to_be_focused()  # the code is there already
    for typed in ("1984", "87100"):
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
    expect(page.locator("#children")).to_have_value("")
    page.locator("#children").press("Enter")
    for _question in ("mother_tongue", "gender", "life_situation"):
        expect(page.locator(f"#{_question}")).to_have_value("")
        page.keyboard.press("Enter")
    expect(page.locator(BUTTON)).to_be_focused()
    expect(page).to_have_url(re.compile("/jakaja/uusi"))  # nothing has been sent

    page.locator(".kk-stepper__button").first.click()
    expect(page.locator("#children")).to_have_value("0")
    page.locator(BUTTON).click()
    distributor.sees_heading(distributor.say("The card is in use"))
    for device in (TABLET, LYING):
        page.set_viewport_size({"width": device.width, "height": device.height})
        assert not out_of_sight(page, [".kk-cardboard dd"])


def test_without_scripts_enter_brings_the_form_back_as_it_was_filled_in(meet: Meet) -> None:
    distributor = meet(Distributor, "fi", TABLET, scripts=False).sign_in()
    distributor.open("/jakaja/uusi").fill("Year of birth", "1984")
    distributor.field("Year of birth").press("Enter")
    distributor.sees_heading(distributor.say("Issue a card"))
    expect(distributor.field("Year of birth")).to_have_value("1984")
    expect(distributor.field("Code of the printed card")).to_be_focused()
