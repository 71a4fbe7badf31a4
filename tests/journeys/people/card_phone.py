"""A cardholder whose phone loses its network, its battery, or the card itself."""

from playwright.sync_api import expect

from tests.journeys.people.holder import Holder
from tests.journeys.people.speech import Speech
from tests.support.holder_phone import read_codes
from tests.support.phone_browser import PhoneBrowser
from tests.support.screenshots import picture_of

_CACHED_PAGE = (
    "async () => { await navigator.serviceWorker.ready; return await (await caches.match('/oma'))?.text(); }"
)
_CACHES_CARD = f"async (words) => Boolean((await ({_CACHED_PAGE})())?.includes(words))"
_CACHES_NOTHING = f"async () => !(await ({_CACHED_PAGE})())"


class CardPhone(Holder):
    """OmaKaiku in a browser that can be killed."""

    def __init__(self, browser: PhoneBrowser, speech: Speech) -> None:
        self.browser = browser
        super().__init__(browser.start(), speech, browser.log)

    def has_cached(self, msgid: str = "My Kaikukortti") -> None:
        """The phone needs no network any more to show the card, with a sentence of ours on it."""
        self.page.wait_for_function(_CACHES_CARD, arg=self.say(msgid))

    def has_forgotten_the_card(self) -> None:
        """Nothing of it is left, in no cache and nowhere else."""
        self.page.wait_for_function(_CACHES_NOTHING)
        assert "kaikukortti-card" not in self.page.evaluate("caches.keys()")
        assert self.page.evaluate("localStorage.length") == 0

    def dies_and_opens(self, path: str = "/oma") -> None:
        """The browser is killed, started again, and goes to an address."""
        self.browser.kill()
        self.page = self.browser.start()
        self.page.goto(path)

    def is_told_when_it_was_checked(self, *, offline: bool) -> None:
        """Below the card."""
        state = "out-of-reach" if offline else "reached"
        expect(self.page.locator("[data-register]")).to_have_attribute("data-register", state)

    def can_be_read(self, code: str) -> None:
        """QR and bar, by another phone's camera."""
        codes = self.page.get_by_label(self.say("Show the code over the whole screen"))
        codes.scroll_into_view_if_needed()
        expect(codes.locator("svg").first).to_be_visible()
        assert read_codes(picture_of(self.page)) == {"QR Code": [code], "Code 39": [code]}

    def is_alive(self) -> None:
        """The time on the card runs."""
        clock = self.page.locator("[data-enhance='running-clock']")
        expect(clock).not_to_have_text(clock.inner_text())
