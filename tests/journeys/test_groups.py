"""A group on the page of the day: undone as one, and a card that was not along taken out alone."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people.counter import Counter
from tests.support.devices import PHONE
from tests.support.register_file import valid_cards
from tests.support.server import RunningServer
from webapp.demo import known

pytestmark = pytest.mark.journey

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
