"""The cardholder's own portal on a small phone: other phones, a lost card, another year, visits, data."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people.counter import Counter
from tests.journeys.people.distributor import Distributor
from tests.journeys.people.holder import Holder
from tests.support.devices import PHONE, TABLET
from webapp.core.calendar import day_in_finland
from webapp.core.cards.reasons import CardRefusal
from webapp.core.cards.validity import last_valid_day
from webapp.demo import known

pytestmark = pytest.mark.journey


def test_a_second_phone_is_added_and_ended_and_a_lost_card_comes_back_with_a_new_code(meet: Meet) -> None:
    lost, new = known.FREE_CODES_KAINUU[6:8]
    distributor = meet(Distributor, "fi", TABLET).sign_in()
    distributor.issue_card(lost, children=0)
    first, second = meet(Holder, "fi", PHONE), meet(Holder, "sv", PHONE)
    first.take_card_from(distributor.show_pairing_qr())
    address = first.show_qr_for_another_phone()
    second.take_card_from(address)
    second.shows_on_screen(lost, children=0)

    first.go_to("Phones")
    first.page.get_by_text(f"{first.say('Take the card off this one')}:").click()
    first.press("Take the card off")
    second.looks_at_the_phone_again()
    second.sees_heading(second.say("Your card can live on this phone"))

    first.follow("Card")
    first.follow("My card is lost")
    first.press("Stop my card")
    first.sees_heading(first.say("This card has been stopped"))
    counter = meet(Counter, "fi", PHONE).sign_in()
    counter.check(lost)
    counter.sees_refused(CardRefusal.CARD_WITHDRAWN)

    distributor.find_card(lost)
    expect(distributor.page.get_by_text(distributor.say("Renew the card"), exact=True)).to_have_count(0)
    distributor.replace_card(new)
    first.looks_at_the_phone_again()
    first.sees_heading(first.say("You have a new card"))
    first.take_card_from(distributor.show_pairing_qr())
    first.shows_on_screen(new, children=0)


def test_a_wish_to_renew_reaches_the_distributor_and_the_new_day_the_phone(meet: Meet) -> None:
    distributor, holder = meet(Distributor, "fi", TABLET).sign_in(), meet(Holder, "fi", PHONE)
    distributor.find_card(known.ENDING_CARD)
    holder.take_card_from(distributor.show_pairing_qr())
    holder.press("I would like to renew my card")
    holder.sees_heading(holder.say("My Kaikukortti"))
    holder.is_told("Your wish to renew has been sent")

    distributor.open("/jakaja/")
    waiting = distributor.page.get_by_role("region", name=distributor.say("Cardholders are waiting for you"))
    expect(waiting.get_by_role("listitem")).to_contain_text([distributor.say("Since %(day)s", day="")] * 2)
    distributor.find_card(known.ENDING_CARD)
    distributor.renew_card()
    holder.looks_at_the_phone_again()
    until = last_valid_day(day_in_finland(holder.now), 12)
    expect(holder.page.locator(".kk-mcard__facts")).to_contain_text(str(until.year))
    expect(holder.page.get_by_text(holder.say("Your wish to renew has been sent"))).to_have_count(0)


def test_the_year_s_visits_are_told_and_hidden_on_this_phone(meet: Meet) -> None:
    holder = meet(Holder, "sv", PHONE).takes_demo_card()
    holder.follow("Visits")
    holder.is_told("What you have enjoyed")
    holder.is_told("Your year in a picture")
    places = holder.page.get_by_role("region", name=holder.say("Where you have been"))
    expect(places.get_by_role("listitem").first).to_be_visible()
    holder.unfold("Hide the history on this phone")
    holder.press("Hide my visits")
    holder.follow("Visits")
    expect(places).to_have_count(0)
    holder.press("Show them again")
    expect(places).to_be_visible()


def test_all_data_is_taken_along_and_leaving_takes_the_card_off_the_phone(meet: Meet) -> None:
    holder = meet(Holder, "fi", PHONE).takes_demo_card()
    holder.go_to("Data")
    with holder.page.expect_download() as download:
        holder.press("Download as a file")
    downloaded = json.loads(Path(download.value.path()).read_text())
    assert downloaded["codes"][0]["code"] == known.VALID_CARD
    assert len(downloaded["visits"]) > 0
    expect(holder.button("Print this page")).to_be_visible()
    holder.page.get_by_label(holder.say("Number of children"), exact=True).check()
    holder.press("Ask for a correction")
    holder.is_told("The place that gave you the card now sees what you want corrected.")
    holder.follow("Leave OmaKaiku")
    holder.press("Leave OmaKaiku")
    holder.is_told("You have left OmaKaiku. A cardboard card works as before.")
    holder.sees_heading(holder.say("Your card can live on this phone"))
