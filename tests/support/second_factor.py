"""Second factors of people in tests: an authenticator app, and a browser's answers about a passkey."""

import json
from datetime import datetime, timedelta

import pyotp
from flask import Flask
from webauthn.helpers import base64url_to_bytes

from tests.support.authenticator import Authenticator
from tests.support.page import Page
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.accounts.actor import Actor
from webapp.core.accounts.factors.codes import add_app, new_app_secret
from webapp.core.ceremonies import Ceremony, Site

LOCALHOST = Site("localhost", "http://localhost")


def with_app(app: Flask, actor: Actor, *, now: datetime) -> pyotp.TOTP:
    """An authenticator app that an actor's person set up a while ago."""
    made, then = pyotp.TOTP(new_app_secret()), now - timedelta(hours=1)
    with session_factory_of(app).begin() as session:
        add_app(session, actor.account_id, made.secret, code=made.at(then), now=then)
    return made


def asked_by(page: Page, action: str) -> Ceremony:
    """What a page asks of a passkey."""
    options = page.form(action).get("data-options") or ""
    return Ceremony(options, base64url_to_bytes(json.loads(options)["challenge"]))


def makes_passkey(person: Visitor, keeper: Authenticator, name: str) -> Page:
    """On the page of ways to sign in: what the browser and its person do."""
    assert person.page is not None
    answer = keeper.make(asked_by(person.page, "/tili/tunnistus/avain")).json
    return person.submit({"name": name, "answer": answer}, action="/tili/tunnistus/avain")


def uses_passkey(person: Visitor, keeper: Authenticator, action: str) -> Page:
    """On a page that asks for one."""
    assert person.page is not None
    return person.submit({"answer": keeper.use(asked_by(person.page, action)).json}, action=action)
