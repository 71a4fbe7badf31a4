"""The register is gone, full or foreign: 503 said plainly everywhere, and nothing of requests in the log."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, event, func, select
from sqlalchemy.exc import DBAPIError

from tests.conftest import NOW, OWN
from tests.factories import World, make_world
from tests.support.english import english_visitor
from tests.support.every_page import furnish
from tests.support.odd.finding import all_that_may_be_asked
from tests.support.odd.requests import Asked
from tests.support.odd.sending import fault_of, send
from tests.support.postgres import Cluster
from webapp.core.database import session_factory
from webapp.core.devices.models import Enrolment
from webapp.plumbing.http.health import install_health
from webapp.plumbing.push.vapid import new_private_key
from webapp.settings import Settings

Break = Callable[[], None]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """With reminders, so that their page opens too."""
    return replace(settings, vapid_private_key=new_private_key(), vapid_subject="mailto:a@kaiku.example")


@pytest.fixture
def app(app_on_each: Flask) -> Flask:
    """On each database."""
    return app_on_each


@pytest.fixture
def app_world(engine: Engine) -> World:
    with session_factory(engine).begin() as session:
        return make_world(session, now=NOW)


@pytest.fixture
def asked(app: Flask, app_world: World) -> list[Asked]:
    """A request at each endpoint, by somebody who may make it."""
    return all_that_may_be_asked(app, furnish(app, app_world, now=NOW))


@pytest.fixture
def said(request: pytest.FixtureRequest) -> Callable[[], str]:
    """What the log says from here on."""
    capture = request.config.pluginmanager.getplugin("capturemanager")
    assert capture is not None
    capture.read_global_capture()
    return lambda: str(capture.read_global_capture().err)


@pytest.fixture
def gone(engine: Engine, database: str, request: pytest.FixtureRequest) -> Break:
    """The whole database vanishes."""

    def vanish() -> None:
        engine.dispose()
        if database == "sqlite":
            Path(engine.url.database or "").write_bytes(b"not a database at all" * 100)
        else:
            cluster: Cluster = request.getfixturevalue("cluster")
            cluster.drop_database(OWN)

    return vanish


@pytest.fixture
def unwritable(engine: Engine) -> Iterator[Break]:
    """Nothing can be written: as on a standby that nobody has promoted, or a file system gone read-only."""

    def forbid(connection: sqlite3.Connection, _record: object) -> None:
        if engine.dialect.name == "sqlite":
            connection.execute("PRAGMA query_only=ON")
        else:
            connection.execute("SET default_transaction_read_only=on")
            connection.commit()

    def stop_writing() -> None:
        engine.dispose()
        event.listen(engine, "connect", forbid)

    yield stop_writing
    event.remove(engine, "connect", forbid)
    engine.dispose()


@pytest.fixture
def foreign(engine: Engine) -> Break:
    """Not one of the register's tables is there: what nothing of ours foresees."""

    def rename() -> None:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql("ALTER SCHEMA public RENAME TO elsewhere")
                return
            tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").all()
            for (name,) in tables:
                if not name.startswith("sqlite_"):
                    connection.exec_driver_sql(f'ALTER TABLE "{name}" RENAME TO "no {name}"')

    return rename


def statuses(app: Flask, asked: Sequence[Asked], *, allowed: frozenset[int]) -> set[int]:
    """Of all endpoints; each answer is a page or a problem with its headers."""
    found = set()
    for one in asked:
        answer = send(app, one.as_it_is())
        assert answer.status < 500 or answer.status in allowed, (one.method, one.endpoint, answer.status)
        assert fault_of(answer) in {"", str(answer.status)}, (one.method, one.endpoint, fault_of(answer))
        kind = answer.headers.get("Content-Type", "")
        assert answer.status < 500 or "problem+json" in kind or b"<h1>" in answer.body, one.endpoint
        found.add(answer.status)
    return found


def sent_values(asked: Sequence[Asked]) -> set[str]:
    """What stood in addresses, forms, JSON and cookies, as far as it is not a word of the program."""
    found = {value for one in asked for value in one.cookies.values()}
    found |= {value for one in asked for _, value in (*one.form, *one.query)}
    found |= {value for one in asked for value in one.arguments.values()}
    found |= {text for one in asked for text in re.findall(r"'([^']+)'", repr(one.body))}
    return {one for one in found if len(one) > 6 and re.search(r"[\d@ ]", one)}


def test_a_register_that_is_gone_is_503_and_health_says_so(
    app: Flask, asked: list[Asked], gone: Break, said: Callable[[], str]
) -> None:
    assert app.test_client().get("/healthz").status_code == 200
    gone()
    assert 503 in statuses(app, asked, allowed=frozenset({503}))
    assert app.test_client().get("/healthz").status_code == 503
    log = said()
    assert "register does not answer" in log
    assert not [value for value in sent_values(asked) if value in log]


def test_a_register_that_takes_nothing_in_still_shows_and_health_says_so(
    app: Flask, asked: list[Asked], unwritable: Break, said: Callable[[], str]
) -> None:
    unwritable()
    assert {200, 503} <= statuses(app, asked, allowed=frozenset({503}))
    install_health(app)  # who has just written is believed for some seconds; this one has not
    assert app.test_client().get("/healthz").status_code == 503
    assert not [value for value in sent_values(asked) if value in said()]


def test_what_nobody_has_foreseen_is_logged_by_type_and_place_alone(
    app: Flask, asked: list[Asked], foreign: Break, said: Callable[[], str]
) -> None:
    foreign()
    assert 500 in statuses(app, asked, allowed=frozenset({500, 503}))
    log = said()
    assert '"event": "failed"' in log
    assert "/webapp/" in log
    assert not [value for value in sent_values(asked) if value in log]
    assert not re.search(r"SELECT|INSERT|no such table|does not exist", log)


def test_a_commit_that_fails_is_503_with_all_headers_and_keeps_nothing(
    app: Flask, app_world: World, engine: Engine
) -> None:
    def fail(_connection: Connection) -> None:
        statement, full = "COMMIT", sqlite3.OperationalError("database or disk is full")
        raise DBAPIError(statement, None, full, connection_invalidated=True)

    person = english_visitor(app)
    person.sign_in(app_world.venue)
    person.open("/kohde/laitteet/uusi")
    event.listen(engine, "commit", fail)
    page = person.submit({"name": "Kassa 5"})
    event.remove(engine, "commit", fail)
    assert page.status == 503
    assert "Content-Security-Policy" in page.response.headers
    with session_factory(engine)() as session:
        assert session.scalar(select(func.count()).select_from(Enrolment)) == 0
