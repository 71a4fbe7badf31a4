"""One commit in the program: 2xx and 3xx keep, everything else loses nothing and keeps nothing."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select

from tests.conftest import NOW
from tests.support.visitor import Visitor
from webapp import create_app
from webapp.core.accounts.models import Account
from webapp.core.database import session_factory
from webapp.plumbing.access.gate import public
from webapp.plumbing.http.transaction import register
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
    register().add(Account(email="x@y.example", name="X", password_hash="-", created_at=NOW))
    register().flush()
    if status == 500:
        raise RuntimeError
    return "", status


def collide() -> str:
    for _ in range(2):
        register().add(Account(email="x@y.example", name="X", password_hash="-", created_at=NOW))
    register().flush()
    return ""


def accounts(engine: Engine) -> int:
    with session_factory(engine)() as session:
        return session.scalar(select(func.count()).select_from(Account)) or 0


@pytest.mark.parametrize(("status", "kept"), [(200, 1), (303, 1), (404, 0), (422, 0), (500, 0), (503, 0)])
def test_what_is_kept(app: Flask, sqlite_engine: Engine, status: int, kept: int) -> None:
    assert app.test_client().get(f"/write/{status}").status_code == status
    assert accounts(sqlite_engine) == kept


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
