"""Staff sign in for real: a passkey alone, or a password and a code; one click is the demo's own."""

import re

import pyotp
import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people.coordinator import Coordinator
from tests.journeys.people.distributor import Distributor
from tests.journeys.people.person import Person
from tests.support.devices import DESK, PHONE
from tests.support.virtual_authenticator import give_authenticator

pytestmark = pytest.mark.journey

WAYS = "Signing in safely"


def signs_out(person: Person) -> None:
    """From the own account."""
    person.open("/tili").press("Sign out")
    person.is_told("You have signed out.")


def test_a_distributor_makes_a_passkey_once_and_signs_in_with_nothing_else(meet: Meet) -> None:
    distributor = meet(Distributor, "fi", PHONE)
    give_authenticator(distributor.page)
    distributor.open("/jakaja/uusi")
    distributor.writes_name_and_password()
    distributor.sees_heading(distributor.say(WAYS))
    distributor.open("/jakaja/uusi").sees_heading(distributor.say(WAYS))  # nothing else before it
    distributor.fill("Name of the passkey", "Oma puhelin")
    distributor.press("Make a passkey")
    distributor.is_told("The passkey is ready. From now on it signs you in by itself.")
    expect(distributor.page).to_have_url(re.compile("/jakaja/uusi$"))
    signs_out(distributor)
    distributor.open("/tili").press("Sign in with a passkey")
    distributor.sees_heading(distributor.say("Your account"))
    distributor.open("/tili/tunnistus/").sees("Oma puhelin")
    links = distributor.page.get_by_role("main").get_by_role("link")
    expect(links.filter(has_text=distributor.say("Remove the passkey"))).to_have_count(0)  # the only one
    links.filter(has_text=distributor.say("Change the name")).click()
    distributor.fill("Name of the passkey", "Työpuhelin")
    distributor.press("Save")
    distributor.sees("Työpuhelin")
    # The password alone is half of the way, and the passkey stands beside the code.
    signs_out(distributor)
    distributor.open("/kirjaudu").writes_name_and_password()
    distributor.sees_heading(distributor.say("One more step"))
    distributor.press("Use a passkey")
    distributor.waits_for_scripts()
    expect(distributor.page).to_have_url(re.compile("/jakaja/lue$"))


def test_a_coordinator_without_scripts_signs_in_with_an_app_and_with_a_recovery_code(meet: Meet) -> None:
    coordinator = meet(Coordinator, "sv", DESK, scripts=False)
    coordinator.open("/kirjaudu").writes_name_and_password()
    expect(coordinator.button("Make a passkey")).to_have_count(0)
    coordinator.follow("Set up an authenticator app")
    coordinator.unfold("The app cannot read it")
    app = pyotp.TOTP("".join(coordinator.page.locator(".kk-pairing__secret").inner_text().split()))
    coordinator.fill("Code that the app shows", "000 000")
    coordinator.press("Take into use")
    coordinator.is_told(
        "This is not the code that the app shows now. Check also that the clock of your phone is right."
    )
    code = app.now()
    coordinator.fill("Code that the app shows", f"{code[:3]} {code[3:]}")
    coordinator.press("Take into use")
    coordinator.sees_heading(coordinator.say("Your recovery codes"))
    recovery = coordinator.page.locator(".kk-pairing__secret").first.inner_text()
    coordinator.follow("I have kept them, continue")
    expect(coordinator.page).to_have_url(re.compile("/alue/$"))
    signs_out(coordinator)
    coordinator.open("/kirjaudu").writes_name_and_password()
    coordinator.fill("Sign-in code", code)  # the same once more
    coordinator.press("Continue")
    expect(coordinator.field("Sign-in code")).to_have_attribute("aria-invalid", "true")
    coordinator.fill("Sign-in code", recovery)
    coordinator.press("Continue")
    expect(coordinator.page).to_have_url(re.compile("/alue/$"))
