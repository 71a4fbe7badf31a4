"""A cardholder whose phone can be woken, as far as a phone without a push service can."""

import time
from collections.abc import Callable
from typing import Any, Final

from tests.journeys.people.holder import Holder
from tests.support import patience

_PHONE_OF_A_PUSH_SERVICE = """
  const made = { endpoint: %r, unsubscribe: async () => localStorage.removeItem("push") ?? true };
  PushManager.prototype.subscribe = async (wish) => {
    localStorage.setItem("push", JSON.stringify(wish));
    return made;
  };
  PushManager.prototype.getSubscription = async () => (localStorage.getItem("push") ? made : null);
"""
"""Chromium asks Google for an address, which no test may. So what the browser says is played, and kept as it
keeps it; permission, worker, push and notification are its own."""

_BETWEEN_LOOKS_MILLISECONDS: Final = 40
_SHOWN = """async () => {
  const shown = await (await navigator.serviceWorker.ready).getNotifications();
  return shown.map(({ title, body, lang, data }) => ({ title, body, lang, data }));
}"""


class RemindedHolder(Holder):
    """Lets the service send notifications."""

    def can_be_woken_at(self, endpoint: str) -> None:
        """Where this phone is reached, and that its browser may show what comes."""
        self.page.context.grant_permissions(["notifications"])
        self.page.add_init_script(_PHONE_OF_A_PUSH_SERVICE % endpoint)

    def wish(self) -> dict[str, Any]:
        """What the page asked of the browser's push service."""
        wish: dict[str, Any] = self.page.evaluate("JSON.parse(localStorage.getItem('push'))")
        return wish

    def is_woken(self) -> None:
        """The browser hands a push without content to the page's own service worker."""
        devtools = self.page.context.new_cdp_session(self.page)
        found: list[dict[str, Any]] = []
        devtools.on(
            "ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"])
        )
        devtools.send("ServiceWorker.enable")
        number = self._first_of(lambda: found)[0]["registrationId"]
        push = {"origin": self.page.evaluate("location.origin"), "registrationId": number, "data": ""}
        devtools.send("ServiceWorker.deliverPushMessage", push)

    def sees_on_the_lock_screen(self) -> list[dict[str, Any]]:
        """What the phone shows, as soon as it shows something."""
        return self._first_of(lambda: self.page.evaluate(_SHOWN))

    def _first_of(self, look: Callable[[], list[dict[str, Any]]]) -> list[dict[str, Any]]:
        deadline = time.monotonic() + patience.SECONDS
        while time.monotonic() < deadline:
            if seen := look():
                return seen
            self.page.wait_for_timeout(_BETWEEN_LOOKS_MILLISECONDS)  # meanwhile events come in
        message = "the browser did nothing"
        raise AssertionError(message)
