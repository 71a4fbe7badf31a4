"""axe-core over the page that is open. The page's own policy stays in force: axe comes in past it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from playwright.sync_api import Page

from tests.support.checkout import ROOT

_QUESTIONS: Final = (ROOT / "tests" / "support" / "axe-questions.js").read_text()
_AXE: Final = ROOT / "pwa" / "node_modules" / "axe-core" / "axe.min.js"
_THEMES: Final = ("", "dark", "contrast")
"""As the page is, and the two others."""


@dataclass
class Examiner:
    """Remembers each way in which an element has stood on a page: what styles see of it and of all around it.

    Colours follow from that, and axe looks at them longer than at all the rest: it is asked once of each way.
    """

    is_thorough: bool = True
    """Else colours are left out, and pages on which nothing stands in a new way: another is thorough."""
    known: set[int] = field(default_factory=set)

    def violations(self, page: Page) -> Iterator[str]:
        """What axe finds."""
        page.evaluate(_QUESTIONS)
        ways = page.evaluate("(known) => askAxe.newWays(known)", sorted(self.known))
        self.known.update(ways)
        if ways or self.is_thorough:
            page.evaluate(_AXE.read_text())
            yield from _told(page.evaluate("askAxe.rules()"), "")
        if ways and self.is_thorough:
            for theme, results in page.evaluate("(themes) => askAxe.colours(themes)", _THEMES):
                yield from _told(results, f" in {theme}" if theme else "")


def _told(results: list[dict[str, Any]], where: str) -> Iterator[str]:
    for one in results:
        places = f"{'; '.join(one['where'][:3])}, {len(one['where'])} places"
        yield f"axe {one['id']}{where}: {one['help']} ({places})"
