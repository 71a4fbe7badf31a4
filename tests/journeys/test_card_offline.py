"""The card is there without a network, says what the register said last, and goes when it is given up."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.journeys.people.card_phone import CardPhone
from tests.journeys.people.speech import Speech
from tests.support.fault_proxy import FaultProxy, Weather
from tests.support.phone_browser import PhoneBrowser
from tests.support.register_file import set_card_status
from tests.support.server import RunningServer
from tests.support.traces import HOLDERS_NAME
from webapp.demo.known import VALID_CARD

pytestmark = pytest.mark.journey

NO_STORAGE = """for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
}"""


@pytest.fixture
def phone(own_browser: PhoneBrowser, spoken_app: Flask) -> CardPhone:
    """Has the demo's best-known card, and has opened it once."""
    holder = CardPhone(own_browser, Speech(spoken_app, "fi"))
    holder.takes_demo_card()
    holder.has_cached()
    return holder


@pytest.fixture
def withdrawn_later(server: RunningServer) -> Iterator[None]:
    """Whatever becomes of the card, the next journey finds it valid."""
    yield
    set_card_status(server, VALID_CARD, "active")


@pytest.mark.parametrize("weather", [Weather.DOWN, Weather.CAPTIVE, Weather.BROKEN])
def test_a_killed_phone_without_a_network_shows_the_card_from_cold(
    phone: CardPhone, proxy: FaultProxy, weather: Weather
) -> None:
    proxy.change(weather)
    phone.dies_and_opens()
    phone.sees_card()
    phone.can_be_read(VALID_CARD)
    phone.is_alive()
    phone.looks_at_the_phone_again()
    phone.is_told_when_it_was_checked(offline=True)
    proxy.change(Weather.FAIR)
    phone.looks_at_the_phone_again()
    phone.is_told_when_it_was_checked(offline=False)


def test_without_a_network_the_code_is_enlarged_and_time_runs_for_who_wants_no_motion(
    phone: CardPhone, proxy: FaultProxy
) -> None:
    proxy.change(Weather.DOWN)
    phone.dies_and_opens()
    phone.page.emulate_media(reduced_motion="reduce")
    phone.is_alive()
    expect(phone.enlarges_the_code().locator("use").first).to_be_visible()


@pytest.mark.usefixtures("withdrawn_later")
def test_a_card_withdrawn_while_the_phone_was_away_says_so_when_the_network_is_back(
    phone: CardPhone, proxy: FaultProxy, server: RunningServer
) -> None:
    proxy.change(Weather.DOWN)
    phone.dies_and_opens()
    phone.sees_card()
    set_card_status(server, VALID_CARD, "withdrawn")
    proxy.change(Weather.FAIR)
    phone.looks_at_the_phone_again()
    phone.sees_heading(phone.say("This card has been stopped"))
    phone.has_cached("This card has been stopped")
    proxy.change(Weather.DOWN)
    phone.dies_and_opens()
    phone.sees_heading(phone.say("This card has been stopped"))


def test_a_phone_that_forgets_the_card_keeps_nothing_of_it(phone: CardPhone, proxy: FaultProxy) -> None:
    phone.writes_name(HOLDERS_NAME)
    phone.sees(HOLDERS_NAME)
    phone.takes_the_card_off()
    phone.sees_heading(phone.say("Your card can live on this phone"))
    phone.has_forgotten_the_card()
    proxy.change(Weather.DOWN)
    phone.dies_and_opens()
    phone.sees_heading(phone.say("No connection"))


def test_an_installed_app_with_cookies_and_nothing_else_finds_its_card(
    phone: CardPhone, browser: Browser, proxy: FaultProxy
) -> None:
    cookies = phone.page.context.cookies()
    with browser.new_context(base_url=proxy.address, locale="fi-FI", viewport=None) as installed:
        installed.add_cookies([{**cookie} for cookie in cookies])  # type: ignore[typeddict-item]
        installed.add_init_script(NO_STORAGE)
        phone.page = installed.new_page()
        phone.open("/oma")
        phone.sees_card()
        phone.is_alive()
        phone.enlarges_the_code()
