"""What a screen reader is told of a page's controls, by the browser's own accessibility tree."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from playwright.sync_api import Page

_CONTROLS: Final = frozenset(
    (
        *("button", "checkbox", "combobox", "ComboBoxSelect", "DisclosureTriangle", "link"),
        *("ListBox", "menuitem", "radio", "searchbox", "slider", "spinbutton", "switch", "tab", "textbox"),
    )
)
"""Roles of what somebody can press, choose or write into, as Chromium calls them."""

_MARK: Final = "data-told"
# What is seen of each control: its words, or its label's; those clipped for screen readers are not seen.
_SEEN: Final = """(mark) => {
  const LIVE = "[role=status], [role=alert], [role=log], output, [aria-live]:not([aria-live=off])";
  const CONTROLS = "a[href], button, input, select, textarea, summary, [role], [tabindex]";
  const SAID = "[aria-label], [aria-labelledby], [aria-hidden], [alt], [title], [role]";
  const isClipped = (one) => getComputedStyle(one).clipPath !== "none";
  const isShown = (one) =>
    one.getClientRects().length > 0 && getComputedStyle(one).visibility === "visible";
  const words = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const seen = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      let one = node.parentElement;
      const isDrawn = isShown(one);
      while (one !== root && !isClipped(one)) one = one.parentElement;
      if (isDrawn && one === root) seen.push(node.data);
    }
    return seen.join(" ");
  };
  const isWrittenInto = (one) => /^(?:INPUT|SELECT|TEXTAREA)$/.test(one.tagName);
  return [...document.querySelectorAll(CONTROLS)].filter(isShown).map((one, number) => {
    one.setAttribute(mark, number);
    const seen = isWrittenInto(one) ? [...(one.labels ?? [])].map(words).join(" ") : words(one);
    const tag = one.cloneNode().outerHTML.replace(/ data-told="\\d+"/, "").slice(0, 160);
    const isWords = !isWrittenInto(one) && !one.matches(SAID) && !one.querySelector(SAID);
    return { seen: isClipped(one) ? "" : seen, live: one.querySelector(LIVE) !== null, isWords, tag };
  });
}"""
_UNMARK: Final = (
    "(mark) => { for (const one of document.querySelectorAll(`[${mark}]`)) one.removeAttribute(mark); }"
)


def badly_told_controls(
    page: Page, known: set[tuple[str, str]] | None = None, *, only_labelled: bool = False
) -> list[str]:
    """Controls without a name, named otherwise than they look, or with a live region inside.

    Where every control is one of those that are `known`, with its words, the browser is not asked again; nor
    with `only_labelled` where each is told by the very words that it shows, as another language's tour has
    found. What a page writes between being looked at and being heard is no fault: it is asked once more.
    """
    wrong = list(_badly_told(page, known, only_labelled=only_labelled))
    return list(_badly_told(page)) if wrong else []


def _badly_told(
    page: Page, known: set[tuple[str, str]] | None = None, *, only_labelled: bool = False
) -> Iterator[str]:
    shown = page.evaluate(_SEEN, _MARK)
    known = set() if known is None else known
    looks = {(one["tag"], one["seen"]) for one in shown if not (only_labelled and one["isWords"])}
    if looks <= known:
        page.evaluate(_UNMARK, _MARK)
        return
    known |= looks
    tools = page.context.new_cdp_session(page)
    try:
        numbers = dict(_marked(tools.send("DOM.getDocument", {"depth": -1})["root"]))
        tree = tools.send("Accessibility.getFullAXTree")["nodes"]
    finally:
        tools.detach()
        page.evaluate(_UNMARK, _MARK)
    for node in tree:
        number = numbers.get(node.get("backendDOMNodeId"))
        if not node["ignored"] and node["role"]["value"] in _CONTROLS and number is not None:
            yield from _wrong_with(node, shown[number])


def _wrong_with(node: Mapping[str, Any], shown: Mapping[str, Any]) -> Iterator[str]:
    name = node.get("name", {}).get("value", "")
    if shown["live"]:
        yield f"a live region inside a control: {shown['tag']}"
    if not name.strip():
        yield f"a control without a name: {shown['tag']}"
    elif _plain(shown["seen"]) not in _plain(name):
        yield f"seen as “{shown['seen'].strip()}”, told as “{name}”: {shown['tag']}"


def _plain(words: str) -> str:
    """Letters and digits: the rest is set by screens and screen readers each in its way."""
    return "".join(filter(str.isalnum, words)).casefold()


def _marked(node: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """The browser's number of each marked element, and its mark."""
    attributes = node.get("attributes", [])
    marks = dict(zip(attributes[::2], attributes[1::2], strict=True))
    if _MARK in marks:
        yield node["backendNodeId"], int(marks[_MARK])
    for child in node.get("children", ()):
        yield from _marked(child)
