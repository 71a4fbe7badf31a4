"""Venue staff with a phone whose network comes and goes."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.people.counter import Counter
from tests.journeys.people.speech import Speech
from tests.support.phone_browser import PhoneBrowser


class CounterPhone(Counter):
    """The counter on a phone of its own: offline, killed, started again."""

    def __init__(self, browser: PhoneBrowser, speech: Speech) -> None:
        self.browser = browser
        super().__init__(browser.start(), speech, browser.log)

    def get_ready(self) -> None:
        """The list of cards is on the phone, and so is the page itself."""
        self.open("/kohde")
        expect(self.part("list")).to_have_attribute("data-state", "fresh")
        self.page.evaluate("async () => { await navigator.serviceWorker.ready; }")
        # The first page is not the worker's yet; the next one is.
        self.open("/kohde")
        expect(self.part("list")).to_have_attribute("data-state", "fresh")

    def lets_in(self, code: str) -> None:
        """Read a valid card and record it at once, as in a queue."""
        self.read_with_scanner(code)
        self.sees_heading(self.say("Valid"))
        expect(self.button("Record")).to_be_focused()  # a frame after the answer, sooner than a hand
        self.page.keyboard.press("Enter")
        self.is_ready_for_next()

    def has_waiting(self, count: int) -> None:
        """How many visits wait, as the screen says."""
        expect(self.part("state")).to_have_attribute("data-waiting", str(count))

    def sends_now(self) -> None:
        """Tap the button, as somebody does who sees that the network is back."""
        # Not Playwright's patient click: the phone may have sent by itself in the meantime.
        self.part("send").evaluate("(button) => button.click()")

    def is_told_of(self, problem: str) -> None:
        """What is in the way: offline, server, signed-out or storage."""
        expect(self.part("problem")).to_have_attribute("data-problem", problem)

    def knows_that_storage(self, kind: str) -> None:
        """What the line of state says of this phone's storage: works, fails, put-back or emptied."""
        expect(self.part("state")).to_have_attribute("data-storage", kind)

    def keeps_everything_on_the_phone(self) -> None:
        """What was on the page only has been written."""
        expect(self.part("state")).to_have_attribute("data-storage", "works")
        expect(self.part("state")).to_have_attribute("data-only-here", "0")

    def empties_storage(self, how: str) -> None:
        """Delete the database, as a script does, or clear all that the site keeps in the browser."""
        if how == "deleted":
            self.page.evaluate(_DELETE)
            return
        address = self.page.evaluate("() => location.origin")
        kinds = "indexeddb,local_storage,websql"
        session = self.page.context.new_cdp_session(self.page)
        session.send("Storage.clearDataForOrigin", {"origin": address, "storageTypes": kinds})

    def reloads_counter(self) -> None:
        """Open the counter, whatever this phone still knows."""
        self.page.goto("/kohde")
        expect(self.part("state-icon")).to_be_visible()

    def reloads(self) -> None:
        """Load the page anew, with or without a network."""
        self.page.reload()
        expect(self.part("state-icon")).to_be_visible()

    def dies_and_comes_back(self) -> None:
        """The browser is killed and started again."""
        self.browser.kill()
        self.page = self.browser.start()
        self.page.goto("/kohde")
        expect(self.part("state-icon")).to_be_visible()

    def is_offered_new_version(self) -> None:
        """As a page does that is looked at again after an hour: it asks for a newer worker."""
        self.page.evaluate("async () => { await (await navigator.serviceWorker.ready).update(); }")
        expect(self.part("update")).not_to_have_attribute("hidden", "")

    def takes_new_version_into_use(self) -> None:
        """Tap the button: the page is loaded anew, once, by the new worker."""
        with self.page.expect_navigation():
            self.looks_at_state().press("Take it into use")
        expect(self.part("state-icon")).to_be_visible()
        expect(self.part("update")).to_be_hidden()

    def in_another_tab(self) -> Page:
        """The same counter once more."""
        return self.browser.new_tab()

    @property
    def states(self) -> list[str]:
        """What the rows of today say of themselves, the newest first."""
        rows = self.page.locator("[data-counter='rows'] [data-state]")
        return [re.sub(r"\s+", "", state or "") for state in rows.evaluate_all(_STATES)]


_DELETE = """() => new Promise((resolve, reject) => {
  const deleting = indexedDB.deleteDatabase("kaikukortti");
  deleting.onsuccess = () => resolve();
  deleting.onerror = () => reject(deleting.error);
})"""
_STATES = "rows => rows.map((row) => row.dataset.state)"
