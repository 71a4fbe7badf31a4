"""A lost password, in a browser: from the page of signing in through the mail to where the work begins."""

import re
import time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people.person import Person
from tests.support import patience
from tests.support.devices import PHONE
from tests.support.server import RunningServer
from webapp.demo.known import DEMO_ACCOUNTS, DEMO_PASSWORD

pytestmark = pytest.mark.journey

NEW_PASSWORD = "neljä vihreää aasia lentää"


class Forgetful(Person):
    """Somebody of the swimming hall: no other journey writes their password."""

    account = "swimming_hall"
    address = DEMO_ACCOUNTS["swimming_hall"].email

    def signs_in_with(self, password: str) -> None:
        """On the page of signing in."""
        self.fill("E-mail address", self.address)
        self.fill("Password", password)
        self.press("Sign in")


def mails(server: RunningServer, subject: str) -> list[EmailMessage]:
    """What the demo has written into its folder, once there is something of this subject."""
    deadline = time.monotonic() + patience.SECONDS
    while time.monotonic() < deadline:
        files = (server.directory / "mail").glob("*.eml")
        messages = [message_from_bytes(file.read_bytes(), policy=default) for file in files]
        found = [one for one in messages if one["Subject"] == subject]
        if found:
            return found
        time.sleep(0.1)
    message = f"no mail “{subject}” came"
    raise AssertionError(message)


def test_a_lost_password_is_replaced_by_the_link_of_a_mail(meet: Meet, server: RunningServer) -> None:
    person: Forgetful = meet(Forgetful, "fi", PHONE)
    person.open("/kirjaudu").follow("I do not know my password")
    person.fill("E-mail address", person.address)
    person.press("Send the link")
    person.sees_heading(person.say("Look into your e-mail"))
    (mail,) = mails(server, person.say("A new password for Kaikukortti"))
    assert mail["To"] == person.address
    link = re.search(r"\S+/uusi-salasana#(\w+)", mail.get_content())
    assert link is not None
    person.page.goto(link[0])
    person.waits_for_scripts()
    expect(person.field("Code of the link")).to_have_value(link[1])
    expect(person.page).to_have_url(re.compile("/uusi-salasana$"))  # the secret is not to be seen
    person.fill("New password", NEW_PASSWORD)
    person.press("Change the password")
    person.is_told("Your password has been changed. Sign in with the new one.")
    person.signs_in_with(DEMO_PASSWORD)
    person.is_told("The e-mail address and password do not match. Check both and try again.")
    person.signs_in_with(NEW_PASSWORD)
    # A contact person's password alone opens nothing, after this as before.
    person.sees_heading(person.say("Signing in safely"))
    assert mails(server, person.say("Your password has been changed"))
    assert mails(server, person.say("A new device has signed in"))
    assert (server.directory / "mail").stat().st_mode & 0o077 == 0
    log = server.log.read_text(encoding="utf-8")
    assert link[1] not in log
    assert person.address not in log
    person.page.goto("/")
    person.page.goto(link[0])
    person.fill("New password", f"{NEW_PASSWORD} taas")
    person.press("Change the password")
    person.is_told("This link has been used or has expired. Ask for a new one.")
