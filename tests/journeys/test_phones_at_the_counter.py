"""A phone is taken into use, works for whoever stands there, is taken away; a group; signing out."""

import json
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people.counter import Counter
from tests.journeys.people.counter_phone import CounterPhone
from tests.journeys.people.person import wait_for_scripts
from tests.journeys.people.speech import Speech
from tests.support.devices import DESK, PHONE
from tests.support.fault_proxy import FaultProxy, Weather
from tests.support.holder_phone import read_qr
from tests.support.phone_browser import PhoneBrowser
from tests.support.register_file import lost_numbers, valid_cards, visits_by_phones
from tests.support.screenshots import picture_of
from tests.support.server import RunningServer
from webapp.demo import known

pytestmark = pytest.mark.journey


@pytest.fixture
def phone(own_browser: PhoneBrowser, spoken_app: Flask) -> CounterPhone:
    return CounterPhone(own_browser, Speech(spoken_app, "fi"))


def test_a_counter_phone_works_without_anybody_signed_in_until_it_is_revoked(
    meet: Meet, server: RunningServer
) -> None:
    codes = valid_cards(server, 2)
    contact = meet(Counter, "fi", DESK).sign_in()
    contact.open("/kohde/laitteet")
    contact.fill("Name of the phone", "Lippuluukku 1")
    contact.press("Show the QR code")
    address = read_qr(picture_of(contact.page))

    till = meet(Counter, "fi", PHONE)
    till.page.goto(address)
    till.press("Take into use")
    till.open("/kohde").check(codes[0])
    till.sees_heading(till.say("Valid"))
    till.record(children=0)
    till.sees_visit(codes[0], children=0)
    till.open("/tili")
    expect(till.page.get_by_role("heading", level=1)).not_to_have_text(till.say("Your account"))

    again = meet(Counter, "fi", PHONE)
    again.page.goto(address)
    again.press("Take into use")
    again.sees_heading(again.say("Take this phone into use"))  # the QR worked once

    contact.open("/kohde/laitteet")
    contact.takes_out_of_use("Lippuluukku 1")
    till.page.goto("/kohde")
    till.sees_heading(till.say("Sign in"))
    assert visits_by_phones(server, codes) == [codes[0]]


def test_a_page_loaded_without_a_network_knows_the_day_and_warns_of_what_other_tills_recorded(
    meet: Meet, phone: CounterPhone, proxy: FaultProxy, server: RunningServer
) -> None:
    theirs, ours = valid_cards(server, 2)
    other_till = meet(Counter, "fi", DESK).sign_in()
    other_till.check(theirs)
    other_till.record(children=0)
    phone.sign_in()
    phone.get_ready()
    expect(phone.looks_at_day().visit_of(theirs)).to_have_count(1)  # the register has told its day
    assert phone.page.evaluate(_KEPT_DAY, theirs)  # the phone shows it at once, and keeps it a moment later
    told = phone.part("today-count").inner_text()
    proxy.change(Weather.DOWN)
    phone.reloads()
    expect(phone.looks_at_day().visit_of(theirs)).to_have_count(1)
    expect(phone.part("today-count")).to_have_text(told)
    phone.read_with_scanner(theirs)
    phone.is_asked_about_repeat()
    phone.reloads()
    phone.lets_in(ours)
    phone.page.evaluate(_FORGET_DAY)
    phone.reloads()
    expect(phone.part("today-count")).to_have_text(phone.say("%(count)s on this phone", count=1))


_KEPT_DAY = """(code) => new Promise((resolve, reject) => {
  const opening = indexedDB.open("kaikukortti");
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const look = () => {
      const asking = opening.result.transaction(["settings"]).objectStore("settings").get("counter-day");
      asking.onsuccess = () => {
        if (!asking.result?.visits.some((visit) => visit.code === code)) return setTimeout(look, 20);
        opening.result.close();
        resolve(true);
      };
    };
    look();
  };
})"""
_FORGET_DAY = """() => new Promise((resolve, reject) => {
  const opening = indexedDB.open("kaikukortti");
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const transaction = opening.result.transaction(["settings"], "readwrite");
    transaction.objectStore("settings").delete("counter-day");
    transaction.oncomplete = () => { opening.result.close(); resolve(); };
  };
})"""


def test_a_group_is_recorded_at_once_and_each_member_is_judged_alone(
    meet: Meet, server: RunningServer
) -> None:
    member, other = valid_cards(server, 2)
    counter = meet(Counter, "fi", PHONE).sign_in()
    counter.check(known.COMMUNITY_CARD)
    counter.press("Who is along?")
    for code in (member, known.EXPIRED_CARD, other):
        counter.read_with_scanner(code)
        expect(counter.page.locator("[data-counter='members']")).to_contain_text(code[-3:])
    counter.records_group(3)
    counter.is_told("Group: %(count)s", count=3)
    assert visits_by_phones(server, [member, other, known.EXPIRED_CARD]) == sorted([member, other])
    leader = counter.open("/kohde").looks_at_day().visit_of(known.COMMUNITY_CARD).first
    leader.get_by_role("button").first.click()
    counter.press("Undo the whole group: %(count)s", count=3)
    for code in (known.COMMUNITY_CARD, member, other):
        expect(counter.visit_of(code).first).to_contain_text(counter.say("Undone"))
    counter.has_sent_everything()


def test_nobody_signs_out_over_visits_that_wait(
    phone: CounterPhone, proxy: FaultProxy, server: RunningServer
) -> None:
    codes = valid_cards(server, 1)
    phone.sign_in()
    phone.get_ready()
    account = phone.in_another_tab()
    account.goto("/tili")
    wait_for_scripts(account)  # what asks before signing out is loaded while there is a network
    proxy.change(Weather.DOWN)
    phone.page.bring_to_front()
    phone.lets_in(codes[0])
    phone.has_waiting(1)
    account.bring_to_front()
    account.get_by_role("button", name=phone.say("Sign out"), exact=True).last.click()
    expect(account.locator("[data-sign-out-refused]").last).to_be_visible()
    proxy.change(Weather.FAIR)
    phone.page.bring_to_front()
    phone.sends_now()
    phone.has_sent_everything()
    account.get_by_role("button", name=phone.say("Sign out"), exact=True).last.click()
    expect(account.get_by_text(phone.say("You have signed out."))).to_be_visible()
    assert visits_by_phones(server, codes) == codes


def test_what_cannot_be_sent_is_saved_to_a_file_and_taken_in_once(
    phone: CounterPhone, proxy: FaultProxy, server: RunningServer, meet: Meet
) -> None:
    codes = valid_cards(server, 3)
    phone.sign_in()
    phone.get_ready()
    proxy.change(Weather.DOWN)
    for code in codes:
        phone.lets_in(code)
    phone.is_told_of("offline")
    with phone.page.expect_download() as download:
        phone.looks_at_state().press("Save what waits to a file")
    file = Path(download.value.path())
    assert len(json.loads(file.read_text())["commands"]) == 3

    colleague = meet(Counter, "fi", DESK).sign_in()
    for _ in range(2):
        colleague.open("/kohde/tuonti")
        colleague.field("The file that the phone saved").set_input_files(file)
        colleague.press("Take in the visits")
        colleague.sees_heading(colleague.say("The file has been taken in"))
    assert visits_by_phones(server, codes) == sorted(codes)

    proxy.change(Weather.FAIR)  # the phone comes back after all: nothing is recorded twice
    phone.sends_now()
    phone.has_sent_everything()
    assert visits_by_phones(server, codes) == sorted(codes)
    assert lost_numbers(server) == []
