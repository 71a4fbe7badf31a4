"""No valid card vanishes because another one was read before it was recorded."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people.counter import Counter
from tests.journeys.people.speech import in_groups
from tests.support.devices import PHONE
from tests.support.drawn_camera import DrawnCamera
from tests.support.register_file import stored_visits, valid_cards
from tests.support.scanner import Scanner
from tests.support.server import RunningServer

pytestmark = pytest.mark.journey

HANDS_MS = 160
"""Between two keys, on a keyboard that lies beside the screen."""


def test_of_five_cards_read_one_over_another_none_is_lost(meet: Meet, server: RunningServer) -> None:
    begun = datetime.now(UTC)
    codes = valid_cards(server, 5, children=2)
    scanned, typed, filmed, scanned_too, filmed_too = codes
    counter = meet(Counter, "fi", PHONE)
    camera = DrawnCamera(counter.page)
    counter.sign_in().open("/kohde").press("Read with the camera")

    counter.read_with_scanner(scanned)
    counter.shows(scanned)
    Scanner(counter.page, pace=HANDS_MS, suffix="Enter").reads(typed)
    counter.shows(typed)
    counter.keeps(scanned)
    counter.button("One more: %(field)s", field=counter.say("Children’s tickets")).click()
    # A camera sees whatever comes before it: it must not take the screen from under a finger.
    camera.sees_card(filmed)
    counter.keeps(filmed, scanned)
    counter.shows(typed)
    counter.read_with_scanner(scanned_too)
    counter.shows(scanned_too)
    counter.keeps(typed, filmed, scanned)
    camera.sees_card(filmed_too, "code39")
    counter.keeps(filmed_too, typed, filmed, scanned)

    counter.press("Record card %(code)s", code=in_groups(filmed))
    counter.keeps(filmed_too, typed, scanned)
    counter.press("Do not record card %(code)s", code=in_groups(filmed_too))
    counter.keeps(typed, scanned)
    counter.press("Not recorded: %(code)s (%(word)s)", code=in_groups(scanned), word=counter.say("Valid"))
    counter.shows(scanned)
    counter.keeps(scanned_too, typed)
    counter.press("Record")
    expect(counter.part("sheet-place")).to_be_hidden()
    for code in (scanned_too, typed):
        counter.press("Record card %(code)s", code=in_groups(code))
    counter.keeps()
    counter.has_sent_everything()
    expected = {scanned: 0, typed: 1, filmed: 0, scanned_too: 0}
    stored = [one for one in stored_visits(server, begun) if one.code in codes]
    assert {one.code: one.children for one in stored} == expected
    assert len(stored) == len(expected)
