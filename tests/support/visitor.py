"""A person with a browser without scripts: opens pages, fills forms, and has every page checked."""

import re
from typing import Any, Final
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from flask import Flask
from werkzeug.test import TestResponse

from tests.factories import PASSWORD
from tests.support.page import Page
from webapp.core.accounts.actor import Actor
from webapp.core.accounts.models import Account
from webapp.plumbing.http.transaction import _FACTORY

_TOKEN: Final = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


class Visitor:
    """Keeps cookies, follows redirects, sends a form's hidden fields as a browser does."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.page: Page | None = None

    def open(self, path: str, **options: Any) -> Page:
        """Open an address and follow redirects."""
        return self._arrive(self.client.get(path, follow_redirects=True, **options))

    def follow(self, part: str) -> Page:
        """Follow the first link whose address contains `part`."""
        assert self.page is not None, "open a page first"
        found = (one.get("href", "") for one in self.page.root.iter("a"))
        address = next((one for one in found if part in one), None)
        assert address, f"no link to {part!r} on {self.page.path}"
        return self.open(address)

    def answer_yes(self, part: str) -> Page:
        """Follow a link that leads to a question, and answer it with yes."""
        asked = self.follow(part)
        return self.submit(action=asked.path)

    def submit(self, fields: dict[str, str] | None = None, *, action: str = "", button: str = "") -> Page:
        """Fill in and send the form whose action contains `action`, or the first POST in main."""
        assert self.page is not None, "open a page first"
        form = self.page.form(action)
        sent = {**form_values(form), **(fields or {})}
        if button:
            name, _, value = button.partition("=")
            sent[name] = value
        target = form.get("action") or self.page.path
        if form.get("method", "get").lower() == "get":
            return self._arrive(self.client.get(target, query_string=sent, follow_redirects=True))
        return self._arrive(self.client.post(target, data=sent, follow_redirects=True))

    def sign_in(self, actor: Actor) -> Page:
        """Sign in as the person an actor is; the pages on the way are checked by the tests of sign-in."""
        with session_factory_of(self.app)() as session:
            email = session.get_one(Account, actor.account_id).email
        token = _TOKEN.search(self.client.get("/kirjaudu").text)
        assert token
        sent = {"csrf_token": token[1], "email": email, "password": PASSWORD}
        response = self.client.post("/kirjaudu", data=sent, follow_redirects=True)
        self.page = Page(response, urlsplit(response.request.url).path)
        return self.page

    def speak(self, language: str) -> None:
        """Choose a language."""
        self.client.set_cookie("language", language)

    def _arrive(self, response: TestResponse) -> Page:
        path = urlsplit(response.request.url).path
        self.page = Page(response, path)
        if response.mimetype == "text/html":
            self.page.check()
        return self.page


def session_factory_of(app: Flask) -> Any:
    """The application's own session factory."""
    return app.extensions[_FACTORY]


def form_values(form: Element) -> dict[str, str]:
    """What a browser would send of a form that nobody touched."""
    values: dict[str, str] = {}
    for field in form.iter("input"):
        kind = field.get("type", "text")
        if kind in {"submit", "button", "file"} or (
            kind in {"radio", "checkbox"} and "checked" not in field.attrib
        ):
            continue
        values[field.get("name", "")] = field.get("value", "on" if kind == "checkbox" else "")
    for area in form.iter("textarea"):
        values[area.get("name", "")] = "".join(area.itertext()).removeprefix("\n")
    for select in form.iter("select"):
        options = list(select.iter("option"))
        chosen = [option for option in options if "selected" in option.attrib] or options[:1]
        if chosen:
            values[select.get("name", "")] = chosen[0].get("value", "")
    values.pop("", None)
    return values
