"""Fill a form of a finished page in again, as it was sent: whichever form it is, and however it was made."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urlsplit

_FORM: Final = re.compile(r"<form\b.*?</form>", re.DOTALL)
_CHOSEN: Final = frozenset({"checkbox", "radio"})
_NEVER_SET: Final = frozenset({"button", "file", "image", "password", "reset", "submit"})
_TOKEN: Final = "csrf_token"  # noqa: S105 - the name of a field
Attributes = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Filled:
    """The page, and whether its form asks for a password: that is never kept."""

    html: str
    has_password: bool


def filled(html: str, *, page: str, action: str, fields: Sequence[tuple[str, str]]) -> Filled | None:
    """The page with the form that goes to `action` filled in; None where it has no such form."""
    values = _by_name(fields)
    forms = [(_read(found[0]), found) for found in _FORM.finditer(html)]
    fitting = [
        (_likeness(reader, values), found) for reader, found in forms if reader.goes_to(action, page=page)
    ]
    if not fitting:
        return None
    _, best = max(fitting, key=lambda one: one[0])
    writer = _Writer(values)
    writer.feed(best[0])
    writer.close()
    whole = html[: best.start()] + "".join(writer.parts) + html[best.end() :]
    return Filled(whole, has_password="password" in writer.kinds)


def _by_name(fields: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for name, value in fields:
        values.setdefault(name, []).append(value)
    return values


class _Reader(HTMLParser):
    """What a form asks for and where it goes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.form: Attributes = {}
        self.names: set[str] = set()
        self.hidden: set[tuple[str, str]] = set()

    def goes_to(self, action: str, *, page: str) -> bool:
        """Whether it is sent to that address, from that page."""
        address = urlsplit(self.form.get("action") or page).path
        return address == action and (self.form.get("method") or "get").lower() == "post"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the form's own attributes, and its fields."""
        named = dict(attrs)
        name = named.get("name") or ""
        if tag == "form":
            self.form = named
        elif name and tag in {"input", "select", "textarea"}:
            self.names.add(name)
            if named.get("type") == "hidden":
                self.hidden.add((name, named.get("value") or ""))


def _read(form: str) -> _Reader:
    reader = _Reader()
    reader.feed(form)
    return reader


def _likeness(form: _Reader, values: Mapping[str, list[str]]) -> int:
    """How many of its fields were sent, above all what it hides: that tells a row of alike forms apart."""
    same = sum(1 for name, value in form.hidden if name != _TOKEN and value in values.get(name, ()))
    return len(form.names & values.keys()) + len(values) * same


class _Writer(HTMLParser):
    """The form once more, with what was sent in its fields."""

    def __init__(self, values: Mapping[str, list[str]]) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self.kinds: set[str] = set()
        self._sent = {name: list(all_of_it) for name, all_of_it in values.items()}
        self._select = ""
        self._is_in_textarea = False
        self._details: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """What opens, with what was sent."""
        named = dict(attrs)
        wanted = self._with_what_was_sent(tag, named)
        if tag == "details":
            self._details.append(len(self.parts))
        self.parts.append(_tag(tag, wanted) if wanted != named else self.get_starttag_text() or "")
        if tag == "textarea":
            self._text(named.get("name") or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """What opens and closes at once: in drawings, and fields written so."""
        wanted = self._with_what_was_sent(tag, dict(attrs))
        self.parts.append(_tag(tag, wanted) if wanted != dict(attrs) else self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """What closes."""
        if tag == "textarea":
            self._is_in_textarea = False
        elif tag == "select":
            self._select = ""
        elif tag == "details":
            self._details.pop()
        self.parts.append(f"</{tag}>")

    def _with_what_was_sent(self, tag: str, named: Attributes) -> Attributes:
        match tag:
            case "input":
                return self._input(named)
            case "select":
                self._select = named.get("name") or ""
            case "option":
                return self._chosen(named, "selected", self._select)
        return named

    def handle_data(self, data: str) -> None:
        """What stands between."""
        self._copy(data)

    def handle_entityref(self, name: str) -> None:
        """A character by its name."""
        self._copy(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """A character by its number."""
        self._copy(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        """A comment."""
        self._copy(f"<!--{data}-->")

    def _copy(self, text: str) -> None:
        if not self._is_in_textarea:
            self.parts.append(text)

    def _input(self, named: Attributes) -> Attributes:
        name, kind = named.get("name") or "", (named.get("type") or "text").lower()
        self.kinds.add(kind)
        if not name or name == _TOKEN or kind in _NEVER_SET:
            return named
        if kind in _CHOSEN:
            return self._chosen(named, "checked", name)
        if not self._sent.get(name):
            return named
        return {**named, "value": self._next(name, is_seen=kind != "hidden")}

    def _chosen(self, named: Attributes, mark: str, name: str) -> Attributes:
        """Chosen if it was sent: what is not chosen is not sent."""
        unchosen = {key: value for key, value in named.items() if key != mark}
        is_chosen = (named.get("value") or ("" if mark == "selected" else "on")) in self._sent.get(name, ())
        return {**unchosen, mark: None} if is_chosen else unchosen

    def _text(self, name: str) -> None:
        if self._sent.get(name):
            self._is_in_textarea = True
            self.parts.append("\n" + escape(self._next(name, is_seen=True), quote=False))

    def _next(self, name: str, *, is_seen: bool) -> str:
        value = self._sent[name].pop(0)
        if is_seen and value.strip():
            for place in self._details:  # what was filled in is not hidden in a closed part
                if " open" not in self.parts[place]:
                    self.parts[place] = self.parts[place].removesuffix(">") + " open>"
        return value


def _tag(tag: str, named: Attributes) -> str:
    said = (name if value is None else f'{name}="{escape(value)}"' for name, value in named.items())
    return f"<{' '.join([tag, *said])}>"
