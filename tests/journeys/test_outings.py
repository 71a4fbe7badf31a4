"""A group goes out: announced on a tablet, joined on a phone with one tap, seen by code only."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people.coordinator import Coordinator
from tests.journeys.people.distributor import Distributor
from tests.journeys.people.holder import Holder
from tests.journeys.people.speech import in_groups
from tests.support.devices import PHONE, TABLET
from webapp.demo import known

pytestmark = pytest.mark.journey

TITLE = "Kahvikonsertti"


def holder_with_card(meet: Meet, *, scripts: bool = True) -> Holder:
    """The demo's best-known card on a phone."""
    holder: Holder = meet(Holder, "fi", PHONE, scripts=scripts)
    holder.takes_demo_card()
    return holder


def announce(distributor: Distributor) -> None:
    """An outing in a week, for the cards that this distributor issued."""
    distributor.follow("Outings")
    distributor.follow("Announce an outing")
    day = (distributor.now + timedelta(days=7)).date()
    finnish = distributor.speech.language_called("fi")
    for label, text in (
        ("What do you go to see or do (%(language)s)?", TITLE),
        ("Place, if it is not in the list (%(language)s)", "Kuhmo-talo"),
        ("Day", distributor.speech.day(day)),
        ("It begins at", "18.00"),
        ("Where do you meet (%(language)s)?", "Linja-autoasema"),
        ("When do you meet?", "17.00"),
        ("A few words (%(language)s, optional)", "Lopuksi kahvit."),
    ):
        distributor.fill(label, text, language=finnish)
    distributor.press("Announce the outing")
    distributor.is_told("The outing has been announced. Cardholders see it in OmaKaiku.")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_holder_comes_along_and_does_not_come_after_all(meet: Meet, *, scripts: bool) -> None:
    distributor = meet(Distributor, "fi", TABLET, scripts=scripts).sign_in()
    announce(distributor)
    tablet_page = distributor.page.url
    holder = holder_with_card(meet, scripts=scripts)
    holder.follow("Outings")
    outing = holder.page.get_by_role("listitem").filter(has_text=TITLE).first
    outing.get_by_role("button").click()
    holder.is_told("You are coming along: %(title)s. Take your card with you.", title=TITLE)

    distributor.open(tablet_page).sees(in_groups(known.VALID_CARD))
    distributor.is_told("Take the community card along.")

    outing = holder.page.get_by_role("listitem").filter(has_text=TITLE).first
    expect(outing).to_contain_text(holder.say("You are coming along"))
    outing.get_by_role("button").click()
    holder.is_told("You are no longer coming along: %(title)s.", title=TITLE)
    distributor.open(tablet_page)
    expect(distributor.page.get_by_text(in_groups(known.VALID_CARD))).to_have_count(0)
    distributor.follow("Cancel the outing")
    distributor.press("Yes, cancel it")
    distributor.is_told("The outing has been cancelled. Those who had joined see it in OmaKaiku.")
    holder.open("/oma/retket")
    expect(holder.page.get_by_role("heading", name=TITLE)).to_have_count(0)


def test_a_tip_reaches_the_phones_of_the_network(meet: Meet) -> None:
    coordinator = meet(Coordinator, "fi", PHONE).sign_in()
    coordinator.follow("More")
    coordinator.follow("Tips")
    coordinator.follow("Give a tip")
    finnish = coordinator.speech.language_called("fi")
    coordinator.fill("Title (%(language)s)", "Ilmainen taidekierros", language=finnish)
    coordinator.fill("Text (%(language)s)", "Opas kertoo torin veistoksista.", language=finnish)
    day = (coordinator.now + timedelta(days=7)).date()
    coordinator.fill("Last day it is shown", coordinator.speech.day(day))
    coordinator.press("Give the tip")
    coordinator.is_told("The tip is on the list. Cardholders see it in OmaKaiku.")
    holder = holder_with_card(meet)
    holder.go_to("Tips")
    holder.sees("Opas kertoo torin veistoksista.")
