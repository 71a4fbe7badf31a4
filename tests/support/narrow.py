"""Whether a page fits a narrow screen: no sideways scrolling at 320 pixels, also with the largest text."""

from playwright.sync_api import Page, ViewportSize

from tests.support.devices import NARROW

_SIZES = ("1", "3")
_OVERFLOW = """(sizes) => sizes.map((size) => {
  const root = document.documentElement;
  const before = root.dataset.textSize;
  root.dataset.textSize = size;
  const wide = root.scrollWidth > root.clientWidth;
  const inBox = (one) => one && (getComputedStyle(one).overflowX !== "visible" || inBox(one.parentElement));
  // The words, not their boxes: text runs out of a box that itself fits.
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const culprits = [];
  for (let node = words.nextNode(); wide && node && culprits.length < 3; node = words.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    if (range.getBoundingClientRect().right <= root.clientWidth + 1 || inBox(node.parentElement)) continue;
    culprits.push(`“${node.data.trim()}” in ${node.parentElement.className || node.parentElement.tagName}`);
  }
  const overflow = wide ? `${root.scrollWidth} pixels: ${culprits.join(", ")}` : "";
  root.dataset.textSize = before;
  return overflow;
})"""


def sideways_scrolling(page: Page) -> list[str]:
    """What is too wide, at each text size."""
    before = page.viewport_size
    narrow: ViewportSize = {"width": NARROW.width, "height": NARROW.height}
    if before != narrow:
        page.set_viewport_size(narrow)
    found = [
        f"wider than {NARROW.width} pixels at text size {size}: {overflow}"
        for size, overflow in zip(_SIZES, page.evaluate(_OVERFLOW, _SIZES), strict=True)
        if overflow
    ]
    if before and before != narrow:
        page.set_viewport_size(before)
    return found
