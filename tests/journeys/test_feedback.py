"""Feedback: a holder tells the network something from the phone, and the answer comes back there."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people.coordinator import Coordinator
from tests.journeys.people.holder import Holder
from tests.support.devices import DESK, PHONE

pytestmark = pytest.mark.journey

WORDS = "Näyttelyn tekstit olivat liian pieniä."
ANSWER = "Kiitos. Suuret tekstit tulevat marraskuussa, kysy niitä numerosta 08 123 4567."


@pytest.mark.parametrize("scripts", [True, False])
def test_feedback_is_answered_on_the_phone(meet: Meet, *, scripts: bool) -> None:
    holder = meet(Holder, "en", PHONE, scripts=scripts)
    holder.open("/kirjaudu").page.get_by_role("button", name="Cardholder").click()
    holder.sees_card()
    holder.go_to("Feedback")
    holder.page.get_by_label("Accessibility", exact=True).check()
    holder.fill("Your feedback", f"{WORDS} Numeroni on 040 123 4567.")
    holder.press("Send the feedback")
    holder.sees("This looks like a phone number:")
    expect(holder.page.get_by_label("Accessibility", exact=True)).to_be_checked()
    words = f"{WORDS} {scripts}"
    holder.fill("Your feedback", words)
    holder.press("Send the feedback")
    holder.sees("Your feedback has been sent")

    coordinator = meet(Coordinator, "en", DESK, scripts=scripts).sign_in()
    coordinator.follow("Feedback")
    said = coordinator.page.get_by_role("listitem").filter(has_text=words)
    said.get_by_text("Write an answer", exact=True).click()
    said.get_by_label("Answer", exact=True).fill(ANSWER)
    said.get_by_role("button", name="Send the answer").click()
    coordinator.is_told("The answer is in OmaKaiku now.")

    holder.open("/oma/palaute")
    expect(holder.page.get_by_role("listitem").filter(has_text=words)).to_contain_text(ANSWER)


def test_one_tap_tells_how_a_visit_was(meet: Meet) -> None:
    holder = meet(Holder, "en", PHONE)
    holder.open("/kirjaudu").page.get_by_role("button", name="Cardholder").click()
    holder.sees_card()
    holder.follow("Visits")
    question = holder.page.get_by_role("region", name="How was it?")
    venue = question.locator("p").first.inner_text()
    question.get_by_role("button", name="Wonderful", exact=True).click()
    holder.is_told("Thank you for telling.")
    expect(holder.page.get_by_text(venue, exact=True)).to_have_count(0)
