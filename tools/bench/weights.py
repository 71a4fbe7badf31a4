"""What a first visit to a page brings over the wire, with all that it loads, as the browser counts it."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, StorageState

from tests.support.chromium import running_browser
from tests.support.demo_register import demo_directory
from tests.support.devices import PHONE
from tests.support.server import running_server
from tools.bench.figures import Figure

PAGES: Final[Mapping[str, tuple[str, str]]] = {
    "front": ("/", ""),
    "places": ("/kohteet", ""),
    "card": ("/oma", "cardholder"),
    "counter": ("/kohde", "venue"),
}
"""Path of each page, and who opens it in the demo country."""
PAGE_ITSELF: Final = "Document"


def measure() -> Iterator[Figure]:
    """Each page on a phone that has never seen it, in all and the page itself without what it loads."""
    with tempfile.TemporaryDirectory() as folder:
        demo = demo_directory(Path(folder))
        with running_server(demo, Path(folder, "served")) as server, running_browser() as browser:
            for name, (path, role) in PAGES.items():
                state = signed_in(browser, server.address, role) if role else None
                weights = _weights(browser, server.address + path, state)
                yield Figure(f"weights.{name}", sum(weights.values()) / 1000, "kB")
                yield Figure(f"weights.{name}.html", weights[PAGE_ITSELF] / 1000, "kB")


def signed_in(browser: Browser, address: str, role: str) -> StorageState:
    """The cookies of somebody in the demo country."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/kirjaudu")
        page.locator(f"button[name=role][value={role}]").click()
        page.wait_for_load_state()
        return context.storage_state()


def _weights(browser: Browser, url: str, state: StorageState | None) -> dict[str, int]:
    """Bytes with headers, by the browser's kinds of resource."""
    with browser.new_context(
        storage_state=state,
        viewport={"width": PHONE.width, "height": PHONE.height},
        device_scale_factor=PHONE.scale,
    ) as context:
        page = context.new_page()
        tools = context.new_cdp_session(page)
        kinds: dict[str, str] = {}
        sums: dict[str, int] = {}

        def received(event: dict[str, Any]) -> None:
            kinds[event["requestId"]] = event["type"]

        def finished(event: dict[str, Any]) -> None:
            kind = kinds[event["requestId"]]
            sums[kind] = sums.get(kind, 0) + int(event["encodedDataLength"])

        tools.on("Network.responseReceived", received)
        tools.on("Network.loadingFinished", finished)
        tools.send("Network.enable")
        answer = page.goto(url, wait_until="networkidle")
        if answer is None or answer.url != url or not answer.ok:
            message = f"{url} was not shown."
            raise RuntimeError(message)
        return sums
