"""Every endpoint × parameter × kind of odd value, on both databases: nothing sent ends in a failure.

A run tries some hundreds of the forty thousand, at least one at each endpoint, the same ones as long as the
pages are the same. `make soak` tries them all (ODD_INPUTS=all).
"""

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar

import pytest
from flask import Flask, request
from sqlalchemy import Engine

from tests.conftest import NOW
from tests.factories import make_world
from tests.support.every_page import furnish
from tests.support.odd.finding import all_that_may_be_asked
from tests.support.odd.requests import IN_ADDRESSES, Asked
from tests.support.odd.requests import Request as Sent
from tests.support.odd.sending import fault_of, never_keeping, send
from webapp.core.database import session_factory
from webapp.plumbing.http.sent import SentParameters, SentRequest
from webapp.plumbing.push.vapid import new_private_key
from webapp.plumbing.rendering.forms import Form
from webapp.settings import Settings

TRIED = os.environ.get("ODD_INPUTS", "250")
"""How many, or all; beside one at each endpoint."""


class NotingParameters(SentParameters):
    """What was sent, noting by which names a view asks for it."""

    asked_for: ClassVar[set[tuple[str | None, str]]] = set()

    def __getitem__(self, name: str) -> Any:
        self.asked_for.add((request.endpoint, name))
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.asked_for.add((request.endpoint, str(name)))
        return super().__contains__(name)


class NotingRequest(SentRequest):
    """The application's, with such parameters."""

    parameter_storage_class = NotingParameters


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """With reminders: their pages are asked, too."""
    return replace(settings, vapid_private_key=new_private_key(), vapid_subject="mailto:a@kaiku.example")


@pytest.fixture
def app(app_on_each: Flask) -> Flask:
    """On each database, noting what is asked of a request."""
    app_on_each.request_class = NotingRequest
    return app_on_each


@pytest.fixture
def asked(app: Flask, engine: Engine) -> Iterator[list[Asked]]:
    """What may be asked; what is asked meanwhile is not kept, so that each request finds the same country."""
    with session_factory(engine).begin() as session:
        world = make_world(session, now=NOW)
    found = all_that_may_be_asked(app, furnish(app, world, now=NOW))
    with never_keeping(engine):
        yield found


def chosen(asked: list[Asked]) -> list[tuple[str, Sent]]:
    """Each request as it goes well, an odd one at each endpoint, and some more."""
    each = [
        [(f"{one.method} {one.endpoint}, {part}: {kind}", sent) for part, kind, sent in one.odd()]
        for one in asked
    ]
    well = [(f"{one.method} {one.endpoint}", one.as_it_is()) for one in asked]
    every = [one for ones in each for one in ones]
    chance = random.Random("odd")  # noqa: S311 - a sample, and no secret
    some = every if TRIED == "all" else chance.sample(every, int(TRIED))
    return [*well, *(chance.choice(ones) for ones in each), *some]


def test_nothing_odd_is_a_failure_and_nothing_that_is_read_is_left_out(
    app: Flask, asked: list[Asked]
) -> None:
    ways = {(rule.endpoint, method) for rule in app.url_map.iter_rules() for method in rule.methods or ()}
    assert {(one.endpoint, one.method) for one in asked} == {way for way in ways if way[1] in {"GET", "POST"}}
    tried = {(one.endpoint, name) for one in asked for name, _ in (*one.query, *one.form)}
    tried |= {(one.endpoint, name) for one in asked for name in IN_ADDRESSES}
    assert fields_of_forms() <= {name.rpartition("-")[2] for _, name in tried}
    NotingParameters.asked_for.clear()
    faults = {what: fault for what, request in chosen(asked) if (fault := fault_of(send(app, request)))}
    assert not faults
    assert NotingParameters.asked_for
    assert NotingParameters.asked_for <= tried


def fields_of_forms() -> set[str]:
    """Of every class of forms that a page has."""
    forms, found = [Form], set[str]()
    while forms:
        form = forms.pop()
        forms += form.__subclasses__()
        if form.__module__.startswith("webapp."):  # and not of another test
            found |= {name for name in dir(form) if hasattr(getattr(form, name), "_formfield")}
    return found
