"""Where to go with the card: found, saved on the phone, seen without a network, described by the venue."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people.card_phone import CardPhone
from tests.journeys.people.counter import Counter
from tests.journeys.people.person import Person
from tests.journeys.people.speech import Speech
from tests.support.devices import PHONE
from tests.support.fault_proxy import FaultProxy, Weather
from tests.support.phone_browser import PhoneBrowser

pytestmark = pytest.mark.journey

THEATRE, POOL = "Kajaanin kaupunginteatteri", "Kajaanin uimahalli"
AGE = "You see what this phone saw on %(day)s at %(time)s. Search again when there is a connection."
AGE_OF_PLACE = (
    "You see the place as this phone saw it on %(day)s at %(time)s. Look again when there is a connection."
)
_HAS_DROPPED_THE_LIST = "async () => !(await caches.match('/kohteet'))"
_KEEPS_THE_LIST = "async () => !!(await caches.match('/kohteet'))"
_KEEPS_THIS_PAGE = "async () => !!(await caches.match(location.href, { ignoreSearch: true }))"


@pytest.fixture
def phone(own_browser: PhoneBrowser, spoken_app: Flask) -> CardPhone:
    """Has the demo's best-known card, and a service worker."""
    holder = CardPhone(own_browser, Speech(spoken_app, "fi"))
    holder.takes_demo_card()
    holder.has_cached()
    return holder


def find(person: Person, word: str, postal_code: str = "") -> None:
    person.fill("What would you like? (optional)", word)
    person.fill("Near which postal code? (optional)", postal_code)
    person.press("Find")


def open_place(person: Person, name: str) -> None:
    person.page.get_by_role("link", name=name, exact=True).click()
    person.sees_heading(name)


def open_saved(person: Person, name: str) -> None:
    saved = person.page.get_by_role("region", name=person.say("My saved places"))
    saved.get_by_role("link", name=name).click()
    person.sees_heading(name)


def test_somebody_finds_a_place_near_and_saves_it_on_the_phone(meet: Meet) -> None:
    person = meet(Person, "fi", PHONE)
    person.open("/").follow("Places to go")
    find(person, "jää & 'hölkkä'")
    person.is_told("No places found")
    expect(person.page.locator("[data-made-at]")).to_be_hidden()
    find(person, "UINTI", "87100")
    expect(person.page.get_by_role("heading", level=3).first).to_have_text("Kajaani")
    open_place(person, POOL)
    person.press("Save among my places")
    expect(person.button("Take off my places")).to_be_visible()
    person.follow("All places to go")
    saved = person.page.get_by_role("region", name=person.say("My saved places"))
    expect(saved.get_by_role("link")).to_have_text(POOL)
    saved.get_by_role("link").click()
    person.press("Take off my places")
    person.follow("All places to go")
    expect(saved).to_be_hidden()


def test_the_search_and_a_place_need_no_scripts(meet: Meet) -> None:
    person = meet(Person, "fi", PHONE, scripts=False).open("/kohteet")
    find(person, "teatteri", "00001")
    expect(person.field("Near which postal code? (optional)")).to_have_value("00001")
    expect(person.field("What would you like? (optional)")).to_have_value("teatteri")
    find(person, "teatteri", "87100")
    open_place(person, THEATRE)
    person.is_told("Free with the card")
    expect(person.button("Save among my places")).to_be_hidden()


def test_a_holder_without_a_network_sees_the_places_as_they_were(phone: CardPhone, proxy: FaultProxy) -> None:
    phone.follow("Places to go")
    find(phone, "uinti")
    phone.follow("Near me")
    phone.is_told("Places near your home first")
    open_place(phone, POOL)
    phone.press("Save among my places")
    phone.page.wait_for_function(_KEEPS_THIS_PAGE)
    phone.page.go_back()
    phone.page.wait_for_function(_KEEPS_THE_LIST)
    proxy.change(Weather.DOWN)
    phone.dies_and_opens("/kohteet?word=museo")
    phone.sees_heading(phone.say("Places to go"))
    expect(phone.page.get_by_role("link", name=POOL)).to_have_count(2)  # found before, and saved
    phone.sees(phone.speech.saying(AGE, "day", "time"))
    phone.page.clock.set_fixed_time(datetime.now(UTC) + timedelta(minutes=2))
    open_saved(phone, POOL)
    phone.sees(phone.speech.saying(AGE_OF_PLACE, "day", "time"))
    proxy.change(Weather.FAIR)
    phone.open("/oma").takes_the_card_off()
    phone.is_told("The card has been taken off this phone.")
    phone.page.wait_for_function(_HAS_DROPPED_THE_LIST)


def test_what_a_venue_tells_is_seen_by_everybody(meet: Meet) -> None:
    counter = meet(Counter, "fi", PHONE).sign_in()
    counter.open("/kohde/ohjelma").follow("Tell about the place: how to get there, tickets, accessibility")
    finnish = counter.speech.language_called("fi")
    counter.fill(
        "Getting in and around (%(language)s, optional)",
        "Sisäpihalta pääsee ilman portaita.",
        language=finnish,
    )
    counter.press("Save")
    counter.follow("See the page that everybody sees")
    counter.sees_heading(THEATRE)
    counter.sees("Sisäpihalta pääsee ilman portaita.")
