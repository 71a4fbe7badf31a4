"""Whatever fails reaches a program in one shape; the page of 0.1 gets the one that it knows."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.test import TestResponse

from tests.factories import World
from tests.support.venue_phone import become_counter_device
from tests.support.visitor import Visitor

OURS = {"Origin": "http://localhost"}
BEFORE = {**OURS, "Accept": "application/json, application/octet-stream"}
"""As the page of the release before asks."""
NOW = {**OURS, "Accept": "application/problem+json, application/json, application/octet-stream"}


@pytest.fixture
def desk(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    phone = visitor()
    become_counter_device(phone, app_world.venue)
    return phone


def failing(app: Flask, error: Exception) -> None:
    def fail() -> None:
        raise error

    app.before_request_funcs.setdefault("api", []).append(fail)


def checked(response: TestResponse) -> dict[str, Any]:
    body: dict[str, Any] = response.get_json(force=True)
    assert response.mimetype == "application/problem+json"
    assert {"type", "title", "status", "detail", "code"} <= set(body)
    assert body["status"] == response.status_code
    assert body["type"].endswith(body["code"])
    return body


@pytest.mark.parametrize("headers", [OURS, NOW])
@pytest.mark.parametrize(("path", "body", "status", "code"), [
    ("/api/cards/check", {}, 400, "http_400"),
    ("/api/cards/check", {"code": "x"}, 422, "code_shape"),
    ("/api/nothing", {}, 404, "http_404"),
])  # fmt: skip
def test_what_fails_is_a_problem(
    desk: Visitor, headers: dict[str, str], path: str, body: object, status: int, code: str
) -> None:
    body = checked(desk.client.post(path, json=body, headers=headers))
    assert (body["status"], body["code"]) == (status, code)


def test_another_site_another_media_type_and_another_method_get_one_too(desk: Visitor) -> None:
    path = "/api/cards/check"
    assert (
        checked(desk.client.post(path, json={}, headers={"Origin": "https://evil.example"}))["status"] == 403
    )
    assert checked(desk.client.post(path, data="{}", headers=OURS))["status"] == 403
    assert checked(desk.client.get(path, headers=OURS))["status"] == 405


def test_too_much_at_once_is_a_problem(app: Flask, desk: Visitor) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 10
    assert (
        checked(desk.client.post("/api/cards/check", json={"code": "A" * 99}, headers=OURS))["status"] == 413
    )


def test_nobody_is_told_to_sign_in_as_a_problem(visitor: Callable[[], Visitor], app_world: World) -> None:
    body = checked(visitor().client.post("/api/cards/check", json={}, headers=OURS))
    assert (body["status"], body["code"], body["title"]) == (401, "signed_out", "Kirjaudu ensin sisään")


@pytest.mark.parametrize(("error", "status"), [
    (IntegrityError("", {}, Exception()), 409),
    (OperationalError("", {}, Exception()), 503),
    (ValueError(), 500),
])  # fmt: skip
def test_what_is_nobodys_fault_is_a_problem(app: Flask, desk: Visitor, error: Exception, status: int) -> None:
    failing(app, error)
    assert checked(desk.client.post("/api/cards/check", json={}, headers=OURS))["status"] == status


def test_a_problem_is_told_in_the_readers_language(visitor: Callable[[], Visitor], app_world: World) -> None:
    person = visitor()
    person.client.set_cookie("language", "sv")
    title = checked(person.client.post("/api/nothing", json={}, headers=OURS))["title"]
    assert title == "Sidan finns inte"


def test_a_page_of_the_release_before_is_answered_as_it_was(
    desk: Visitor, visitor: Callable[[], Visitor], app_world: World
) -> None:
    refused = desk.client.post("/api/cards/check", json={"code": "x"}, headers=BEFORE)
    assert (refused.status_code, refused.mimetype) == (422, "application/json")
    assert refused.get_json()["reason"] == "code_shape"
    assert refused.get_json()["text"]
    nobody = visitor().client.post("/api/visits", json={}, headers=BEFORE)
    assert (nobody.status_code, nobody.mimetype) == (401, "application/json")
    assert (nobody.get_json()["error"], nobody.get_json()["reason"]) == ("signed_out", "http_401")


def test_a_page_of_the_release_before_is_told_by_409_to_introduce_its_phone(
    visitor: Callable[[], Visitor], app_world: World
) -> None:
    till = visitor()
    till.sign_in(app_world.venue)
    answer = till.client.post("/api/device/list", json={"since": None}, headers=BEFORE)
    assert (answer.status_code, answer.mimetype, answer.get_json()["error"]) == (
        409, "application/json", "no_device",
    )  # fmt: skip


def test_people_get_pages_and_programs_problems_wherever_they_ask(visitor: Callable[[], Visitor]) -> None:
    client = visitor().client
    assert client.get("/nothing", headers={"Accept": "text/html,*/*;q=0.8"}).mimetype == "text/html"
    assert client.get("/nothing").mimetype == "text/html"
    assert checked(client.get("/nothing", headers={"Accept": "application/problem+json"}))["status"] == 404
