"""Pictures of pages: one to read codes from; and for eyes, at the three sizes people have.

The latter, build/screenshots/<role>/<page>-<size>.png, only where SCREENSHOTS is set, as `make screenshots`
does: they take longer than all that is asked of a page.
"""

import os
import time
from pathlib import Path

from playwright.sync_api import Error, Locator, Page

from tests.support import patience
from tests.support.checkout import ROOT
from tests.support.devices import DEVICES

FOLDER = ROOT / "build" / "screenshots"


def keep_screenshots(page: Page, role: str, name: str) -> None:
    """Whole pages, also of answers that cannot be opened again."""
    if not os.environ.get("SCREENSHOTS"):
        return
    before = page.viewport_size
    for device in DEVICES:
        page.set_viewport_size({"width": device.width, "height": device.height})
        path: Path = FOLDER / role / f"{name}-{device.width}x{device.height}.png"
        page.screenshot(path=path, full_page=True, animations="disabled")
    if before:
        page.set_viewport_size(before)


def keep_picture(page: Page, name: str) -> None:
    """What is in the window, into the folder of docs that PICTURES names, as `make pictures` does."""
    folder = os.environ.get("PICTURES")
    if folder:
        page.screenshot(path=ROOT / folder / f"{name}.png", animations="disabled")


def picture_of(seen: Page | Locator) -> bytes:
    """What is seen, as PNG. A browser that is busy now and then has no picture just then."""
    deadline = time.monotonic() + patience.SECONDS
    while True:
        try:
            return seen.screenshot()
        except Error as error:
            if "Unable to capture screenshot" not in error.message or time.monotonic() > deadline:
                raise
