"""What a first visit to a page brings over the wire, with all that it loads, as the browser counts it."""

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, Page, StorageState

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
COUNTER: Final = "counter"
"""The page whose parts are told apart: a shift begins with it, often by a mobile network."""
KINDS: Final[Mapping[str, str]] = {
    "Document": "html", "Stylesheet": "css", "Font": "fonts", "Script": "scripts", "Fetch": "lists",
}  # fmt: skip
"""The browser's kinds of resource by our names; "lists" is what scripts ask the register for."""
_DECODER: Final = ("/decoder.worker-", "/zxing_reader-")
_FETCH: Final = "async (url) => { await (await fetch(url, { cache: 'reload' })).arrayBuffer(); }"
_KEPT: Final = """async () => {
  await navigator.serviceWorker.ready;
  const opened = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  return (await Promise.all(opened.map((cache) => cache.keys()))).flat().map(({ url }) => url);
}"""


def measure() -> Iterator[Figure]:
    """Each page on a phone that has never seen it, in all and the page itself; the counter by its parts."""
    with tempfile.TemporaryDirectory() as folder:
        demo = demo_directory(Path(folder))
        with running_server(demo, Path(folder, "served")) as server, running_browser() as browser:
            for name, (path, role) in PAGES.items():
                state = signed_in(browser, server.address, role) if role else None
                with _phone(browser, state) as phone:
                    yield from _weighed(name, phone, server.address + path)
            yield from _kept_by_worker(browser, server.address, signed_in(browser, server.address, "venue"))


def _weighed(name: str, phone: BrowserContext, url: str) -> Iterator[Figure]:
    traffic = Traffic(phone.new_page())
    traffic.visit(url)
    sums = traffic.by_kind()
    yield Figure(f"weights.{name}", sums.total() / 1000, "kB")
    parts = sorted(sums) if name == COUNTER else ["html"]
    for part in parts:
        yield Figure(f"weights.{name}.{part}", sums[part] / 1000, "kB")


def _kept_by_worker(browser: Browser, address: str, state: StorageState) -> Iterator[Figure]:
    """What the counter's service worker fetches after that, beside what the page has brought."""
    url = address + PAGES[COUNTER][0]
    with browser.new_context(storage_state=state) as phone:
        page = phone.new_page()
        page.goto(url, wait_until="networkidle")
        kept: list[str] = page.evaluate(_KEPT)
    with _phone(browser, state) as phone:
        traffic = Traffic(phone.new_page())
        traffic.visit(url)
        wanted = [one for one in kept if one not in traffic.urls.values()]
        traffic.sizes.clear()
        for one in wanted:
            traffic.page.evaluate(_FETCH, one)
        decoder = sum(size for one, size in traffic.by_url().items() if any(part in one for part in _DECODER))
        everything = sum(traffic.sizes.values())
    yield Figure("weights.counter.worker", (everything - decoder) / 1000, "kB")
    yield Figure("weights.counter.worker.decoder", decoder / 1000, "kB")


def signed_in(browser: Browser, address: str, role: str) -> StorageState:
    """The cookies of somebody in the demo country."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/kirjaudu")
        page.locator(f"button[name=role][value={role}]").click()
        page.wait_for_load_state()
        return context.storage_state()


@contextmanager
def _phone(browser: Browser, state: StorageState | None) -> Iterator[BrowserContext]:
    """Without a service worker, whose own traffic comes after the page's and is weighed apart."""
    with browser.new_context(
        storage_state=state,
        viewport={"width": PHONE.width, "height": PHONE.height},
        device_scale_factor=PHONE.scale,
        service_workers="block",
    ) as context:
        yield context


class Traffic:
    """What a page's requests brought: bytes with headers."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.urls: dict[str, str] = {}
        self.sizes: dict[str, int] = {}
        self._kinds: dict[str, str] = {}
        tools = page.context.new_cdp_session(page)
        tools.on("Network.responseReceived", self._receive)
        tools.on("Network.loadingFinished", self._finish)
        tools.send("Network.enable")

    def visit(self, url: str) -> None:
        """Open the page and let it load all that it wants."""
        answer = self.page.goto(url, wait_until="networkidle")
        if answer is None or answer.url != url or not answer.ok:
            message = f"{url} was not shown."
            raise RuntimeError(message)

    def by_kind(self) -> Counter[str]:
        """The sum of each kind, by our names."""
        sums: Counter[str] = Counter()
        for request, size in self.sizes.items():
            sums[KINDS.get(self._kinds[request], "others")] += size
        return sums

    def by_url(self) -> dict[str, int]:
        """Of each address."""
        return {self.urls[request]: size for request, size in self.sizes.items()}

    def _receive(self, event: dict[str, Any]) -> None:
        self._kinds[event["requestId"]] = event["type"]
        self.urls[event["requestId"]] = event["response"]["url"]

    def _finish(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.urls:
            self.sizes[event["requestId"]] = int(event["encodedDataLength"])
