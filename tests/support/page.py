"""An answer seen as a page: valid HTML, one h1, a title, unique ids, labels, nonces, no inline code."""

import re
from collections.abc import Iterator
from functools import cached_property
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

_BYTES = {"application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
"""Answers that are no text."""
_LABELLED = {"input", "select", "textarea"}
_DOUBLE_STOP = re.compile(r"[^.]\.\.(?!\.)|[.?!] \.|[?!]\.")
_NEEDS_NO_LABEL = {"hidden", "submit", "button"}


class Page:
    """What a visitor sees."""

    def __init__(self, response: TestResponse, path: str) -> None:
        self.response, self.path = response, path
        self.status = response.status_code
        self.body = "" if response.mimetype in _BYTES else response.text

    @cached_property
    def root(self) -> Element:
        """The parsed document; a parse error is a failure."""
        parser = html5lib.HTMLParser(
            tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False
        )
        root: Element = parser.parse(self.body)
        for template in root.iter("template"):
            template.clear()  # a browser shows nothing of it until a script takes a copy
        return root

    @property
    def text(self) -> str:
        """The page's words in main, with white space folded."""
        main = next(self.root.iter("main"), self.root)
        return " ".join("".join(_words(main)).split())

    @property
    def h1(self) -> str:
        """The one heading."""
        return " ".join("".join(next(_shown(self.root, "h1")).itertext()).split())

    def error_of(self, field: str) -> str:
        """The message beside a field, or nothing."""
        for element in self.root.iter():
            if element.get("id") == f"{field}-error":
                return " ".join("".join(element.itertext()).split())
        return ""

    def value_of(self, name: str) -> str:
        """What a field holds."""
        from tests.support.visitor import form_values  # noqa: PLC0415 - the two know each other

        for form in self.root.iter("form"):
            values = form_values(form)
            if name in values:
                return values[name]
        return ""

    def form(self, action: str) -> Element:
        """The form whose action is, or else contains, `action`; without one, the first POST in main."""
        forms = list(next(self.root.iter("main"), self.root).iter("form")) + list(self.root.iter("form"))
        forms.sort(key=lambda form: form.get("action") != action)
        for form in forms:
            if action in form.get("action", "") and (action or form.get("method") == "post"):
                return form
        message = f"no form for {action!r} on {self.path}"
        raise AssertionError(message)

    def links(self) -> set[str]:
        """Where the page's links go, inside the service."""
        return {one.get("href", "").partition("#")[0] for one in self.root.iter("a")} - {""}

    def check(self) -> None:
        """Fail unless the page is well made."""
        problems = list(_problems(self.root, self.response.headers.get("Content-Security-Policy", "")))
        assert not problems, f"{self.path}: {problems}"


def _words(element: Element) -> Iterator[str]:
    if element.tag in {"script", "style"}:
        return
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""
    yield " "


def _shown(element: Element, tag: str) -> Iterator[Element]:
    if "hidden" in element.attrib:
        return
    if element.tag == tag:
        yield element
    for child in element:
        yield from _shown(child, tag)


def _problems(root: Element, policy: str) -> Iterator[str]:
    headings = len(list(_shown(root, "h1")))
    if headings != 1:
        yield f"{headings} h1"
    if not "".join(next(root.iter("title")).itertext()).strip(" –"):
        yield "no title"
    if not root.get("lang"):
        yield "no language"
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    yield from (f"id {one} twice" for one in {one for one in ids if ids.count(one) > 1})
    yield from _broken_references(root, set(ids))
    yield from _double_stops(root)
    yield from _unlabelled(root)
    yield from _inline(root, policy)


def _double_stops(root: Element) -> Iterator[str]:
    """A sentence with its own full stop that was joined to another one."""
    for element in root.iter():
        spoken = [element.get(name) for name in ("aria-label", "title", "alt")]
        for said in (element.text, element.tail, *spoken):
            if said and _DOUBLE_STOP.search(said):
                yield f"double full stop: {said.strip()}"


def _broken_references(root: Element, ids: set[str | None]) -> Iterator[str]:
    for element in root.iter():
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for wanted in (element.get(name) or "").split():
                if wanted not in ids:
                    yield f"{name}={wanted} leads nowhere"


def _unlabelled(root: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in root.iter("label")}
    wrapped = {id(inner) for label in root.iter("label") for inner in label.iter()}
    for field in root.iter():
        if field.tag not in _LABELLED or field.get("type") in _NEEDS_NO_LABEL:
            continue
        named = field.get("id") in labelled or id(field) in wrapped or field.get("aria-label")
        if not named and not field.get("aria-labelledby"):
            yield f"field {field.get('name')} has no label"


def _inline(root: Element, policy: str) -> Iterator[str]:
    nonce = re.search(r"'nonce-([^']+)'", policy)
    for element in root.iter():
        if element.get("style") or element.tag == "style":
            yield f"inline style on {element.tag}"
        yield from (f"handler {name}" for name in element.attrib if name.startswith("on"))
        if element.tag == "script" and element.get("type") != "application/json":
            if not element.get("src"):
                yield "inline script"
            if nonce is None or element.get("nonce") != nonce[1]:
                yield "script without the page's nonce"
