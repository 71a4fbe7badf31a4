"""The express lane answers as Flask's own way does, and leaves to it whatever is unusual."""

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event, func, select

from tests.conftest import NOW, MovableClock
from tests.factories import World, add_device, personal_card
from tests.support.poison import poison
from tests.support.venue_phone import become_counter_device
from tests.support.visitor import Visitor
from webapp.core.database import session_factory
from webapp.core.devices.models import Arrival, Device
from webapp.core.devices.queries import device_of_token
from webapp.core.visits.models import Visit
from webapp.plumbing.http.cookies import DEVICE_COOKIE, cookie_name

PLAIN, LONG_WAY = "application/json", "application/json; charset=utf-8"


@pytest.fixture
def codes(app_world: World, sqlite_engine: Engine) -> list[str]:
    with session_factory(sqlite_engine).begin() as session:
        return [
            personal_card(session, app_world.distributor, code, now=NOW, children=2).code
            for code in app_world.codes[:4]
        ]


@pytest.fixture
def till(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    person = visitor()
    person.speak("sv")
    person.sign_in(app_world.venue)
    return person


@pytest.fixture
def device_id(app_world: World, sqlite_engine: Engine) -> uuid.UUID:
    with session_factory(sqlite_engine).begin() as session:
        return add_device(session, app_world.venue, now=NOW).id


@pytest.fixture
def handed_on(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that reached Flask."""
    seen: list[str] = []
    lane: Any = app.wsgi_app
    flask_way = lane.onward

    def noted(environ: dict[str, Any], start_response: Any) -> Any:
        seen.append(environ["PATH_INFO"])
        return flask_way(environ, start_response)

    monkeypatch.setattr(lane, "onward", noted)
    return seen


def post(
    person: Visitor, path: str, body: Any, *, kind: str = PLAIN, origin: str = "http://localhost"
) -> Any:
    sent = body if isinstance(body, str) else json.dumps(body)
    return person.client.post(path, data=sent, content_type=kind, headers={"Origin": origin})


def visits(device_id: uuid.UUID, code: str, sequence: int = 1, **facts: Any) -> dict[str, Any]:
    command = {
        "type": "record", "id": str(uuid.uuid4()), "sequence": sequence, "code": code, "kind": "ticket",
        "children": 0, "at": NOW.isoformat(), **facts,
    }  # fmt: skip
    device = {"id": str(device_id), "last_sequence": sequence, "waiting": 0, "list_made_at": None}
    return {"sent_at": NOW.isoformat(), "device": device, "commands": [command]}


def answer_of(response: Any) -> tuple[int, dict[str, str], Any]:
    headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    return response.status_code, headers, response.get_json()


def test_a_check_is_answered_the_same_on_both_ways(
    till: Visitor, codes: list[str], handed_on: list[str]
) -> None:
    answers = [
        answer_of(post(till, "/api/cards/check", {"code": codes[0]}, kind=kind)) for kind in (PLAIN, LONG_WAY)
    ]
    assert handed_on == ["/api/cards/check"]
    assert answers[0] == answers[1]
    assert answers[0][2]["verdict"] == "valid"


def test_a_visit_is_answered_the_same_on_both_ways(
    till: Visitor, device_id: uuid.UUID, codes: list[str], handed_on: list[str], sqlite_engine: Engine
) -> None:
    first, second = visits(device_id, codes[0], 1), visits(device_id, codes[1], 2)
    quick, slow = (
        answer_of(post(till, "/api/visits", first)),
        answer_of(post(till, "/api/visits", second, kind=LONG_WAY)),
    )
    assert handed_on == ["/api/visits"]
    for answer, sent in ((quick, first), (slow, second)):
        assert answer[2]["outcomes"] == [
            {"id": sent["commands"][0]["id"], "outcome": "recorded", "reason": None, "text": ""}
        ]
    assert quick[:2] == slow[:2]
    with session_factory(sqlite_engine)() as session:
        facts = session.execute(select(Visit.recorded_by, Visit.device_id, Visit.recorded_at)).all()
        assert len(facts) == 2
        assert facts[0] == facts[1]
        assert session.get_one(Device, device_id).arrived == 2


def test_a_counters_phone_goes_by_the_lane_too(
    app_world: World, visitor: Callable[[], Visitor], codes: list[str], handed_on: list[str]
) -> None:
    phone = visitor()
    become_counter_device(phone, app_world.venue)
    handed_on.clear()
    assert post(phone, "/api/cards/check", {"code": codes[0]}).get_json()["verdict"] == "valid"
    assert handed_on == []


def test_what_needs_a_sentence_is_said_by_flask_in_the_readers_language_and_written_once(
    till: Visitor, device_id: uuid.UUID, codes: list[str], handed_on: list[str], sqlite_engine: Engine
) -> None:
    body = visits(device_id, codes[0], children=9)
    outcome = post(till, "/api/visits", body).get_json()["outcomes"][0]
    assert (outcome["outcome"], outcome["reason"]) == (
        "recorded_with_remark",
        "more_children_than_registered",
    )
    assert outcome["text"] == "Det kom fler barn än kortet ger biljetter åt."
    assert handed_on == ["/api/visits"]
    with session_factory(sqlite_engine)() as session:
        assert session.scalar(select(func.count()).select_from(Visit)) == 1
        assert session.scalar(select(func.count()).select_from(Arrival)) == 1


def test_the_lane_lets_nobody_in_whom_flask_would_not(
    app_world: World,
    visitor: Callable[[], Visitor],
    device_id: uuid.UUID,
    codes: list[str],
    sqlite_engine: Engine,
) -> None:
    stranger, distributor, elsewhere = visitor(), visitor(), visitor()
    distributor.sign_in(app_world.distributor)
    elsewhere.sign_in(app_world.other_venue)
    for person, check, record in ((stranger, 401, 401), (distributor, 403, 403), (elsewhere, 200, 404)):
        assert post(person, "/api/cards/check", {"code": codes[0]}).status_code == check
        assert post(person, "/api/visits", visits(device_id, codes[0])).status_code == record
    with session_factory(sqlite_engine)() as session:
        assert session.scalar(select(func.count()).select_from(Visit)) == 0


def test_another_sites_page_and_a_form_are_refused(
    till: Visitor, device_id: uuid.UUID, codes: list[str]
) -> None:
    body = visits(device_id, codes[0])
    assert post(till, "/api/visits", body, origin="http://evil.example").status_code == 403
    assert post(till, "/api/visits", body, kind="text/plain").status_code == 403


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '{"code": 7}', '{"code": "hello"}', "é"])
def test_a_broken_body_is_told_as_flask_tells_it(till: Visitor, body: str) -> None:
    answers = [answer_of(post(till, "/api/cards/check", body, kind=kind)) for kind in (PLAIN, LONG_WAY)]
    assert answers[0] == answers[1]
    assert answers[0][0] in {400, 422}


def test_a_visit_that_cannot_be_stored_is_refused_and_nothing_of_it_stays(
    till: Visitor, device_id: uuid.UUID, codes: list[str], sqlite_engine: Engine
) -> None:
    with session_factory(sqlite_engine).begin() as session:
        poison(session, codes[0])
    outcome = post(till, "/api/visits", visits(device_id, codes[0])).get_json()["outcomes"][0]
    assert (outcome["outcome"], outcome["reason"]) == ("refused", "visit_not_stored")
    with session_factory(sqlite_engine)() as session:
        assert session.scalar(select(func.count()).select_from(Visit)) == 0
        assert session.scalar(select(func.count()).select_from(Arrival)) == 1


def test_a_session_that_has_ended_or_was_never_ours_is_not_let_in_though_its_cookie_was_read_before(
    till: Visitor, codes: list[str], clock: MovableClock, app: Flask
) -> None:
    assert post(till, "/api/cards/check", {"code": codes[0]}).status_code == 200
    clock.now = NOW + timedelta(hours=13)
    assert post(till, "/api/cards/check", {"code": codes[0]}).status_code == 401
    clock.now = NOW
    till.client.set_cookie(app.config["SESSION_COOKIE_NAME"], "made.up.cookie")
    assert post(till, "/api/cards/check", {"code": codes[0]}).status_code == 401


def test_on_a_counters_phone_whoever_has_signed_in_may_do_what_their_own_role_may(
    app_world: World, visitor: Callable[[], Visitor], codes: list[str], sqlite_engine: Engine
) -> None:
    for actor, status in ((app_world.distributor, 403), (app_world.other_venue, 404)):
        phone = visitor()
        token = become_counter_device(phone, app_world.venue)
        with session_factory(sqlite_engine)() as session:
            known = device_of_token(session, token)
        assert known is not None
        phone_id = known.id
        assert post(phone, "/api/visits", visits(phone_id, codes[0], repeat_is_meant=True)).status_code == 200
        phone.sign_in(actor)
        for kind in (PLAIN, LONG_WAY):
            again = visits(phone_id, codes[1], 2, repeat_is_meant=True)
            assert post(phone, "/api/visits", again, kind=kind).status_code == status


@pytest.mark.parametrize("kind", [PLAIN, LONG_WAY])
def test_a_request_takes_one_connection_at_a_time_whoever_sends_it(
    visitor: Callable[[], Visitor],
    app: Flask,
    device_id: uuid.UUID,
    codes: list[str],
    sqlite_engine: Engine,
    kind: str,
) -> None:
    stranger, in_use, most = visitor(), [0], [0]
    stranger.client.set_cookie(cookie_name(app, DEVICE_COOKIE), "made-up")

    def out(*_facts: object) -> None:
        in_use[0] += 1
        most[0] = max(most[0], in_use[0])

    def back(*_facts: object) -> None:
        in_use[0] -= 1

    event.listen(sqlite_engine, "checkout", out)
    event.listen(sqlite_engine, "checkin", back)
    try:
        assert post(stranger, "/api/visits", visits(device_id, codes[0]), kind=kind).status_code == 401
        assert post(stranger, "/api/cards/check", {"code": codes[0]}, kind=kind).status_code == 401
    finally:
        event.remove(sqlite_engine, "checkout", out)
        event.remove(sqlite_engine, "checkin", back)
    assert (in_use, most) == ([0], [1])


def test_what_is_nested_without_end_is_a_bad_request(till: Visitor) -> None:
    for path in ("/api/cards/check", "/api/visits"):
        assert post(till, path, "[" * 100_000).status_code == 400


def test_options_are_told_to_those_who_may_ask(till: Visitor, visitor: Callable[[], Visitor]) -> None:
    asking = {"content_type": PLAIN, "headers": {"Origin": "http://localhost"}, "data": "{}"}
    assert till.client.options("/api/visits", **asking).status_code == 200
    assert visitor().client.options("/api/visits", **asking).status_code == 401
