"""Pictures of pages for eyes: build/screenshots/<role>/<page>-<size>.png, at the three sizes people have.

Only where SCREENSHOTS is set, as `make screenshots` does: they take longer than all that is asked of a page.
"""

import os
from pathlib import Path

from playwright.sync_api import Page

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
