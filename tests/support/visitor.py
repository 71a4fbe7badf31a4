"""A person with a browser without scripts: opens pages, fills forms, and has every page checked."""

from typing import Any, Final
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from flask import Flask
from werkzeug.test import TestResponse

from tests.factories import PASSWORD, session_of
from tests.support.page import Page
from webapp.core.accounts.actor import Actor
from webapp.core.accounts.models import Account, Proof
from webapp.core.accounts.roles import Role
from webapp.core.accounts.sessions import end_session
from webapp.plumbing.clock import clock_of
from webapp.plumbing.http.transaction import _FACTORY

_HOME: Final = {
    Role.VENUE: "/kohde",
    Role.DISTRIBUTOR: "/jakaja/lue",
    Role.COORDINATOR: "/alue/",
    Role.NATIONAL_OFFICE: "/keskus/",
}


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

    def sign_in(self, actor: Actor, proof: Proof = Proof.FACTOR) -> Page:
        """Come as the person an actor is, as after a sign-in; how one signs in is tested where it is tested.

        The row of the register is what a passkey would have made, so nobody has to be given one.
        """
        with session_factory_of(self.app).begin() as session, self.client.session_transaction() as kept:
            if before := kept.pop("_user_id", None):
                end_session(session, before)
            kept["_user_id"] = session_of(session, actor, proof=proof, now=clock_of(self.app)())
            kept.permanent = True
        return self.open_unchecked(_HOME[actor.role])

    def write_password(self, actor: Actor, password: str = PASSWORD) -> Page:
        """Fill in the page of signing in."""
        self.open("/kirjaudu")
        return self.submit({"email": self.email_of(actor), "password": password}, action="/kirjaudu")

    def email_of(self, actor: Actor) -> str:
        """The address with which an actor's person signs in."""
        with session_factory_of(self.app)() as session:
            email: str = session.get_one(Account, actor.account_id).email
        return email

    def open_unchecked(self, path: str) -> Page:
        """Open an address whose page other tests check."""
        response = self.client.get(path, follow_redirects=True)
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
