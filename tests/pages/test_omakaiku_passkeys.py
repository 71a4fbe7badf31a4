"""The pages of passkeys, as a browser without scripts and a stranger meet them."""

import json
from collections.abc import Callable
from dataclasses import replace

from flask import Flask
from sqlalchemy import Engine

from tests.conftest import NOW
from tests.factories import World
from tests.support.holder_portal import phone_with_card
from tests.support.visitor import Visitor
from webapp import create_app
from webapp.settings import Settings

NOT_FINISHED = "The phone did not finish. Nothing was changed. You can try again."
DOES_NOT_WORK = "This passkey does not work here."


def test_the_page_says_what_a_passkey_is_and_asks_the_phone_for_one(
    app: Flask, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    phone, held = phone_with_card(app, app_world, visitor, now=NOW)
    page = phone.open("/oma/avain")
    assert "With a passkey you get your card back" in page.text
    assert "This browser does not know passkeys." in page.text
    (form,) = [one for one in page.root.iter("form") if one.get("data-options")]
    asked = json.loads(form.get("data-options") or "")
    assert asked["user"]["name"] == "Kaikukortti"
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert held.code not in json.dumps(asked)


def test_an_answer_that_is_none_is_told_and_keeps_the_page(
    app: Flask, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    phone, _ = phone_with_card(app, app_world, visitor, now=NOW)
    phone.open("/oma/avain")
    page = phone.submit({}, action="/oma/avain")
    assert (page.status, NOT_FINISHED in page.text) == (422, True)
    page = phone.submit({"answer": "{}"}, action="/oma/avain")
    assert (page.status, DOES_NOT_WORK in page.text) == (422, True)


def test_a_stranger_is_asked_and_told_the_same_whatever_they_answer(visitor: Callable[[], Visitor]) -> None:
    stranger = visitor()
    stranger.speak("en")
    stranger.open("/oma/takaisin")
    for answer in ("{}", '{"rawId": "AAAA"}', "nothing"):
        page = stranger.submit({"answer": answer}, action="/oma/takaisin")
        assert (page.status, DOES_NOT_WORK in page.text) == (422, True)
    assert stranger.open("/oma").path == "/oma"


def test_at_a_bare_address_of_a_network_there_are_none(settings: Settings, sqlite_engine: Engine) -> None:
    app = create_app(replace(settings, base_url="http://192.0.2.7"), engine=sqlite_engine)
    stranger = Visitor(app)
    stranger.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    page = stranger.open("/oma/takaisin", base_url=app.config["SETTINGS"].base_url)
    assert "Passkeys do not work at this address." in page.text
