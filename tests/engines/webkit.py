"""WebKitGTK's MiniBrowser on a virtual screen, driven by its own WebKitWebDriver: the engine of Safari."""

import json
import os
import shutil
import socket
import subprocess
import time
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Final

from tests.engines.browser import Browser, EngineError
from tests.engines.processes import end
from tests.support import patience

NAME: Final = "WebKitGTK"
REMEDY: Final = "apt-get install webkit2gtk-driver xvfb"
_DRIVER: Final = "WebKitWebDriver"
_SCREEN: Final = "Xvfb"
# Its console is not to be had from outside: the page is asked to listen from when it has been loaded.
_LISTEN: Final = """
    window.complaints = [];
    const note = (text) => window.complaints.push(`${location.href}: ${text}`);
    addEventListener("error", ({ message }) => note(message));
    addEventListener("unhandledrejection", ({ reason }) => note(reason));
    document.addEventListener("securitypolicyviolation", (event) => {
      note(`${event.violatedDirective} forbids ${event.blockedURI}`);
    });
"""
_WAYS: Final = {
    "Navigate": ("url", ()),
    "FindElement": ("element", ()),
    "ElementSendKeys": ("element/{id}/value", ("id",)),
    "ElementClick": ("element/{id}/click", ("id",)),
    "ExecuteScript": ("execute/sync", ()),
    "ExecuteAsyncScript": ("execute/async", ()),
}


def find() -> Path | None:
    """The path of the browser, if it, its driver and a screen are here."""
    browsers = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    is_whole = browsers and shutil.which(_DRIVER) and shutil.which(_SCREEN)
    return browsers[-1] if is_whole else None


class WebKit(Browser):
    """One window that forgets everything at its end."""

    def __init__(self, directory: Path) -> None:
        self._screen, display = _start_screen()
        port = _free_port()
        environment = {**os.environ, "DISPLAY": display, "HOME": str(directory), "GDK_BACKEND": "x11"}
        with (directory / "webkit.log").open("wb") as log:
            self._driver = subprocess.Popen(  # noqa: S603 - the system's own driver
                [_DRIVER, f"--port={port}"], stdout=log, stderr=log, env=environment, start_new_session=True
            )
        self._port, self._session = port, ""
        try:
            _wait_for(port)
            options = {"binary": str(find()), "args": ["--automation"]}
            wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
            self._session = self._post("/session", {"capabilities": wanted})["sessionId"]
        except BaseException:
            self.close()
            raise

    def ask(self, command: str, **facts: object) -> Any:
        """As Browser says."""
        way, named = _WAYS[command]
        path = way.format(**facts)
        body = {name: fact for name, fact in facts.items() if name not in named}
        return self._post(f"/session/{self._session}/{path}", body)

    def open(self, address: str) -> None:
        """As Browser says."""
        super().open(address)
        self.run(_LISTEN)

    def reload(self) -> None:
        """As Browser says."""
        super().reload()
        self.run(_LISTEN)

    def complaints(self) -> list[str]:
        """As Browser says: those of the page that is open, since it was loaded."""
        return list(self.run("return window.complaints ?? []"))

    def close(self) -> None:
        """As Browser says."""
        if self._session:
            with suppress(EngineError, OSError):
                self._send("DELETE", f"/session/{self._session}", None)
        end(self._driver)
        end(self._screen)

    def _post(self, path: str, body: dict[str, object]) -> Any:
        return self._send("POST", path, json.dumps(body))

    def _send(self, method: str, path: str, body: str | None) -> Any:
        line = HTTPConnection("127.0.0.1", self._port, timeout=patience.SECONDS)
        try:
            line.request(method, path, body, {"Content-Type": "application/json"})
            answer = json.loads(line.getresponse().read())["value"]
        finally:
            line.close()
        if isinstance(answer, dict) and "error" in answer:
            message = f"{path}: {answer['error']}: {answer.get('message', '')}"
            raise EngineError(message)
        return answer


def _start_screen() -> tuple[subprocess.Popen[bytes], str]:
    """A virtual screen on a number that is free."""
    reading, writing = os.pipe()
    screen = subprocess.Popen(  # noqa: S603 - the system's own
        [_SCREEN, "-displayfd", str(writing), "-screen", "0", "1024x1366x24", "-nolisten", "tcp"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, pass_fds=(writing,), start_new_session=True,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as display:
        return screen, f":{display.readline().strip()}"


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + patience.SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.05)
    message = "WebKitWebDriver did not start"
    raise EngineError(message)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
