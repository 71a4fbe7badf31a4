"""No visit is lost, whatever the network, the server and the phone do, and none is recorded twice."""

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.journeys.people.counter_phone import CounterPhone
from tests.journeys.people.speech import Speech
from tests.support.fault_proxy import FaultProxy, Weather
from tests.support.phone_browser import PhoneBrowser
from tests.support.register_file import (
    end_sessions,
    lost_numbers,
    revoke_devices,
    valid_cards,
    visits_by_phones,
)
from tests.support.server import RunningServer

pytestmark = pytest.mark.journey

THIRTY = 30


@pytest.fixture
def phone(own_browser: PhoneBrowser, spoken_app: Flask) -> CounterPhone:
    """At the counter of the town theatre, ready to work without a network."""
    counter = CounterPhone(own_browser, Speech(spoken_app, "fi"))
    counter.sign_in()
    counter.get_ready()
    return counter


def everything_is_recorded_once(server: RunningServer, codes: list[str]) -> None:
    assert visits_by_phones(server, codes) == sorted(codes)
    assert lost_numbers(server) == []


def test_thirty_visits_without_a_network_survive_a_reload_and_a_killed_browser(
    phone: CounterPhone, proxy: FaultProxy, server: RunningServer
) -> None:
    codes = valid_cards(server, THIRTY)
    for code in codes[:5]:
        phone.lets_in(code)
    phone.has_sent_everything()
    proxy.change(Weather.DOWN)
    for code in codes[5:15]:
        phone.lets_in(code)
    phone.is_told_of("offline")
    phone.reloads()
    phone.has_waiting(10)
    for code in codes[15:25]:
        phone.lets_in(code)
    phone.dies_and_comes_back()
    phone.has_waiting(20)
    for code in codes[25:]:
        phone.lets_in(code)
    phone.has_waiting(25)
    proxy.change(Weather.FAIR)
    phone.sends_now()
    phone.has_sent_everything()
    everything_is_recorded_once(server, codes)


@pytest.mark.parametrize(
    ("weather", "problem"),
    [
        (Weather.CAPTIVE, "offline"),
        (Weather.BROKEN, "server"),
        (Weather.CUT, "offline"),
        (Weather.SIGNED_OUT, "signed-out"),
    ],
)
def test_whatever_answers_in_the_register_s_place_loses_nothing(
    phone: CounterPhone, proxy: FaultProxy, server: RunningServer, weather: Weather, problem: str
) -> None:
    codes = valid_cards(server, 3)
    proxy.change(weather)
    for code in codes:
        phone.lets_in(code)
    phone.is_told_of(problem)
    phone.has_waiting(3)
    proxy.change(Weather.FAIR)
    phone.sends_now()
    phone.has_sent_everything()
    everything_is_recorded_once(server, codes)


def test_the_server_is_killed_and_started_again(
    phone: CounterPhone, proxy: FaultProxy, server: RunningServer
) -> None:
    codes = valid_cards(server, 4)
    phone.lets_in(codes[0])
    phone.has_sent_everything()
    server.kill()
    for code in codes[1:]:
        phone.lets_in(code)
    phone.has_waiting(3)
    server.start()
    proxy.target = server.port
    phone.sends_now()
    phone.has_sent_everything()
    everything_is_recorded_once(server, codes)


def test_a_session_that_ends_keeps_what_waits_until_somebody_signs_in(
    phone: CounterPhone, server: RunningServer
) -> None:
    codes = valid_cards(server, 2)
    end_sessions(server)
    for code in codes:
        phone.lets_in(code)
    phone.is_told_of("signed-out")
    phone.looks_at_state().follow("Sign in")
    phone.signs_in_with_one_click()
    phone.has_sent_everything()
    everything_is_recorded_once(server, codes)


def test_a_revoked_phone_loses_its_list_and_nothing_else(
    phone: CounterPhone, proxy: FaultProxy, server: RunningServer
) -> None:
    codes = valid_cards(server, 2)
    proxy.change(Weather.DOWN)
    phone.lets_in(codes[0])
    revoke_devices(server)
    proxy.change(Weather.FAIR)
    phone.reloads()
    phone.has_sent_everything()  # the person is still signed in: a new phone to the register, and old visits
    phone.lets_in(codes[1])
    phone.has_sent_everything()
    everything_is_recorded_once(server, codes)


def test_two_tabs_record_side_by_side(phone: CounterPhone, server: RunningServer) -> None:
    codes = valid_cards(server, 4)
    first, second = phone.page, phone.in_another_tab()
    second.goto("/kohde")
    for index, code in enumerate(codes):
        phone.page = (first, second)[index % 2]
        phone.page.bring_to_front()
        expect(phone.part("state-icon")).to_be_visible()
        phone.field("Card code").focus()
        phone.lets_in(code)
    phone.has_sent_everything()
    everything_is_recorded_once(server, codes)


def test_a_new_version_waits_for_a_yes_and_the_old_page_works_on(
    phone: CounterPhone, proxy: FaultProxy, server: RunningServer
) -> None:
    codes = valid_cards(server, 4)
    proxy.change(Weather.DOWN)
    phone.lets_in(codes[0])
    server.releases_new_version()
    proxy.target = server.port
    proxy.change(Weather.FAIR)
    phone.is_offered_new_version()
    phone.lets_in(codes[1])  # the page of the old version
    phone.has_sent_everything()
    phone.takes_new_version_into_use()
    phone.lets_in(codes[2])
    proxy.change(Weather.DOWN)
    phone.reloads()  # from what the new worker keeps
    phone.lets_in(codes[3])
    proxy.change(Weather.FAIR)
    phone.sends_now()
    phone.has_sent_everything()
    everything_is_recorded_once(server, codes)
