"""The policy: every endpoint × every role, against the one table, and every view marked."""

import re
from collections.abc import Callable
from typing import Any, Final

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.factories import World
from tests.support.venue_phone import become_counter_device
from tests.support.visitor import Visitor
from webapp.core.accounts.roles import GRANTS, Permission, Role
from webapp.plumbing.access.gate import access_of, close_gate

NOBODY: Final = "nobody"
NOBODYS: Final[dict[str, Any]] = {
    "int": 999_999,
    "uuid": "01900000-0000-7000-8000-000000000000",
    "": "no-such-name",
}
"""An id of each kind that does not exist."""

PART_OF_SIGNING_IN: Final = {"second_factor.passkey", "second_factor.code", "joining.join"}
"""Whoever has not begun to sign in is led to the beginning."""

OPEN_TO_ALL: Final = {
    "public.front", "public.areas", "public.area", "public.privacy", "public.accessibility",
    "public.appearance", "public.change_language", "public.healthz", "session.sign_in", "session.sign_out",
    "session.choose_role", "joining.come", "joining.join", "second_factor.passkey", "second_factor.code",
    "lost_password.ask", "lost_password.asked", "lost_password.set_new",
    "omakaiku.card", "omakaiku.pair", "omakaiku.state",
    "omakaiku.install", "holder_passkeys.back", "counter_screen.shell", "devices.pair",
    "places.places", "places.place", "licences.licences", "licences.notice",
    "operating_model.in_force", "operating_model.of_version", "model_exceptions.exceptions",
    "guides.for_me", "guides.ticket", "guides.for_distributors", "guides.for_venues",
    "guides.for_coordinators",
    "app.counter_app", "app.holder_app", "app.service_worker", "app.offline",
}  # fmt: skip


def address_of(app: Flask, rule: Rule) -> str:
    """An address of ids that do not exist, so that nothing is changed."""
    kinds = re.findall(r"<(?:(\w+):)?(\w+)>", rule.rule)
    return app.url_for(rule.endpoint, **{name: NOBODYS[kind] for kind, name in kinds})


def addresses(app: Flask) -> list[tuple[str, str, str]]:
    """Every endpoint with a method and an address."""
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            path = address_of(app, rule)
            found += [
                (rule.endpoint, method, path) for method in sorted((rule.methods or set()) & {"GET", "POST"})
            ]
    return found


def status_of(visitor: Visitor, method: str, path: str) -> tuple[int, str]:
    """Answer and destination; with a token where one is needed, so that access alone decides."""
    headers = {"Origin": "http://localhost"} if path.startswith("/api/") else {}
    if method == "GET":
        response = visitor.client.get(path)
    elif path.startswith("/api/"):
        response = visitor.client.post(path, json={}, headers=headers)
    else:
        response = visitor.client.post(path)
    return response.status_code, response.headers.get("Location", "")


def come_as(role: str, person: Visitor, world: World) -> None:
    """Sign in, or be a counter's phone, or nobody."""
    actors = {
        "venue": world.venue, "distributor": world.distributor,
        "coordinator": world.coordinator, "national_office": world.office,
    }  # fmt: skip
    if role == Role.COUNTER_DEVICE:
        become_counter_device(person, world.venue)
    elif role != NOBODY:
        person.sign_in(actors[role])


@pytest.fixture
def without_tokens(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.mark.parametrize(
    "role", [NOBODY, "counter_device", "venue", "distributor", "coordinator", "national_office"]
)
def test_every_endpoint_opens_to_the_roles_of_the_table_and_to_no_other(
    role: str, app: Flask, app_world: World, visitor: Callable[[], Visitor], without_tokens: None
) -> None:
    person = visitor()
    come_as(role, person, app_world)
    for endpoint, method, path in addresses(app):
        if endpoint in {"session.sign_out", "session.sign_in"} and method == "POST":
            continue
        if endpoint in PART_OF_SIGNING_IN:
            continue
        permission = access_of(app, endpoint).permission
        status, location = status_of(person, method, path)
        shut_out = status in {401, 403} or "/kirjaudu" in location
        if permission is None:
            allowed = True
        elif permission is Permission.SHOW_OWN_CARD:
            assert location.endswith("/oma")
            continue
        else:
            allowed = role != NOBODY and permission in GRANTS[Role(role)]
        if endpoint == "session.choose_role" and role in {NOBODY, Role.COUNTER_DEVICE}:
            continue  # it asks for a person, not for a role, and says so itself
        if endpoint == "session.choose_role" and method == "POST":
            continue  # an empty choice is refused whoever makes it
        assert shut_out is not allowed, (role, endpoint, method, status, location)


def test_what_is_open_to_all_is_listed_here_too(app: Flask) -> None:
    opened = {name for name in app.view_functions if access_of(app, name).permission is None}
    assert opened == OPEN_TO_ALL


def test_a_view_without_a_mark_stops_the_start() -> None:
    app = Flask("unmarked")
    app.add_url_rule("/x", "x", lambda: "")
    with pytest.raises(RuntimeError, match="x"):
        close_gate(app)


def test_every_role_has_its_row_and_every_permission_a_role() -> None:
    assert set(GRANTS) == set(Role)
    assert set().union(*GRANTS.values()) == set(Permission)
