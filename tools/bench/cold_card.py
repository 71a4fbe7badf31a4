"""How soon a cold phone without a network shows the holder's QR: a killed browser, CPU six times slower.

`python -m tools.bench.cold_card ../before` measures that checkout, built, and this one in turn.
"""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Final

from playwright.sync_api import Page, Playwright, sync_playwright

from tests.support.fault_proxy import FaultProxy, Weather, fault_proxy
from tests.support.phone_browser import PhoneBrowser
from tools.bench.builds import Build, build_in
from tools.bench.figures import Figure, table

STARTS: Final = 5
ROUNDS: Final = 12
SLOWER: Final = 6
HERE: Final = Path(__file__).parents[2]
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
    with sync_playwright() as playwright, build_in(HERE) as here, ExitStack() as open_phones:
        phone = _ColdPhone(playwright, here, open_phones)
        yield Figure("card_cold_offline", median(phone.start() for _ in range(STARTS)), "ms")


def compared(before: Path) -> Iterator[Figure]:
    """A start of each build in turn, both phones waiting side by side."""
    with (
        sync_playwright() as playwright, build_in(before) as old, build_in(HERE) as new,
        ExitStack() as open_phones,
    ):  # fmt: skip
        phones = {
            name: _ColdPhone(playwright, one, open_phones) for name, one in (("before", old), ("now", new))
        }
        found: dict[str, list[float]] = {name: [] for name in phones}
        for _ in range(ROUNDS):
            for name, phone in phones.items():
                found[name].append(phone.start())
    ratios = [now / then for now, then in zip(found["now"], found["before"], strict=True)]
    for name, taken in found.items():
        yield Figure(f"card_cold_offline.{name}", median(taken), "ms")
    yield Figure("card_cold_offline.ratio", median(ratios), "", ratio_to="card_cold_offline.before")


class _ColdPhone:
    """Carries the demo's card of one build; its network is gone."""

    def __init__(self, playwright: Playwright, build: Build, opened: ExitStack) -> None:
        served = opened.enter_context(build.served())
        self.proxy: FaultProxy = opened.enter_context(fault_proxy(int(served.address.rpartition(":")[2])))
        folder = opened.enter_context(tempfile.TemporaryDirectory())
        self.phone = PhoneBrowser(playwright.chromium, Path(folder, "profile"), self.proxy.address)
        opened.callback(self.phone.close)
        _take_card(self.phone.start())
        self.proxy.change(Weather.DOWN)

    def start(self) -> float:
        """Milliseconds to the QR, after the browser was killed."""
        self.phone.kill()
        page = self.phone.start()
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.add_init_script(_WATCH)
        page.goto("/oma")
        page.locator("#qr").wait_for(state="visible")
        shown_at: float = page.evaluate("window.qrShownAt")
        return shown_at


def _take_card(page: Page) -> None:
    page.goto("/kirjaudu")
    page.locator("button[name=role][value=cardholder]").click()
    page.locator("#qr").wait_for()
    if not page.evaluate(_KEPT):
        message = "The phone has not kept the card."
        raise RuntimeError(message)


def main() -> None:
    """Print this build's figure, or two builds' side by side."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("before", nargs="?", type=Path, help="a built checkout to measure too")
    before = parser.parse_args().before
    print(table(list(compared(before) if before else measure())))


if __name__ == "__main__":
    main()
