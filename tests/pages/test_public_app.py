"""What makes the pages an app: found, described in the reader's language, and never kept too long."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.factories import World
from tests.support.visitor import Visitor


def test_the_app_of_staff_opens_at_the_counter_and_a_cardholders_with_the_card(app: Flask) -> None:
    client = app.test_client()
    for address, start in (("/manifest.webmanifest", "/kohde"), ("/oma/manifest.webmanifest", "/oma")):
        response = client.get(address)
        assert response.mimetype == "application/manifest+json"
        assert response.json is not None
        assert response.json["start_url"] == response.json["id"] == start
        assert response.json["display"] == "standalone"
        assert {shortcut["url"] for shortcut in response.json["shortcuts"]} == {"/kohde", "/oma"}


def test_every_icon_is_there_in_the_size_it_is_said_to_have(app: Flask) -> None:
    client = app.test_client()
    icons = (client.get("/manifest.webmanifest").json or {})["icons"]
    assert {icon["purpose"] for icon in icons} == {"any", "maskable"}
    for icon in icons:
        with client.get(icon["src"]) as response:
            assert response.status_code == 200
            assert response.mimetype == icon["type"]
            if icon["type"] == "image/png":
                width = int.from_bytes(response.data[16:20])
                assert icon["sizes"] == f"{width}x{width}"


@pytest.mark.parametrize(("language", "label"), [("en", "My card"), ("fi", None)])
def test_the_app_speaks_the_language_of_the_pages(app: Flask, language: str, label: str | None) -> None:
    client = app.test_client()
    client.set_cookie("language", language)
    data = client.get("/manifest.webmanifest").json or {}
    assert data["lang"] == language
    assert label is None or label in {shortcut["name"] for shortcut in data["shortcuts"]}


def test_pages_name_the_app_they_belong_to(visitor: Callable[[], Visitor], app_world: World) -> None:
    person = visitor()
    assert 'href="/oma/manifest.webmanifest"' in person.open("/").body
    assert 'href="/oma/manifest.webmanifest"' in person.open("/oma").body
    person.sign_in(app_world.venue)
    assert 'href="/manifest.webmanifest"' in person.open("/kohde").body


def test_the_worker_is_a_script_that_is_asked_for_anew_each_time(app: Flask) -> None:
    response = app.test_client().get("/service-worker.js")
    assert response.mimetype == "text/javascript"
    assert response.headers["Cache-Control"] == "no-cache"
    body = response.get_data(as_text=True)
    with app.test_client().get("/static/build/service-worker.js") as file:
        assert "immutable" not in file.headers["Cache-Control"]
    for name in ("main.js", "main.css", "decoder.worker.js", "zxing_reader.wasm"):
        assert app.jinja_env.globals["asset"](name) in body  # type: ignore[operator]


def test_pages_may_have_a_worker_and_a_description_of_their_own_only(app: Flask) -> None:
    policy = app.test_client().get("/").headers["Content-Security-Policy"]
    assert "manifest-src 'self'" in policy
    assert "worker-src 'self'" in policy


def test_the_page_for_no_connection_has_nobodys_data(
    visitor: Callable[[], Visitor], app_world: World
) -> None:
    person = visitor()
    person.sign_in(app_world.venue)
    page = person.open("/ei-verkkoa")
    assert page.h1
    assert app_world.venue.name not in page.body
    assert 'href="/kohde"' in page.body
