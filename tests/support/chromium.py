"""The system's Chromium, driven by Playwright: where it is and how it is started."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

_LIGHT = "chromium-headless-shell"
"""The same engine without the windows that nobody sees: journeys take two thirds of the time."""

_WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Start as root in a container, and speak to nobody but the page's own server."""


def find(*, asks_permission: bool = False) -> str:
    """The path of the system's Chromium; FileNotFoundError tells how to get one.

    Without windows there is nobody to ask for a camera: who needs that asked gets the whole browser.
    """
    for name in _WHOLE if asks_permission else (_LIGHT, *_WHOLE):
        path = shutil.which(name) or shutil.which(name, path="/usr/bin:/snap/bin")
        if path:
            return path
    message = "The tests need Chromium. On Debian and Ubuntu: apt-get install chromium."
    raise FileNotFoundError(message)


def fake_camera(video: Path) -> tuple[str, ...]:
    """Arguments that make a file of JPEGs, one after another (.mjpeg), the only camera. One film a launch."""
    return (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={video.resolve()}",
    )


@contextmanager
def running_browser(*more_arguments: str) -> Iterator[Browser]:
    """A headless browser; the caller opens contexts in it and need not close them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find(), args=[*ARGUMENTS, *more_arguments], headless=True
        )
        try:
            yield browser
        finally:
            browser.close()
