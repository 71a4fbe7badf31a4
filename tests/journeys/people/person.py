"""Somebody at a browser: presses, fills in, follows, and looks for sentences."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Self

from playwright.sync_api import Locator, Page, expect

from tests.journeys.people.speech import Speech
from tests.support.browser_log import BrowserLog
from tests.support.scanner import Scanner
from webapp.demo.known import DEMO_ACCOUNTS, DEMO_PASSWORD


class Person:
    """What everybody can do."""

    account = ""
    runs_scripts = True

    def __init__(self, page: Page, speech: Speech, log: BrowserLog) -> None:
        self.page, self.speech, self.log = page, speech, log
        self.say = speech.say

    @property
    def now(self) -> datetime:
        """Now; the server has the real clock too."""
        return datetime.now(UTC)

    def open(self, path: str) -> Self:
        """Open an address of the service."""
        self.page.goto(path)
        return self

    def sign_in(self) -> Self:
        """Sign in with the one click of the demo; the real sign-in has its own journey."""
        self.open("/kirjaudu")
        self.signs_in_with_one_click()
        return self

    def signs_in_with_one_click(self) -> None:
        """On the sign-in page that is open."""
        self.waits_for_scripts()
        self.page.locator(f"button[name=role][value={self.account}]").click()
        self.page.wait_for_url(lambda address: "/kirjaudu" not in address)

    def writes_name_and_password(self) -> None:
        """In the real sign-in, on the page that is open."""
        self.fill("E-mail address", DEMO_ACCOUNTS[self.account].email)
        self.fill("Password", DEMO_PASSWORD)
        self.press("Sign in")

    def waits_for_scripts(self) -> None:
        """Before an action; there is nothing to wait for where none run."""
        if self.runs_scripts:
            wait_for_scripts(self.page)

    def press(self, msgid: str, **facts: object) -> None:
        """Press a button."""
        self.waits_for_scripts()
        self.button(msgid, **facts).click()

    def button(self, msgid: str, **facts: object) -> Locator:
        """A button by what it says."""
        return self.page.get_by_role("button", name=self.say(msgid, **facts), exact=True)

    def follow(self, msgid: str, **facts: object) -> None:
        """Follow a link."""
        self.waits_for_scripts()
        self.link(msgid, **facts).click()

    def link(self, msgid: str, **facts: object) -> Locator:
        """A link by what it says; the first of them."""
        return self.page.get_by_role("link", name=self.say(msgid, **facts), exact=True).first

    def unfold(self, msgid: str, **facts: object) -> None:
        """Open a part of the page that is folded away."""
        self.waits_for_scripts()
        self.page.get_by_text(self.say(msgid, **facts), exact=True).click()

    def field(self, msgid: str, **facts: object) -> Locator:
        """A field by its label."""
        return self.page.get_by_label(self.say(msgid, **facts), exact=True)

    def fill(self, msgid: str, text: str, **facts: object) -> None:
        """Type into a field."""
        self.waits_for_scripts()
        self.field(msgid, **facts).fill(text)

    def read_with_scanner(self, code: str) -> None:
        """A hardware scanner types fast wherever the caret is, and ends with Enter."""
        self.waits_for_scripts()
        Scanner(self.page, pace=3, suffix="Enter").reads(code)

    def sees(self, text: str | re.Pattern[str]) -> None:
        """The page shows a sentence."""
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    def is_told(self, msgid: str, **facts: object) -> None:
        """The page shows a sentence of ours."""
        self.sees(self.say(msgid, **facts))

    def sees_heading(self, text: str) -> None:
        """The page's heading."""
        expect(self.page.get_by_role("heading", level=1, name=text)).to_be_visible()

    def figures(self, labels: Sequence[str]) -> dict[str, int]:
        """Figures of the page by their labels' English originals."""
        return {label: self._figure(self.say(label)) for label in labels}

    def _figure(self, label: str) -> int:
        named = self.page.get_by_text(label, exact=True)
        tile = self.page.get_by_role("listitem").filter(has=named).first.inner_text()
        return number_in(tile.strip().splitlines()[0])

    def count_of(self, name: str) -> int:
        """The number beside a thing in a list of things with numbers; 0 where it is not listed."""
        found = self.page.get_by_role("listitem").filter(
            has=self.page.get_by_role("link", name=name, exact=True)
        )
        return number_in(found.first.inner_text().strip().splitlines()[-1]) if found.count() else 0


def wait_for_scripts(page: Page) -> None:
    """Until the page does all it can: before that a button may do nothing yet, and a scan be lost."""
    page.locator("html[data-enhanced]").wait_for(state="attached")


def number_in(text: str) -> int:
    """A number without its grouping."""
    return int(re.sub(r"\D", "", text))
