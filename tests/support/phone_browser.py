"""A phone's own browser: it keeps its storage, can be killed, and is started again where it was."""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, BrowserType, Page

from tests.support import patience
from tests.support.browser_log import BrowserLog
from tests.support.chromium import ARGUMENTS, find
from tests.support.devices import PHONE


class PhoneBrowser:
    """Chromium with a profile in `directory`."""

    def __init__(self, chromium: BrowserType, directory: Path, address: str) -> None:
        self._chromium = chromium
        self.directory = directory
        self.address = address
        self.log = BrowserLog()
        self._context: BrowserContext | None = None

    def start(self) -> Page:
        """A new page in a browser that remembers."""
        self._context = self._chromium.launch_persistent_context(
            self.directory,
            executable_path=find(),
            args=[*ARGUMENTS],
            headless=True,
            base_url=self.address,
            locale="fi-FI",
            timezone_id="Europe/Helsinki",
            viewport={"width": PHONE.width, "height": PHONE.height},
            has_touch=True,
        )
        self._context.set_default_timeout(patience.MILLISECONDS)
        self.log.watch(self._context)
        return self._context.new_page()

    def new_tab(self) -> Page:
        """Another tab of the same browser."""
        assert self._context is not None
        return self._context.new_page()

    def kill(self) -> None:
        """As when the battery falls out: no page is asked, nothing is tidied up."""
        listed = subprocess.run(  # noqa: S603 - a fixed command
            ["/usr/bin/pgrep", "-f", f"--user-data-dir={self.directory}"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        for process in listed.stdout.split():
            with suppress(ProcessLookupError):
                os.kill(int(process), signal.SIGKILL)
        self.close()
        # A browser that was killed leaves its lock behind.
        for lock in self.directory.glob("Singleton*"):
            lock.unlink(missing_ok=True)

    def close(self) -> None:
        """In the ordinary way."""
        if self._context is not None:
            with suppress(Exception):  # it may be dead already
                self._context.close()
        self._context = None
