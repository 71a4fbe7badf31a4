"""A queue at a venue in fast mode: a valid card records itself, and can be changed for five seconds."""

from datetime import UTC, datetime
from itertools import cycle

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people.swimming_hall import SwimmingHall
from tests.support.card_pictures import SYMBOLS
from tests.support.devices import PHONE
from tests.support.drawn_camera import DrawnCamera
from tests.support.register_file import (
    StoredVisit,
    lost_numbers,
    set_card_status,
    stored_visits,
    valid_cards,
    visits_by_phones,
)
from tests.support.server import RunningServer
from webapp.core.cards.reasons import CardRefusal

pytestmark = pytest.mark.journey

THIRTY = 30
FIVE_SECONDS = "00:05"
A_FRAME = 100
"""Milliseconds in which an answer is painted: then the register is asked."""
_WATCH_HAND = """() => {
  window.handled = [];
  const note = ({ type, target }) => window.handled.push(`${type} ${target.id || target.nodeName}`);
  for (const type of ["pointerdown", "touchstart", "keydown", "scroll"]) addEventListener(type, note, true);
  const isField = (element) => element.matches("input, select, textarea");
  addEventListener("focusin", (event) => isField(event.target) && note(event), true);
}"""


@pytest.fixture
def hall(meet: Meet) -> SwimmingHall:
    """Before the queue."""
    staff: SwimmingHall = meet(SwimmingHall, "fi", PHONE).sign_in()
    staff.open("/kohde")
    expect(staff.part("list")).to_have_attribute("data-state", "fresh")
    return staff


@pytest.fixture
def time_stands(hall: SwimmingHall) -> None:
    """Until a journey lets it pass: on a busy machine five seconds may be over before anything is seen."""
    hall.page.clock.install()
    hall.open("/kohde")
    hall.waits_for_scripts()
    hall.page.clock.pause_at(hall.page.evaluate("Date.now() / 1000") + 1)


@pytest.fixture
def begun() -> datetime:
    """When the journey began."""
    return datetime.now(UTC)


def test_a_queue_of_thirty_cards_is_recorded_by_camera_without_one_touch(
    meet: Meet, server: RunningServer, begun: datetime
) -> None:
    codes = valid_cards(server, THIRTY)
    hall = meet(SwimmingHall, "fi", PHONE)
    camera = DrawnCamera(hall.page)
    hall.sign_in().open("/kohde").press("Read with the camera")
    hall.page.evaluate(_WATCH_HAND)
    for code, symbol in zip(codes, cycle(SYMBOLS), strict=False):
        camera.sees_card(code, symbol)
        hall.has_recorded_by_itself(code)
        camera.sees_table()
    hall.waits_for_next_card()
    hall.has_sent_everything()
    expect(hall.part("kept")).to_be_hidden()
    assert hall.page.evaluate("[...window.handled, scrollY]") == [0]
    assert sorted(one.code for one in stored_visits(server, begun) if not one.is_undone) == sorted(codes)
    assert lost_numbers(server) == []


def test_a_card_that_the_register_knows_and_this_phone_does_not_records_itself(
    meet: Meet, server: RunningServer, begun: datetime
) -> None:
    (code,) = valid_cards(server, 1)
    hall = meet(SwimmingHall, "fi", PHONE)
    hall.page.route("**/api/device/list", lambda _: None)  # still on its way
    hall.sign_in().open("/kohde")
    hall.read_with_scanner(code)
    hall.has_recorded_by_itself(code)
    hall.waits_for_next_card()
    hall.has_sent_everything()
    assert visits_of(code, server, begun) == [StoredVisit(code, "ticket", 0, None, is_undone=False)]


@pytest.mark.usefixtures("time_stands")
def test_for_five_seconds_a_card_that_recorded_itself_is_undone_on_its_sheet(
    hall: SwimmingHall, server: RunningServer, begun: datetime
) -> None:
    (code,) = valid_cards(server, 1)
    hall.read_with_scanner(code)
    hall.has_recorded_by_itself(code)
    hall.press("Undo")
    hall.waits_for_next_card()
    hall.has_sent_everything()
    assert visits_of(code, server, begun) == [StoredVisit(code, "ticket", 0, None, is_undone=True)]


@pytest.mark.usefixtures("time_stands")
def test_children_are_added_before_the_visit_is_sent(
    hall: SwimmingHall, server: RunningServer, begun: datetime
) -> None:
    (code,) = valid_cards(server, 1, children=2)
    hall.read_with_scanner(code)
    hall.has_recorded_by_itself(code)
    hall.page.clock.run_for(A_FRAME)
    expect(hall.page.locator("[data-confirmed='confirmed']")).to_be_visible()
    more = hall.button("One more: %(field)s", field=hall.say("Children’s tickets"))
    more.click()
    more.click()
    hall.has_recorded(hall.say("1 adult and %(count)s children", count=2))
    assert visits_of(code, server, begun) == []  # it waits until nobody can change it any more
    hall.page.clock.fast_forward(FIVE_SECONDS)
    hall.waits_for_next_card()
    hall.has_sent_everything()
    assert visits_of(code, server, begun) == [StoredVisit(code, "ticket", 2, None, is_undone=False)]


@pytest.mark.usefixtures("time_stands")
def test_a_card_that_recorded_itself_and_the_register_refuses_says_so_until_somebody_has_seen_it(
    hall: SwimmingHall, server: RunningServer, begun: datetime
) -> None:
    (code,) = valid_cards(server, 1)
    set_card_status(server, code, "withdrawn")  # after this phone got its list
    hall.read_with_scanner(code)
    hall.has_recorded_by_itself(code)
    hall.page.clock.run_for(A_FRAME)
    expect(hall.page.locator("[data-confirmed='corrected']")).to_be_visible()
    hall.page.clock.fast_forward(FIVE_SECONDS)
    hall.sees_refused(CardRefusal.CARD_WITHDRAWN)
    hall.press("Undo")
    hall.waits_for_next_card()
    hall.has_sent_everything()
    assert [one.is_undone for one in visits_of(code, server, begun)] == [True]


@pytest.mark.usefixtures("time_stands")
def test_the_same_card_again_does_not_record_itself_but_is_asked_about(
    hall: SwimmingHall, server: RunningServer
) -> None:
    (code,) = valid_cards(server, 1)
    hall.read_with_scanner(code)
    hall.has_recorded_by_itself(code)
    hall.page.clock.fast_forward(FIVE_SECONDS)
    hall.waits_for_next_card()
    hall.read_with_scanner(code)
    hall.is_asked_about_repeat()
    hall.page.clock.fast_forward(FIVE_SECONDS)
    hall.is_asked_about_repeat()
    hall.press("Close")
    hall.has_sent_everything()
    assert visits_by_phones(server, [code]) == [code]


def visits_of(code: str, server: RunningServer, since: datetime) -> list[StoredVisit]:
    return [one for one in stored_visits(server, since) if one.code == code]
