"""What a test asks of a browser, whatever its engine: open, look, type, press."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, Final

from tests.support import patience

ELEMENT: Final = "element-6066-11e4-a52e-4f735466cecf"
"""The key under which WebDriver hands out elements."""
ENTER: Final = "\ue007"
_LOOKS_AGAIN_SECONDS: Final = 0.05
_IS_VISIBLE: Final = """
    const [css] = arguments;
    return [...document.querySelectorAll(css)].some((element) => element.getClientRects().length > 0);
"""
_IS_NEW: Final = "return !window.isOld && document.readyState === 'complete'"


class EngineError(Exception):
    """A browser did not come up, or refused a command."""


class Browser(ABC):
    """One window. The commands are WebDriver's, by their names in Marionette."""

    @abstractmethod
    def ask(self, command: str, **facts: object) -> Any:
        """Carry out a WebDriver command and give its value; EngineError where the browser refuses."""

    @abstractmethod
    def complaints(self) -> list[str]:
        """What it had to say against the pages: scripts that fail, a broken policy."""

    @abstractmethod
    def close(self) -> None:
        """End it, and everything that was started for it."""

    def open(self, address: str) -> None:
        """Go to a page and wait until it is loaded."""
        self.ask("Navigate", url=address)

    def reload(self) -> None:
        """Load the page anew as people do: Firefox's own command for it would pass the service worker by."""
        # A moment later: the answer to this command must not be lost with the page.
        self.run("window.isOld = true; setTimeout(() => location.reload(), 10);")
        self.wait_until(lambda: bool(self.run(_IS_NEW)), "the page anew")

    def type(self, css: str, text: str) -> None:
        """Type into a field as a keyboard does."""
        self.ask("ElementSendKeys", id=self._element(css), text=text)

    def press(self, css: str) -> None:
        """Click where a person would."""
        self.ask("ElementClick", id=self._element(css))

    def run(self, script: str, *facts: object) -> Any:
        """What a script returns; `arguments` are the facts."""
        return self.ask("ExecuteScript", script=script, args=list(facts))

    def run_to_end(self, promise: str) -> Any:
        """What a promise comes to."""
        script = f"const [tell] = arguments; ({promise}).then(tell, (error) => tell(String(error)));"
        return self.ask("ExecuteAsyncScript", script=script, args=[])

    def sees(self, css: str) -> bool:
        """Whether something of that kind can be seen now."""
        return bool(self.run(_IS_VISIBLE, css))

    def wait_to_see(self, css: str) -> None:
        """Wait until it is there."""
        self.wait_until(lambda: self.sees(css), css)

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait for what the page does in its own time; EngineError shows the page where it does not."""
        deadline = time.monotonic() + patience.SECONDS
        while time.monotonic() < deadline:
            try:
                if holds():
                    return
            except EngineError:  # between two pages there is none to look at
                pass
            time.sleep(_LOOKS_AGAIN_SECONDS)
        shown = self.run("return location.href + '\\n' + document.body.innerText")
        message = f"not seen: {what}\n{shown}\n" + "\n".join(self.complaints())
        raise EngineError(message)

    def _element(self, css: str) -> str:
        found = self.ask("FindElement", using="css selector", value=css)
        return str(found[ELEMENT])
