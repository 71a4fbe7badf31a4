"""On every window that stands on a counter the answer and what to press are in sight, covered by nothing."""

from collections.abc import Iterator, Sequence

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.journeys.people.counter_phone import CounterPhone
from tests.journeys.people.speech import Speech
from tests.support.devices import COUNTERS
from tests.support.fault_proxy import FaultProxy, Weather
from tests.support.in_sight import out_of_sight_anywhere
from tests.support.phone_browser import PhoneBrowser
from tests.support.register_file import valid_cards
from tests.support.server import RunningServer
from webapp.demo import known

pytestmark = pytest.mark.journey

HEAD = ("[data-counter='where']", "[data-counter='state-icon']", "[data-counter='menu']")
WAITING = (*HEAD, ".kk-camera__opener", "#code", ".kk-check > .govuk-button")
ANSWER = (*HEAD, ".kk-sheet .kk-verdict__sign", ".kk-sheet__word", ".kk-sheet__facts .kk-code")
REASON = ".kk-sheet__reason"
CLOSE = ".kk-sheet [data-slot='close']"
RECORD = ".kk-sheet [data-slot='record']"
STATE_LINE = "[data-counter='state']"
KEPT = "[data-counter='kept'] [data-slot='record']"
KEPT_CODE = "[data-counter='kept'] [data-slot='open']"
ASSISTANTS = ".kk-sheet [data-slot='assistants'] > summary"
ON_THEIR_SIDE = [device for device in COUNTERS if device.height < 400]
CHOOSING = "valid, with children, an event and a kind to choose"
MISTYPED = known.NEW_SERIES_CARD[:-1] + str((int(known.NEW_SERIES_CARD[-1]) + 1) % 10)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_answer_and_record_are_in_sight_in_every_state(
    own_browser: PhoneBrowser, spoken_app: Flask, proxy: FaultProxy, server: RunningServer, language: str
) -> None:
    phone = CounterPhone(own_browser, Speech(spoken_app, language))
    phone.page.context.add_cookies([{"name": "language", "value": language, "url": own_browser.address}])
    phone.sign_in()
    phone.get_ready()
    hidden = [
        f"{state}: {fault}"
        for state, selectors in _states(phone, proxy, valid_cards(server, 3, children=2))
        for fault in (
            *out_of_sight_anywhere(phone.page, selectors, COUNTERS),
            *(
                out_of_sight_anywhere(phone.page, [ASSISTANTS], ON_THEIR_SIDE, ["1"])
                if state == CHOOSING
                else ()
            ),
        )
    ]
    assert not hidden, "\n".join(hidden)


def _states(
    phone: CounterPhone, proxy: FaultProxy, cards: Sequence[str]
) -> Iterator[tuple[str, Sequence[str]]]:
    yield "waiting", WAITING
    phone.read_with_scanner(cards[0])
    phone.is_confirmed()
    yield CHOOSING, (*ANSWER, RECORD, CLOSE)
    phone.read_with_scanner(known.EXPIRED_CARD)
    phone.is_confirmed()
    yield "expired, and a card that waits", (*ANSWER, REASON, CLOSE, KEPT, KEPT_CODE)
    phone.part("kept").get_by_role("button").nth(1).click()
    phone.press("Close")
    phone.is_ready_for_next()
    yield "recorded, with its undo", (*WAITING, "[data-counter='last-undo']")
    phone.read_with_scanner(cards[0])
    phone.is_confirmed()
    yield "already recorded", (*ANSWER, REASON, RECORD, CLOSE)
    for code in (known.WITHDRAWN_CARD, known.REPLACED_CODE, known.FREE_CODES_KAINUU[3]):
        phone.read_with_scanner(code)
        phone.is_confirmed()
        yield f"refused {code}", (*ANSWER, REASON, CLOSE)
    phone.read_with_scanner(MISTYPED)
    phone.is_confirmed()
    yield "mistyped", (*ANSWER, REASON, ".kk-sheet [data-slot='correct']", CLOSE)
    yield from _group(phone, cards)
    proxy.change(Weather.DOWN)
    phone.lets_in(cards[1])
    phone.is_told_of("offline")
    yield "offline, one waits", (*WAITING, STATE_LINE)
    for name, code in {"withdrawn": known.WITHDRAWN_CARD, "expired": known.EXPIRED_CARD}.items():
        phone.read_with_scanner(code)
        expect(phone.page.locator("[data-confirmed='list']")).to_be_visible()
        yield f"offline, {name}", (*ANSWER, REASON, CLOSE, STATE_LINE)
    phone.read_with_scanner("A111111111")
    expect(phone.page.locator("[data-confirmed='list']")).to_be_visible()
    yield "offline, unknown", (*ANSWER, REASON, RECORD, CLOSE, STATE_LINE)


def _group(phone: CounterPhone, cards: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    bar = ("[data-counter='record-group']", "[data-counter='leave-group']")
    phone.read_with_scanner(known.COMMUNITY_CARD)
    phone.is_confirmed()
    yield "community card", (*ANSWER, RECORD, CLOSE)
    phone.press("Who is along?")
    yield "who is along", (*HEAD, *bar)
    for code in (*cards[1:], known.EXPIRED_CARD):
        phone.read_with_scanner(code)
        expect(phone.part("said")).to_contain_text(code[-3:])
    yield "group with a card that is not included", (*HEAD, *bar, "[data-counter='said']", "#code")
    phone.press("Do not record")
