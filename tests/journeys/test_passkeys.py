"""A passkey brings the card back onto a phone that has lost it, with the browser's own authenticator."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people.holder import Holder
from tests.support.devices import PHONE
from tests.support.virtual_authenticator import give_authenticator

pytestmark = pytest.mark.journey


def test_a_card_that_was_taken_off_comes_back_with_a_passkey(meet: Meet) -> None:
    holder = meet(Holder, "fi", PHONE)
    give_authenticator(holder.page)
    holder.takes_demo_card()
    holder.open("/oma/puhelimet").follow("Passkeys")
    holder.press("Make a passkey")
    holder.is_told("The passkey is ready. It brings your card back also onto a new phone.")
    holder.follow("Card")
    holder.takes_the_card_off()
    holder.open("/oma/liita").follow("I have a passkey for my card")
    holder.press("Use my passkey")
    holder.sees_card()
    holder.open("/oma/avain").page.get_by_role("link", name=holder.say("Remove the passkey")).click()
    holder.press("Remove the passkey")
    holder.is_told("The passkey no longer brings the card back.")
    holder.open("/oma/takaisin").press("Use my passkey")
    holder.is_told("This passkey does not work here. It may have been removed, or the card replaced.")
    expect(holder.button("Use my passkey")).to_be_visible()
