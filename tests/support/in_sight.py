"""Whether what one must see and press lies inside the window and is covered by nothing."""

from collections.abc import Iterator, Sequence

from playwright.sync_api import Page

from tests.support.devices import Device

_HIDDEN = """(selectors) => {
  const frame = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  const edges = ["left", "top", "right", "bottom"];
  const within = (box, outer) => box.left >= outer.left - 1 && box.top >= outer.top - 1
    && box.right <= outer.right + 1 && box.bottom <= outer.bottom + 1;
  const facts = (box) => edges.map((edge) => Math.round(box[edge])).join(" ");
  const wrong = [];
  for (const selector of selectors) {
    const found = [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
    if (!found.length) wrong.push(`${selector} is not there`);
    for (const one of found) {
      const box = one.getBoundingClientRect();
      if (!within(box, frame)) wrong.push(`${selector} is outside the window: ${facts(box)}`);
      for (let outer = one.parentElement; outer; outer = outer.parentElement) {
        if (getComputedStyle(outer).overflow === "visible") continue;
        if (!within(box, outer.getBoundingClientRect()))
          wrong.push(`${selector} (${facts(box)}) is cut off by ${outer.className || outer.tagName}`);
      }
      // The line of the counter's state says the rest behind a tap.
      const isWords = !one.childElementCount && !one.matches("input, select, [data-counter='state']");
      const isCut = isWords && one.scrollWidth > one.clientWidth + 1;
      if (isCut) wrong.push(`${selector} is cut: ${one.textContent}`);
      const hit = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
      const isHit = hit && (one.contains(hit) || hit.contains(one));
      if (!isHit) wrong.push(`${selector} is covered by ${hit?.className}`);
    }
  }
  return wrong;
}"""
_SET_TEXT = "(size) => { document.documentElement.dataset.textSize = size; }"


def out_of_sight(page: Page, selectors: Sequence[str]) -> list[str]:
    """What of it cannot be seen or pressed as the window is now."""
    found: list[str] = page.evaluate(_HIDDEN, list(selectors))
    return found


def out_of_sight_anywhere(
    page: Page, selectors: Sequence[str], devices: Sequence[Device], text_sizes: Sequence[str] = ("1", "3")
) -> Iterator[str]:
    """The same on each window and with each size of text; afterwards the page is as it was."""
    before = page.viewport_size
    for device in devices:
        page.set_viewport_size({"width": device.width, "height": device.height})
        for size in text_sizes:
            page.evaluate(_SET_TEXT, size)
            for one in out_of_sight(page, selectors):
                yield f"{device.name} ({device.width}×{device.height}), text {size}: {one}"
    page.evaluate(_SET_TEXT, "1")
    if before:
        page.set_viewport_size(before)
