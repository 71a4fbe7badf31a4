"""Firefox, spoken to in its own remote protocol, Marionette: it needs no driver program."""

import json
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any, Final

from tests.engines.browser import Browser, EngineError
from tests.engines.processes import end
from tests.support import patience

NAME: Final = "Firefox"
REMEDY: Final = "apt-get install firefox-esr"
_NAMES: Final = ("firefox-esr", "firefox")
# The rest, above all that it speaks to nobody but the page's own server, Marionette sees to by itself.
_PREFERENCES: Final = 'user_pref("marionette.port", 0);\nuser_pref("app.update.disabledForTesting", true);\n'
_CONSOLE: Final = """
    const isMere = ({ flags, category }) =>
      flags & Ci.nsIScriptError.warningFlag && !category.startsWith("CSP");
    return Services.console.getMessageArray()
      .filter((one) => one instanceof Ci.nsIScriptError && one.sourceName.startsWith("http:"))
      .filter((one) => !isMere(one))
      .map((one) => `${one.sourceName}:${one.lineNumber}: ${one.errorMessage}`);
"""


def find() -> str | None:
    """The path of the program, if it is here."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


class Firefox(Browser):
    """Headless, with a profile of its own in `directory`."""

    def __init__(self, directory: Path) -> None:
        profile = directory / "profile"
        profile.mkdir()
        (profile / "user.js").write_text(_PREFERENCES)
        options = ("--headless", "--no-remote", "--marionette", "--remote-allow-system-access")
        with (directory / "firefox.log").open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - the system's own browser
                [find() or NAME, *options, "--profile", profile],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            self._line = socket.create_connection(("127.0.0.1", _port(profile)), patience.SECONDS)
            self._answers = self._line.makefile("rb")
            self._asked = 0
            self._receive()  # it says who it is
            self.ask("NewSession")
        except BaseException:
            end(self._process)
            raise

    def ask(self, command: str, **facts: object) -> Any:
        """As Browser says."""
        return self._say(f"WebDriver:{command}", facts)

    def complaints(self) -> list[str]:
        """As Browser says; the browser's own console knows."""
        self._say("Marionette:SetContext", {"value": "chrome"})
        try:
            return list(self.run(_CONSOLE))
        finally:
            self._say("Marionette:SetContext", {"value": "content"})

    def close(self) -> None:
        """As Browser says."""
        self._answers.close()
        self._line.close()
        end(self._process)

    def _say(self, command: str, facts: dict[str, object]) -> Any:
        self._asked += 1
        question = json.dumps([0, self._asked, command, facts]).encode()
        self._line.sendall(b"%d:%b" % (len(question), question))
        _, _, error, result = self._receive()
        if error:
            message = f"{command}: {error['error']}: {error['message']}"
            raise EngineError(message)
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def _receive(self) -> Any:
        length = b""
        while (byte := self._answers.read(1)) != b":":
            if not byte:
                message = "Firefox has gone"
                raise EngineError(message)
            length += byte
        return json.loads(self._answers.read(int(length)))


def _port(profile: Path) -> int:
    """Where it listens: it writes that down when it is ready."""
    port_file = profile / "MarionetteActivePort"
    deadline = time.monotonic() + patience.SECONDS
    while time.monotonic() < deadline:
        if port_file.exists() and (port := port_file.read_text().strip()):
            return int(port)
        time.sleep(0.05)
    message = "Firefox did not start"
    raise EngineError(message)
