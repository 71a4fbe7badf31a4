"""What is kept on a phone does not open: the counter says so, rescues what waits and takes typed codes."""

import json
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Meet
from tests.journeys.people.counter import Counter
from tests.journeys.people.counter_phone import CounterPhone
from tests.journeys.people.speech import Speech
from tests.support.devices import DESK
from tests.support.fault_proxy import FaultProxy, Weather
from tests.support.phone_browser import PhoneBrowser
from tests.support.register_file import lost_numbers, valid_cards, visits_by_phones
from tests.support.server import RunningServer

pytestmark = pytest.mark.journey

_OPENING_MILLISECONDS = 11_000
"""A little more than the page waits for its database."""


@pytest.fixture
def phone(own_browser: PhoneBrowser, spoken_app: Flask) -> CounterPhone:
    return CounterPhone(own_browser, Speech(spoken_app, "fi"))


def test_visits_in_a_database_that_a_newer_page_has_upgraded_are_counted_rescued_and_not_in_the_way(
    phone: CounterPhone, proxy: FaultProxy, server: RunningServer
) -> None:
    waiting, typed = valid_cards(server, 2)
    phone.sign_in()
    phone.get_ready()
    proxy.change(Weather.DOWN)
    phone.lets_in(waiting)
    phone.has_waiting(1)
    _upgrade(phone.page)
    proxy.change(Weather.FAIR)
    phone.reloads()
    phone.is_told_of("storage-newer")
    expect(phone.part("waiting")).to_have_text(phone.say("1 visit waits on this phone to be sent."))
    with phone.page.expect_download() as download:
        phone.looks_at_state().press("Save what waits to a file")
    phone.press("Close")
    file = json.loads(Path(download.value.path()).read_text())
    assert [one["code"] for one in file["commands"]] == [waiting]

    phone.fill("Card code", typed)
    phone.press("Check")
    phone.sees_heading(phone.say("Valid"))
    phone.press("Record")
    phone.page.goto("/kohde/kirjaukset")
    expect(phone.visit_of(typed)).to_have_count(1)
    phone.page.goto("/tili")
    phone.press("Sign out")
    phone.is_told(
        "Visits recorded on this phone have not been sent yet, so you are still signed in. Nothing is lost."
    )


def test_a_database_that_another_tab_does_not_let_go_of_is_not_called_empty(
    phone: CounterPhone, server: RunningServer
) -> None:
    (code,) = valid_cards(server, 1)
    phone.sign_in()
    phone.get_ready()
    other = phone.in_another_tab()
    other.goto("/ei-verkkoa")  # a page of ours without the counter's script
    other.evaluate(_HOLD)
    phone.page.clock.install()
    phone.page.reload()
    for _ in ("to open it", "to read it as it is"):
        phone.page.clock.fast_forward(_OPENING_MILLISECONDS)
    phone.is_told_of("storage-blocked")
    expect(phone.part("waiting")).to_have_text(
        phone.say("Visits may wait on this phone that cannot be seen now.")
    )
    expect(phone.looks_at_state().button("Load the page again")).to_be_visible()
    phone.press("Close")
    phone.fill("Card code", code)
    phone.press("Check")
    phone.sees_heading(phone.say("Valid"))
    other.close()
    phone.page.goto("/kohde")
    phone.has_sent_everything()


def test_a_full_phone_records_at_the_register_and_without_a_network_in_the_page_until_there_is_space(
    phone: CounterPhone, proxy: FaultProxy, server: RunningServer
) -> None:
    online, offline, after = valid_cards(server, 3)
    phone.sign_in()
    phone.get_ready()
    phone.page.evaluate(_FILL)
    phone.lets_in(online)
    phone.is_told_of("storage-quota")
    assert visits_by_phones(server, [online]) == [online]

    proxy.change(Weather.DOWN)
    phone.lets_in(offline)
    expect(phone.part("last-facts")).to_contain_text(phone.say("only on this page"))
    phone.has_waiting(1)
    phone.looks_at_state()
    phone.is_told("1 visit is on this page only. Save it to a file.")
    expect(phone.button("Record on the ordinary page")).to_be_visible()
    with phone.page.expect_download() as download:
        phone.press("Save what waits to a file")
    file = json.loads(Path(download.value.path()).read_text())
    assert [one["code"] for one in file["commands"]] == [offline]
    phone.press("Close")

    phone.page.evaluate(_MAKE_SPACE)
    phone.keeps_everything_on_the_phone()
    phone.reloads()
    phone.has_waiting(1)
    phone.lets_in(after)
    proxy.change(Weather.FAIR)
    phone.sends_now()
    phone.has_sent_everything()
    assert visits_by_phones(server, [online, offline, after]) == sorted([online, offline, after])
    assert lost_numbers(server) == []


@pytest.mark.parametrize("weather", [Weather.DOWN, Weather.FAIR])
@pytest.mark.parametrize("how", ["deleted", "cleared"])
def test_storage_that_is_emptied_under_the_counter_is_filled_again_and_nothing_is_lost_or_doubled(
    phone: CounterPhone, proxy: FaultProxy, server: RunningServer, how: str, weather: Weather
) -> None:
    before, after = valid_cards(server, 2)
    phone.sign_in()
    phone.get_ready()
    proxy.change(Weather.DOWN)
    phone.lets_in(before)
    phone.has_waiting(1)
    proxy.change(weather)
    phone.empties_storage(how)
    phone.knows_that_storage("put-back")
    if weather is Weather.DOWN:
        phone.has_waiting(1)
    phone.lets_in(after)
    phone.reloads()
    if weather is Weather.DOWN:
        phone.has_waiting(2)
    proxy.change(Weather.FAIR)
    phone.sends_now()
    phone.has_sent_everything()
    assert visits_by_phones(server, [before, after]) == sorted([before, after])
    assert lost_numbers(server) == []


def test_after_storage_was_emptied_with_no_page_open_nobody_says_that_everything_was_sent(
    meet: Meet, phone: CounterPhone, proxy: FaultProxy, server: RunningServer
) -> None:
    lost, after = valid_cards(server, 2)
    phone.sign_in()
    phone.get_ready()
    proxy.change(Weather.DOWN)
    phone.lets_in(lost)
    phone.has_waiting(1)
    phone.page.goto("/ei-verkkoa")  # a page of ours without the counter's script
    phone.empties_storage("deleted")
    phone.reloads_counter()
    phone.looks_at_state()
    phone.is_told(
        "There is no connection, and nothing is kept on this phone. If it has been used here before, visits "
        "that had not been sent may be lost."
    )
    proxy.change(Weather.FAIR)
    phone.reloads_counter()
    phone.knows_that_storage("emptied")
    phone.lets_in(after)
    phone.looks_at_state()
    expect(phone.part("waiting")).to_have_text("")
    phone.press("I have read this")
    phone.has_sent_everything()
    assert visits_by_phones(server, [lost, after]) == [after]

    contact = meet(Counter, "fi", DESK).sign_in()
    contact.open("/kohde/laitteet")
    contact.is_told("Storage emptied")


def _upgrade(page: Page) -> None:
    page.evaluate(_UPGRADE)


_UPGRADE = """() => new Promise((resolve, reject) => {
  const opening = indexedDB.open("kaikukortti", 1000);
  opening.onsuccess = () => { opening.result.close(); resolve(); };
  opening.onerror = () => reject(opening.error);
})"""
_FILL = """() => {
  const { add, put } = IDBObjectStore.prototype;
  const full = () => { throw new DOMException("full", "QuotaExceededError"); };
  Object.assign(IDBObjectStore.prototype, { add: full, put: full });
  window.makeSpace = () => Object.assign(IDBObjectStore.prototype, { add, put });
}"""
_MAKE_SPACE = "() => { window.makeSpace(); }"
_HOLD = """() => new Promise((resolve) => {
  const opening = indexedDB.open("kaikukortti");
  opening.onsuccess = () => {
    window.held = opening.result;  // with no listener that would close it
    indexedDB.open("kaikukortti", 1000);
    resolve();
  };
})"""
