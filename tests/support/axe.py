"""axe-core over the page that is open. The page's own policy stays in force: axe comes in beside it."""

from typing import Any

from playwright.sync_api import BrowserContext, Page

from webapp.settings import ROOT

AXE = ROOT / "pwa" / "node_modules" / "axe-core" / "axe.min.js"
THEMES = ("dark", "contrast")

_RUN = """async ([theme, tags, unasked]) => {
  const root = document.documentElement;
  const before = root.dataset.theme;
  if (theme) root.dataset.theme = theme;
  const options = { resultTypes: ["violations"], rules: {} };
  for (const id of unasked) options.rules[id] = { enabled: false };
  if (tags.length) options.runOnly = { type: "tag", values: tags };
  const { violations } = await axe.run(document, options);
  root.dataset.theme = before;
  const places = (nodes) => nodes.map((one) => one.target.join(" "));
  return violations.map(({ id, help, nodes }) => ({ id, help, where: places(nodes) }));
}"""


def prepare(context: BrowserContext) -> None:
    """Let every page of a context know axe."""
    context.add_init_script(path=AXE)


def violations(page: Page, *, colours: bool = True) -> list[str]:
    """What axe finds: everything as the page is, and its colours in all themes.

    Colours are the same in every language, and take axe as long as all the rest: one language's are enough.
    """
    found = _told(page.evaluate(_RUN, ["", [], [] if colours else ["color-contrast"]]), "")
    for theme in THEMES if colours else ():
        # Only colours differ between themes; the other rules would find the same again.
        found += _told(page.evaluate(_RUN, [theme, ["cat.color"], []]), f" in {theme}")
    return found


def _told(results: list[dict[str, Any]], where: str) -> list[str]:
    return [
        f"axe {one['id']}{where}: {one['help']} ({'; '.join(one['where'][:3])}, {len(one['where'])} places)"
        for one in results
    ]
