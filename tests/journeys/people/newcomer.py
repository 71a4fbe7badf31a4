"""Somebody who comes by an invitation, in a register that knows nobody else: an account, an app for codes."""

from typing import Self

import pyotp

from tests.journeys.people.counter import Counter
from tests.journeys.people.distributor import Distributor
from tests.journeys.people.person import Person
from tests.support.screenshots import keep_picture

PASSWORD = "kolme hevosta laukkaa kotiin"


class Newcomer(Person):
    """With a password that everybody here has, and an app of their own."""

    def signs_in_at_first(self, email: str) -> Self:
        """With the password, and then an app, which is owed before anything else."""
        self.open("/kirjaudu")
        self.fill("E-mail address", email)
        self.fill("Password", PASSWORD)
        self.press("Sign in")
        self.sees_heading(self.say("Signing in safely"))
        self.follow("Set up an authenticator app")
        self.unfold("The app cannot read it")
        secret = "".join(self.page.locator(".kk-pairing__secret").inner_text().split())
        self.fill("Code that the app shows", pyotp.TOTP(secret).now())
        self.press("Take into use")
        self.sees_heading(self.say("Your recovery codes"))
        self.follow("I have kept them, continue")
        return self

    def comes_by(self, link: str, email: str) -> Self:
        """With the link of an invitation; the server's own address is another's here."""
        self.open(f"/kutsu#{link.partition('#')[2]}")
        self.fill("Your name, as colleagues know you", email.partition("@")[0].capitalize())
        self.fill("Password", PASSWORD)
        self.press("Make an account")
        self.is_told(
            "Now sign in: with the password that you have just chosen, or with that of the account that you "
            "had before."
        )
        return self.signs_in_at_first(email)

    def invites_contact_person(self, email: str) -> str:
        """On the page of an organisation's people; gives the link."""
        self.fill("E-mail address of a colleague", email)
        self.field("Contact person, who can invite others").check()
        self.press("Make an invitation")
        self.is_told("The invitation is ready")
        return self.page.locator(".kk-secret bdi").inner_text()

    def chooses(self, name: str, option: str) -> None:
        """An answer of a list, by the field's name and its words."""
        self.waits_for_scripts()
        self.page.locator(f"select[name={name}]").select_option(label=option)

    def ticks(self, msgid: str) -> None:
        """One of several answers."""
        self.waits_for_scripts()
        self.field(msgid).check()

    def shot(self, name: str) -> None:
        """A picture for docs/first-day.md, where PICTURES is set."""
        keep_picture(self.page, name)


class NewDistributor(Distributor, Newcomer):
    """A worker who issues cards."""


class NewCounter(Counter, Newcomer):
    """Somebody who records them."""
