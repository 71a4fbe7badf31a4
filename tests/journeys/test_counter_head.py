"""The head of the counter: whose it is, for which event; the menu; what comes back with the network."""

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people.counter import Counter
from tests.journeys.people.counter_phone import CounterPhone
from tests.journeys.people.speech import Speech
from tests.support.devices import PHONE
from tests.support.fault_proxy import FaultProxy, Weather
from tests.support.phone_browser import PhoneBrowser
from tests.support.register_file import valid_cards
from tests.support.server import RunningServer

pytestmark = pytest.mark.journey


def test_the_event_is_chosen_before_the_queue_and_stays_chosen(meet: Meet, server: RunningServer) -> None:
    counter = meet(Counter, "fi", PHONE).sign_in().open("/kohde")
    workplace = counter.part("venue").inner_text()
    assert workplace
    expect(counter.part("event")).to_have_text(counter.say("Choose the event"))
    counter.part("where").click()
    choice = counter.page.get_by_role("dialog").get_by_label(counter.say("Which event?"), exact=True)
    event = choice.locator("option").nth(1).inner_text()
    choice.select_option(label=event)
    counter.press("Done")
    expect(counter.part("event")).to_have_text(event)
    (code,) = valid_cards(server, 1)
    counter.check(code)
    expect(counter.page.locator(".kk-sheet select").first.locator("option:checked")).to_have_text(event)
    counter.record(children=0)
    counter.open("/kohde/kirjaukset")
    expect(counter.visit_of(code).first).to_contain_text(event)


def test_the_menu_comes_out_of_the_head_and_escape_puts_it_back(meet: Meet) -> None:
    counter = meet(Counter, "fi", PHONE).sign_in().open("/kohde")
    today = counter.page.get_by_role("navigation").get_by_role("link", name=counter.say("Today’s visits"))
    expect(today).to_be_hidden()
    counter.press("Menu")
    expect(today).to_be_in_viewport()
    counter.page.keyboard.press("Escape")
    expect(today).to_be_hidden()
    expect(counter.button("Menu")).to_be_focused()
    counter.press("Menu")
    counter.follow("Today’s visits")
    expect(counter.page.get_by_role("heading", level=1, name=counter.say("Today’s visits"))).to_be_visible()


def test_a_page_opened_without_a_network_gets_its_menu_when_the_network_is_back(
    own_browser: PhoneBrowser, spoken_app: Flask, proxy: FaultProxy, server: RunningServer
) -> None:
    phone = CounterPhone(own_browser, Speech(spoken_app, "fi"))
    phone.sign_in()
    phone.get_ready()
    workplace = phone.part("venue").inner_text()
    proxy.change(Weather.DOWN)
    phone.reloads()
    expect(phone.part("venue")).to_have_text(workplace)
    (code,) = valid_cards(server, 1)
    phone.read_with_scanner(code)
    phone.sees_heading(phone.say("Valid"))
    proxy.change(Weather.FAIR)
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    expect(phone.page.locator("#site-header nav a").first).to_be_attached()
    phone.sees_heading(phone.say("Valid"))  # the card stands on the screen as before
