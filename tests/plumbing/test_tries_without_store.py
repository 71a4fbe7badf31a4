"""A store of wrong tries that is gone keeps nobody from working, and opens no door to guessing."""

import socket
import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from tests.conftest import NOW, MovableClock
from tests.factories import World, add_device, personal_card
from tests.support.english import english_visitor
from tests.support.visitor import Visitor, session_factory_of
from webapp import create_app
from webapp.plumbing.access.limits import limiter
from webapp.settings import Settings


def nobodys_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


@pytest.fixture(params=["redis", "table"])
def app(
    request: pytest.FixtureRequest,
    settings: Settings,
    sqlite_engine: Engine,
    clock: MovableClock,
    app_world: World,
) -> Iterator[Flask]:
    """A store that nobody serves, or a register without its table."""
    url = f"redis://127.0.0.1:{nobodys_port()}/0" if request.param == "redis" else "register://"
    made = create_app(
        replace(settings, rate_limits=True, rate_limit_storage=url), engine=sqlite_engine, clock=clock
    )
    if request.param == "table":
        with sqlite_engine.begin() as connection:
            connection.execute(text("DROP TABLE try_counts"))
    yield made
    limiter.reset()
    limiter.enabled = False


def test_right_sign_ins_go_on_and_guessing_is_held_up_by_each_process(app: Flask, app_world: World) -> None:
    person = Visitor(app)
    token = person.open_unchecked("/kirjaudu").value_of("csrf_token")
    sent = {"email": "a@staff.example", "password": "a guess", "csrf_token": token}
    statuses = [person.client.post("/kirjaudu", data=sent).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]
    assert english_visitor(app).write_password(app_world.venue).path == "/tili/tunnistus/"


def test_checks_and_visits_go_on(app: Flask, app_world: World) -> None:
    with session_factory_of(app).begin() as session:
        code = personal_card(session, app_world.distributor, app_world.codes[0], now=NOW).code
        device_id = add_device(session, app_world.venue, now=NOW).id
    till = Visitor(app)
    till.sign_in(app_world.venue)

    def post(path: str, body: Any) -> Any:
        headers = {"Origin": "http://localhost"}
        return till.client.post(path, json=body, headers=headers)

    device = {"id": str(device_id), "last_sequence": 2, "waiting": 0, "list_made_at": None}
    shared = {"type": "record", "kind": "ticket", "children": 0, "at": NOW.isoformat()}
    commands = [
        {**shared, "id": str(uuid.uuid4()), "sequence": number, "code": one}
        for number, one in enumerate((code, "A000000001"), 1)
    ]
    answer = post("/api/visits", {"sent_at": NOW.isoformat(), "device": device, "commands": commands})
    assert [one["outcome"] for one in answer.get_json()["outcomes"]] == ["recorded", "recorded_with_remark"]
    assert post("/api/cards/check", {"code": code}).get_json()["verdict"] == "valid"
    statuses = [post("/api/cards/check", {"code": f"A{one:09}"}).status_code for one in range(30)]
    assert statuses == [200] * 29 + [429]
