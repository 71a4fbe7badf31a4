"""A group: every member's answer is in sight, it is undone as one, and a card that was not along alone."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people.counter import Counter
from tests.journeys.people.speech import spaced
from tests.support.devices import PHONE
from tests.support.drawn_camera import DrawnCamera
from tests.support.in_sight import out_of_sight
from tests.support.register_file import stored_visits, valid_cards
from tests.support.server import RunningServer
from webapp.core.cards.reasons import CardRefusal
from webapp.demo import known

pytestmark = pytest.mark.journey

IN_SIGHT = (
    "[data-counter='said']",
    "[data-counter='members'] [data-tone='refused']",
    "[data-counter='record-group']",
)
RECORD_GROUP = """async (codes) => {
  const post = (path, body) => fetch(path, {
    method: "POST", headers: {"content-type": "application/json"}, body: JSON.stringify(body),
  }).then((answer) => answer.json());
  const { device, next_sequence } = await post("/api/device", {});
  const [now, group] = [new Date().toISOString(), crypto.randomUUID()];
  const commands = codes.map((code, place) => ({
    type: "record", id: crypto.randomUUID(), sequence: next_sequence + place, at: now, code, kind: "ticket",
    children: 0, assistants: 0, offer_id: null, group_id: group, repeat_is_meant: true,
  }));
  const report = { id: device.id, last_sequence: next_sequence + codes.length - 1 };
  const said = { sent_at: now, device: { ...report, waiting: 0, list_made_at: null }, commands };
  return (await post("/api/visits", said)).outcomes.length;
}"""


def test_a_group_is_undone_as_one_and_a_card_that_was_not_along_alone(
    meet: Meet, server: RunningServer
) -> None:
    codes = [known.COMMUNITY_CARD, *valid_cards(server, 3)]
    counter = meet(Counter, "fi", PHONE).sign_in()
    assert counter.page.evaluate(RECORD_GROUP, codes) == len(codes)
    counter.open("/kohde/kirjaukset")
    absent, leader = (counter.visit_of(code).first for code in (codes[1], codes[0]))
    expect(leader).to_contain_text(counter.say("In a group of %(count)s cards", count=4))
    absent.locator("summary").click()
    absent.get_by_role("button", name=counter.say("This card was not along")).click()
    counter.is_told("The visit has been undone.")
    expect(leader).to_contain_text(counter.say("In a group of %(count)s cards", count=3))
    leader.get_by_role("button", name=counter.say("Undo the whole group of %(count)s cards", count=3)).click()
    counter.is_told("The whole group has been undone.")
    undone = counter.speech.saying("Undone at %(time)s", "time")
    for code in codes:
        expect(counter.visit_of(code).first).to_contain_text(undone)


def test_a_group_read_by_camera_says_who_is_not_included_and_is_undone_where_it_was_recorded(
    meet: Meet, server: RunningServer
) -> None:
    begun = datetime.now(UTC)
    first, second = valid_cards(server, 2)
    counter = meet(Counter, "fi", PHONE)
    camera = DrawnCamera(counter.page)
    counter.sign_in().open("/kohde").press("Read with the camera")
    camera.sees_card(known.COMMUNITY_CARD)
    counter.shows(known.COMMUNITY_CARD)
    expect(counter.button("Record")).to_have_count(0)
    counter.press("Who is along?")
    expect(counter.button("Only this card")).to_be_visible()  # there is no group of one card
    no = counter.say("Not valid")
    for code, symbol, tone in (
        (first, "code39", "valid"),
        (known.EXPIRED_CARD, "qr", "refused"),
        (second, "code128", "valid"),
    ):
        camera.sees_card(code, symbol)
        said = counter.part("said")
        expect(said).to_contain_text(spaced(code))
        expect(said).to_have_attribute("data-tone", tone)
        if tone == "refused":
            expect(said).to_contain_text(counter.speech.reason(CardRefusal.CARD_EXPIRED))
            assert out_of_sight(counter.page, IN_SIGHT) == []
    counter.is_told("Not included: %(why)s", why=f"{no}. {counter.speech.reason(CardRefusal.CARD_EXPIRED)}")
    assert out_of_sight(counter.page, IN_SIGHT) == []
    counter.records_group(3)
    group = [one for one in stored_visits(server, begun) if one.group_id]
    assert sorted(one.code for one in group) == sorted([known.COMMUNITY_CARD, first, second])
    assert len({one.group_id for one in group}) == 1
    counter.undoes_last()
    counter.has_sent_everything()
    assert [one.is_undone for one in stored_visits(server, begun) if one.group_id] == [True] * 3
