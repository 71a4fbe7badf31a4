"""Venue staff at the counter, in any engine: found by what the page's parts are called, in no language."""

from collections.abc import Callable
from typing import Final

from tests.engines.browser import ENTER, Browser

_CONTROLLED: Final = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"


class Desk:
    """The ticket office of the town theatre, at `address`."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address

    def sign_in(self) -> None:
        """With the one click of the demo; the counter opens."""
        self.browser.open(f"{self.address}/kirjaudu")
        self.browser.press("button[name='role'][value='venue']")
        self.has_fresh_list()

    def get_ready(self) -> None:
        """The list of cards is here, and so is the page itself."""
        self.browser.run_to_end("navigator.serviceWorker.ready")
        # The first page is not the worker's yet; the next one is.
        self.browser.open(f"{self.address}/kohde")
        assert self.browser.run_to_end(_CONTROLLED) is True
        self.has_fresh_list()

    def has_fresh_list(self) -> None:
        """It can tell valid cards by itself."""
        self.browser.wait_to_see("[data-counter='list'][data-state='fresh']")

    def reload(self) -> None:
        """Load the page anew, with or without a network."""
        self.browser.reload()
        self.browser.wait_to_see("[data-counter='state-icon']")

    def reads(self, code: str) -> None:
        """Type a code as a scanner does."""
        self.browser.type("input[name='code']", code + ENTER)

    def sees_verdict(self, tone: str, *, by: str) -> None:
        """What the screen answers, and who says so: the phone's own list, or the register (`confirmed`)."""
        self.browser.wait_to_see(f".kk-sheet.kk-tone-{tone}[data-confirmed='{by}']")

    def records(self) -> None:
        """Let in; the screen says that it is saved, and waits for the next card."""
        self.browser.press("[data-slot='record']")
        self.browser.wait_to_see("[data-counter='last']")

    def sends(self) -> None:
        """Try now, as somebody does who sees that the network is back."""
        self.browser.run("""document.querySelector("[data-counter='send']").click()""")

    def has_waiting(self, count: int) -> None:
        """How many visits wait, as the screen says."""
        self.browser.wait_to_see(f"[data-counter='state'][data-waiting='{count}']")

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait for something that is not on the screen."""
        self.browser.wait_until(holds, what)
