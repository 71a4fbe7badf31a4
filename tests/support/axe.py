"""axe-core over the page that is open. The page's own policy stays in force: axe comes in past it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from playwright.sync_api import Page

from tests.support.checkout import ROOT

_QUESTIONS: Final = (ROOT / "tests" / "support" / "axe-questions.js").read_text()
_AXE: Final = (ROOT / "pwa" / "node_modules" / "axe-core" / "axe.min.js").read_text()
_THEMES: Final = ("", "dark", "contrast")
"""As the page is, and the two others."""


@dataclass
class Examiner:
    """Asks axe once of each structure in which an element occurs on a page, and remembers the ways.

    For colours a way is what styles see of an element and of all around it; for the other rules it is the
    tags and attributes of both, whether there is text, and the order of the headings. Bringing half a
    megabyte of axe to a page takes longer than its answer: where there is no new structure, it is not sent.
    """

    known: set[int] = field(default_factory=set)
    found_new: bool = False
    """Whether anything on the latest page was new to the rules."""

    def violations(self, page: Page) -> Iterator[str]:
        """What axe finds."""
        page.evaluate(_QUESTIONS)
        ways = page.evaluate("askAxe.ways()")
        rules, styles = (set(ways[kind]) - self.known for kind in ("rules", "styles"))
        self.known |= rules | styles
        self.found_new = bool(rules)
        if rules or styles:
            page.evaluate(_AXE)
        if rules:
            yield from _told(page.evaluate("askAxe.rules()"), "")
        if styles:
            asked = {"themes": _THEMES, "styles": sorted(styles)}
            for theme, results in page.evaluate("(asked) => askAxe.colours(asked)", asked):
                yield from _told(results, f" in {theme}" if theme else "")


def _told(results: list[dict[str, Any]], where: str) -> Iterator[str]:
    for one in results:
        places = f"{'; '.join(one['where'][:3])}, {len(one['where'])} places"
        yield f"axe {one['id']}{where}: {one['help']} ({places})"
