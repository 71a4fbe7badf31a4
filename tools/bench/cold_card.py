"""How soon a cold phone without a network shows the holder's QR: a killed browser, CPU four times slower."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Final

from playwright.sync_api import Page, sync_playwright

from tests.support.demo_register import demo_directory
from tests.support.fault_proxy import FaultProxy, Weather, fault_proxy
from tests.support.phone_browser import PhoneBrowser
from tests.support.server import running_server
from tools.bench.figures import Figure

STARTS: Final = 5
SLOWER: Final = 4
# A frame is asked for when the QR is there, and the browser gives none before the styles are.
_WATCH: Final = """new MutationObserver((_, observer) => {
  if (!document.querySelector("#qr")) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.qrShownAt = performance.now(); }));
}).observe(document, { childList: true, subtree: true });"""
_KEPT: Final = (
    "async () => { await navigator.serviceWorker.ready; return await caches.has('kaikukortti-card'); }"
)


def measure() -> Iterator[Figure]:
    """From the address (the browser itself runs) to the QR's first frame; the middle of five starts."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo = demo_directory(Path(folder))
        with (
            running_server(demo, Path(folder, "served")) as server,
            fault_proxy(server.port) as proxy,
        ):
            phone = PhoneBrowser(playwright.chromium, Path(folder, "profile"), proxy.address)
            _take_card(phone.start())
            taken = [_cold_start(phone, proxy) for _ in range(STARTS)]
            phone.close()
    yield Figure("card_cold_offline", median(taken), "ms")


def _take_card(page: Page) -> None:
    page.goto("/kirjaudu")
    page.locator("button[name=role][value=cardholder]").click()
    page.locator("#qr").wait_for()
    if not page.evaluate(_KEPT):
        message = "The phone has not kept the card."
        raise RuntimeError(message)


def _cold_start(phone: PhoneBrowser, proxy: FaultProxy) -> float:
    phone.kill()
    proxy.change(Weather.DOWN)
    page = phone.start()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(_WATCH)
    page.goto("/oma")
    page.locator("#qr").wait_for(state="visible")
    shown_at: float = page.evaluate("window.qrShownAt")
    return shown_at
