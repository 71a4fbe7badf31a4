"""axe-core over the page that is open. The page's own policy stays in force: axe comes in past it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from webapp.settings import ROOT

_QUESTIONS = Path(__file__).with_name("axe-questions.js")
AXE = ROOT / "pwa" / "node_modules" / "axe-core" / "axe.min.js"
THEMES = ("", "dark", "contrast")
"""As the page is, and the two others."""


def violations(page: Page) -> list[str]:
    """What axe finds on the whole page, but for its colours."""
    _bring(page)
    return _told(page.evaluate("askAxe.rules()"), "")


@dataclass
class Colours:
    """Asks about colours in all themes, once of each way in which an element can stand on a page.

    A way is what styles see of an element and of all that it stands in. Colours follow from it, and axe looks
    at them longer than at all the rest; most of a page stands as it stood on the page before.
    """

    known: set[int] = field(default_factory=set)

    def violations(self, page: Page) -> list[str]:
        """What axe finds in what has not stood so on an earlier page."""
        _bring(page)
        found, ways = page.evaluate("(asked) => askAxe.colours(...asked)", [THEMES, sorted(self.known)])
        self.known.update(ways)
        return [one for theme, results in found for one in _told(results, f" in {theme}" if theme else "")]


def _bring(page: Page) -> None:
    # Only to a page that is asked: it is half a megabyte, and most pages of a journey are passed by.
    if not page.evaluate("'askAxe' in window"):
        for script in (AXE, _QUESTIONS):
            page.evaluate(script.read_text())


def _told(results: list[dict[str, Any]], where: str) -> list[str]:
    return [
        f"axe {one['id']}{where}: {one['help']} ({'; '.join(one['where'][:3])}, {len(one['where'])} places)"
        for one in results
    ]
