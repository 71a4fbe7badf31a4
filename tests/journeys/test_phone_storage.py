"""What is kept on a phone does not open: the counter says so, rescues what waits and takes typed codes."""

import json
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.journeys.people.counter_phone import CounterPhone
from tests.journeys.people.speech import Speech
from tests.support.fault_proxy import FaultProxy, Weather
from tests.support.phone_browser import PhoneBrowser
from tests.support.register_file import valid_cards
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


def test_a_visit_that_the_phone_cannot_store_is_recorded_on_the_ordinary_page(
    phone: CounterPhone, server: RunningServer
) -> None:
    full, after = valid_cards(server, 2)
    phone.sign_in()
    phone.get_ready()
    phone.page.evaluate(_FILL)
    phone.read_with_scanner(full)
    phone.sees_heading(phone.say("Valid"))
    phone.press("Record")
    phone.is_told_of("storage-quota")
    phone.is_told("The visit was not saved: this browser refuses to keep it. Record it on the ordinary page.")
    phone.press("Record on the ordinary page")
    phone.page.wait_for_load_state()
    phone.sees_heading(phone.say("Valid"))
    phone.press("Record")
    phone.page.goto("/kohde/kirjaukset")
    expect(phone.visit_of(full)).to_have_count(1)

    phone.open("/kohde")  # there is space again, and the counter works as before
    phone.lets_in(after)
    phone.has_sent_everything()


def _upgrade(page: Page) -> None:
    page.evaluate(_UPGRADE)


_UPGRADE = """() => new Promise((resolve, reject) => {
  const opening = indexedDB.open("kaikukortti", 1000);
  opening.onsuccess = () => { opening.result.close(); resolve(); };
  opening.onerror = () => reject(opening.error);
})"""
_FILL = """() => {
  IDBObjectStore.prototype.add = () => { throw new DOMException("full", "QuotaExceededError"); };
}"""
_HOLD = """() => new Promise((resolve) => {
  const opening = indexedDB.open("kaikukortti");
  opening.onsuccess = () => {
    window.held = opening.result;  // with no listener that would close it
    indexedDB.open("kaikukortti", 1000);
    resolve();
  };
})"""
