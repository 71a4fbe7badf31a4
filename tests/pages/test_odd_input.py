"""Odd input, on both databases: a form is what was sent as one, and nothing typed ends in a failure."""

import io
import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from tests.conftest import NOW
from tests.factories import World, add_actor, make_world, personal_card
from tests.support.english import english_visitor
from tests.support.visitor import Visitor, session_factory_of
from webapp import create_app
from webapp.core.database import session_factory
from webapp.core.log.queries import LAST_PAGE
from webapp.core.networks.models import Network
from webapp.core.offers.models import Offer
from webapp.core.omakaiku.phones.actions import make_pairing
from webapp.plumbing.http.addresses import LARGEST_NUMBER
from webapp.settings import Settings

ODD_JSON: tuple[Any, ...] = ({"secret": 5, "name_fi": 5, "phone": 5}, "x", [1], {"secret": ["x"]})
FORMS = ("/oma/liita", "/laite", "/kirjaudu", "/kohde/lisaa-ohjelmaan", "/kohde/tiedot")


@pytest.fixture
def app(app_on_each: Flask) -> Flask:
    """On each database: they do not mind the same things."""
    return app_on_each


@pytest.fixture
def app_world(engine: Engine) -> World:
    with session_factory(engine).begin() as session:
        return make_world(session, now=NOW)


@pytest.fixture
def venue(app: Flask, app_world: World) -> Visitor:
    visitor = english_visitor(app)
    visitor.sign_in(app_world.venue)
    return visitor


def token(visitor: Visitor, path: str) -> dict[str, str]:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', visitor.client.get(path).text)
    assert found
    return {"X-CSRFToken": found[1]}


def secret_of_new_slip(app: Flask, world: World) -> str:
    with session_factory_of(app).begin() as session:
        held = personal_card(session, world.distributor, world.codes[0], now=NOW)
        return make_pairing(session, world.distributor, held.card.id, now=NOW).secret


def test_what_was_not_sent_as_a_form_is_none(app: Flask, app_world: World) -> None:
    phone, secret = english_visitor(app), secret_of_new_slip(app, app_world)
    headers = token(phone, "/oma/liita")
    assert phone.client.post("/oma/liita", json={"secret": secret}, headers=headers).status_code == 422
    file = {"secret": (io.BytesIO(secret.encode()), "secret.txt")}
    assert phone.client.post("/oma/liita", data=file, headers=headers).status_code == 422
    assert phone.client.post("/oma/liita", data={"secret": secret}, headers=headers).status_code == 303


def test_neither_odd_json_nor_a_file_in_place_of_a_text_is_a_failure(venue: Visitor) -> None:
    headers = token(venue, "/kohde/ohjelma")
    names = ("secret", "name_fi", "address", "email", "phone", "password")
    for path in FORMS:
        for body in ODD_JSON:
            assert venue.client.post(path, json=body, headers=headers).status_code < 500
        files = {name: (io.BytesIO(b"x"), "x.txt") for name in names}
        assert venue.client.post(path, data=files, headers=headers).status_code < 500


@pytest.mark.parametrize("unseen", ["\x00", "\u202e\u200b\ufeff\x85"])
def test_what_nobody_sees_is_not_kept_and_is_no_name(app: Flask, venue: Visitor, unseen: str) -> None:
    venue.open("/kohde/lisaa-ohjelmaan")
    page = venue.submit({"name_en": unseen}, action="/kohde/lisaa-ohjelmaan")
    assert (page.status, page.error_of("name_en")) == (422, "Error: Write what it is called.")
    venue.submit({"name_en": f"Swim{unseen}ming"}, action="/kohde/lisaa-ohjelmaan")
    with session_factory_of(app)() as session:
        assert session.scalars(select(Offer)).one().name["en"] == "Swimming"
    venue.open("/kohde/tiedot")
    page = venue.submit({"address": f"Torikatu{unseen} 1", "phone": "08 123 456"}, action="/kohde/tiedot")
    assert page.status == 200


NUMBERS = (LARGEST_NUMBER, LARGEST_NUMBER + 1, 2**63, 10**30)


def test_a_number_that_no_row_can_have_is_no_failure(venue: Visitor) -> None:
    for path in ("/kohteet/{}", "/kohde/ohjelma/{}", "/kumppani/{}/", "/kohde/lisaa-ohjelmaan?malli={}"):
        for number in NUMBERS:
            assert venue.client.get(path.format(number)).status_code in {200, 403, 404}, (path, number)


def test_a_page_beyond_all_lists_is_no_failure(venue: Visitor) -> None:
    for path in ("/kohteet", "/kohde/kirjaukset", "/kohde/aiemmat"):
        for page in ("0", "-1", "x", str(LAST_PAGE + 1), *map(str, NUMBERS), "9" * 5000):
            answer = venue.client.get(path, query_string={"page": page}, follow_redirects=True)
            assert answer.status_code in {200, 404}, (path, page)


ODD_FILTERS = (
    *({"page": page} for page in ("9" * 24, str(2**63), "9" * 5000)),
    *({"organisation": one} for one in ("9" * 5000, "2147483648", "\x00", "²")),
    *({"kind": one} for one in ("\x00", "none of ours")),
    *({"day": one} for one in ("1.1.0001", "31.12.9999", "31.2.2026", "\x00")),
)


@pytest.mark.parametrize("role", ["coordinator", "office"])
def test_odd_filters_of_the_log_are_told_or_passed_by(app: Flask, app_world: World, role: str) -> None:
    visitor = english_visitor(app)
    visitor.sign_in(getattr(app_world, role))
    path = "/alue/loki" if role == "coordinator" else "/keskus/loki"
    for query in ODD_FILTERS:
        answer = visitor.client.get(path, query_string=query)
        assert answer.status_code in {200, 422}, query
    assert (
        "between the years 2000 and 2100" in visitor.client.get(path, query_string={"day": "1.1.0001"}).text
    )


def test_the_log_of_more_organisations_than_a_select_has_terms(app: Flask, app_world: World) -> None:
    with session_factory_of(app).begin() as session:
        network = session.get_one(Network, app_world.kainuu)
        for _ in range(510):
            add_actor(session, "venue", now=NOW, network=network)
    visitor = english_visitor(app)
    visitor.sign_in(app_world.coordinator)
    assert visitor.open("/alue/loki").status == 200


def test_what_a_view_reads_without_a_form_has_no_nul_either(app: Flask, app_world: World) -> None:
    visitor = english_visitor(app)
    visitor.sign_in(app_world.distributor)
    answer = visitor.client.post(
        "/jakaja/postinumero", data={"postal_code": "871\x0000"}, headers=token(visitor, "/jakaja/uusi")
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("scheme", ["[", "ht tp", "0", "%s {0}"])
def test_a_proxy_that_passes_an_odd_scheme_on_breaks_no_page(
    settings: Settings, sqlite_engine: Engine, scheme: str
) -> None:
    """Passkeys belong to a host, and there is none in such an address."""
    browser = create_app(replace(settings, proxies=1), engine=sqlite_engine).test_client()
    page = browser.get("/kirjaudu", headers={"X-Forwarded-Proto": scheme})
    assert page.status_code == 200


def test_half_a_surrogate_is_repeated_to_whoever_sent_it(app: Flask) -> None:
    with app.app_context():
        assert app.json.dumps({"id": "\ud800"}).encode() == b'{"id": "\\ud800"}'
        assert app.json.dumps({"id": "\u00e4"}).encode() == '{"id": "\u00e4"}'.encode()
