"""Requests whose body never comes, at every endpoint at once: nobody else waits for the register."""

import io
import threading
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine
from typing_extensions import Buffer
from werkzeug.test import EnvironBuilder, run_wsgi_app

from tests.conftest import NOW
from tests.factories import World, make_world, personal_card
from tests.support import patience
from tests.support.venue_phone import become_counter_device
from tests.support.visitor import Visitor
from webapp.core.database import session_factory

LENGTH = 1000


class NeverComing(io.RawIOBase):
    """A body that somebody has announced."""

    def __init__(self, awaited: threading.Semaphore, given_up: threading.Event) -> None:
        super().__init__()
        self.awaited, self.given_up = awaited, given_up

    def readable(self) -> bool:
        return True

    def readinto(self, _buffer: Buffer) -> int:
        self.awaited.release()
        assert self.given_up.wait(patience.SECONDS)
        return 0


@pytest.fixture
def app_world(app_on_each: Flask, engine: Engine) -> World:
    with session_factory(engine).begin() as session:
        world = make_world(session, now=NOW)
        personal_card(session, world.distributor, world.codes[0], now=NOW)
    return world


@pytest.fixture
def stuck(app_on_each: Flask, app_world: World) -> Iterator[Callable[[str, str], None]]:
    """Send such a request to a path, from a browser that is signed in and a counter's phone besides."""
    person = Visitor(app_on_each)
    person.sign_in(app_world.venue)
    become_counter_device(person, app_world.venue)
    cookies = "; ".join(
        f"{name}={cookie.value}"
        for name in ("session", "device")
        if (cookie := person.client.get_cookie(name)) is not None
    )
    awaited, given_up = threading.Semaphore(0), threading.Event()
    senders: list[threading.Thread] = []

    def send(path: str, kind: str) -> None:
        headers = {"Cookie": cookies, "Origin": "http://localhost"}
        builder = EnvironBuilder(path, method="POST", content_type=kind, headers=headers.items())
        environ = builder.get_environ()
        environ |= {"wsgi.input": NeverComing(awaited, given_up), "CONTENT_LENGTH": str(LENGTH)}
        sender = threading.Thread(target=run_wsgi_app, args=(app_on_each, environ))
        sender.start()
        senders.append(sender)
        assert awaited.acquire(timeout=patience.SECONDS), f"nobody reads the body sent to {path}"

    yield send
    given_up.set()
    for sender in senders:
        sender.join()


def posted(app: Flask) -> Iterator[str]:
    """A path of every endpoint that takes a body."""
    router = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            given: dict[str, Any] = {
                name: uuid.UUID(int=1) if type(one).__name__ == "UUIDConverter" else 1
                for name, one in rule._converters.items()  # noqa: SLF001 - Werkzeug names them nowhere else
            }
            yield router.build(rule.endpoint, given, method="POST")


def test_nobody_waits_for_a_body_that_never_comes(
    app_on_each: Flask, app_world: World, engine: Engine, stuck: Callable[[str, str], None]
) -> None:
    paths = [*posted(app_on_each), "/no-such-page"]
    assert len(paths) > 50
    for path in paths:
        kind = "application/json" if path.startswith("/api/") else "application/x-www-form-urlencoded"
        stuck(path, kind)
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # of the kind of pool that engines here have
    person = Visitor(app_on_each)
    person.sign_in(app_world.venue)
    assert person.client.get("/healthz").status_code == 200
    page = person.open("/kohde")
    assert page.status == 200
    answer = person.client.post(
        "/api/cards/check", json={"code": app_world.codes[0]}, headers={"Origin": "http://localhost"}
    )
    assert answer.json is not None
    assert answer.json["verdict"] == "valid"
    person.open("/kohde/laitteet/uusi")
    assert person.submit({"name": "Kassa 5"}).status == 200
