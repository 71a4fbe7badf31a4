"""Every answer is protected; cookies are as strict as the address allows."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.factories import World
from tests.support.visitor import Visitor
from webapp import create_app
from webapp.settings import Settings


@pytest.mark.parametrize("path", ["/", "/kirjaudu", "/oma", "/nothing-here", "/healthz"])
def test_every_answer_has_its_headers(app: Flask, path: str) -> None:
    headers = app.test_client().get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    if path != "/healthz":
        policy = headers["Content-Security-Policy"]
        assert "unsafe-inline" not in policy
        assert "default-src 'none'" in policy
        assert headers["Kaikukortti-Page"]


@pytest.mark.parametrize("path", ["/static/favicon.svg", "/static/build/manifest.json"])
def test_static_files_are_as_protected_as_pages(app: Flask, path: str) -> None:
    with app.test_client().get(path) as file, app.test_client().get("/") as page:
        of_file, of_page = dict(file.headers), dict(page.headers)
    own = {"Cache-Control", "Content-Length", "Content-Type", "Content-Security-Policy", "Vary", "Set-Cookie"}
    shared = {name: value for name, value in of_page.items() if name not in own | {"Kaikukortti-Page"}}
    assert shared.items() <= of_file.items()
    assert "default-src 'none'" in of_file["Content-Security-Policy"]
    assert "nonce" not in of_file["Content-Security-Policy"]
    assert "max-age" in of_file["Cache-Control"]


def test_only_pages_with_a_camera_may_run_web_assembly(
    visitor: Callable[[], Visitor], app_world: World
) -> None:
    at_counter, at_distributor = visitor(), visitor()
    at_counter.sign_in(app_world.venue)
    at_distributor.sign_in(app_world.distributor)
    for person, path, has_camera in (
        (at_counter, "/kohde", True),
        (at_counter, "/kohde/kirjaukset", False),
        (at_counter, "/", False),
        (at_distributor, "/jakaja/uusi", True),
        (at_distributor, "/jakaja/yhteison-kortti", True),
        (at_distributor, "/jakaja/", False),
        (at_distributor, "/kirjaudu", False),
    ):
        policy = person.client.get(path).headers["Content-Security-Policy"]
        assert ("'wasm-unsafe-eval'" in policy) == has_camera, path
        assert "'unsafe-eval'" not in policy


def test_every_answer_has_a_nonce_of_its_own(app: Flask) -> None:
    client = app.test_client()
    policies = {client.get("/").headers["Content-Security-Policy"] for _ in range(3)}
    assert len(policies) == 3


def test_over_https_cookies_are_secure_and_tied_to_the_host(
    settings: Settings, sqlite_engine: Engine
) -> None:
    app = create_app(replace(settings, base_url="https://localhost"), engine=sqlite_engine)
    response = app.test_client().get("/kirjaudu", base_url="https://localhost")
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert all(word in cookie for word in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"))
    assert "Domain" not in cookie
    assert response.headers["Strict-Transport-Security"].startswith("max-age=63072000")


def test_another_host_name_is_refused(app: Flask) -> None:
    assert app.test_client().get("/", base_url="http://evil.example").status_code == 400


def test_a_form_without_its_token_is_refused_and_changes_nothing(
    visitor: Callable[[], Visitor], app_world: World
) -> None:
    person = visitor()
    person.sign_in(app_world.venue)
    assert person.client.post("/ulos").status_code == 400
    assert person.open("/kohde").status == 200


def test_hashed_files_may_be_kept_for_ever(app: Flask) -> None:
    url = app.jinja_env.globals["asset"]("main.css")  # type: ignore[operator]
    with app.test_client().get(url) as response:
        assert "immutable" in response.headers["Cache-Control"]
