"""One commit in the program: 2xx and 3xx keep, everything else loses nothing and keeps nothing."""

import io
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select
from typing_extensions import Buffer

from tests.conftest import NOW
from tests.factories import World
from tests.support.visitor import Visitor
from webapp import create_app
from webapp.core.accounts.models import Account
from webapp.core.database import session_factory
from webapp.plumbing.access.gate import public
from webapp.plumbing.http.transaction import db
from webapp.settings import Settings


@pytest.fixture
def app(settings: Settings, sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Flask:
    def register_pages(app: Flask, *, is_demo: bool) -> None:
        from webapp.pages import register_pages as register_all  # noqa: PLC0415 - the one this replaces

        register_all(app, is_demo=is_demo)
        app.add_url_rule("/write/<int:status>", "write", public(write), methods=["GET"])
        app.add_url_rule("/collide", "collide", public(collide), methods=["GET"])

    monkeypatch.setattr("webapp.register_pages", register_pages)
    return create_app(settings, engine=sqlite_engine)


def write(status: int) -> tuple[str, int]:
    db().add(Account(email="x@y.example", name="X", password_hash="-", created_at=NOW))
    db().flush()
    if status == 500:
        raise RuntimeError
    return "", status


def collide() -> str:
    for _ in range(2):
        db().add(Account(email="x@y.example", name="X", password_hash="-", created_at=NOW))
    db().flush()
    return ""


def accounts(engine: Engine) -> int:
    with session_factory(engine)() as session:
        return session.scalar(select(func.count()).select_from(Account)) or 0


@pytest.mark.parametrize(("status", "kept"), [(200, 1), (303, 1), (404, 0), (422, 0), (500, 0), (503, 0)])
def test_what_is_kept(app: Flask, sqlite_engine: Engine, status: int, kept: int) -> None:
    assert app.test_client().get(f"/write/{status}").status_code == status
    assert accounts(sqlite_engine) == kept


class Sender(io.BytesIO):
    """A body on its way; remembers how many connections to the register were in use while it was awaited."""

    def __init__(self, body: bytes, engine: Engine) -> None:
        super().__init__(body)
        self.engine, self.in_use = engine, list[str]()

    def readinto(self, buffer: Buffer) -> int:
        self.in_use.append(self.engine.pool.status())
        return super().readinto(buffer)


def test_nothing_of_the_register_is_held_while_a_body_arrives(
    app: Flask, app_world: World, visitor: Callable[[], Visitor], sqlite_engine: Engine
) -> None:
    person = visitor()
    person.sign_in(app_world.venue)
    before = sqlite_engine.pool.status()
    body = b'{"code": "A999123453"}'
    sender = Sender(body, sqlite_engine)
    response = person.client.post(
        "/api/cards/check", input_stream=sender, content_length=len(body), content_type="application/json",
        headers={"Origin": "http://localhost"},
    )  # fmt: skip
    assert response.status_code == 200
    assert sender.in_use
    assert set(sender.in_use) == {before}


def test_a_collision_is_a_page_and_keeps_nothing(app: Flask, sqlite_engine: Engine) -> None:
    response = app.test_client().get("/collide")
    assert (response.status_code, accounts(sqlite_engine)) == (409, 0)


def test_an_error_page_shows_no_trace(app: Flask, visitor: Callable[[], Visitor]) -> None:
    page = visitor().open("/write/500")
    assert page.status == 500
    assert "Traceback" not in page.body
    assert "RuntimeError" not in page.body


def test_a_register_that_does_not_answer_is_503(app: Flask, sqlite_engine: Engine) -> None:
    path = sqlite_engine.url.database
    assert path is not None
    assert app.test_client().get("/healthz").status_code == 200
    sqlite_engine.dispose()
    with open(path, "wb") as broken:  # noqa: PTH123 - a plain file
        broken.write(b"not a database at all" * 100)
    assert app.test_client().get("/healthz").status_code == 503
