"""Codes that no card has are guesses, however they are sent; no visit that has happened is lost by it."""

import json
import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event, func, select

from tests.conftest import NOW, MovableClock
from tests.factories import World, add_device, personal_card
from tests.support.visitor import Visitor, form_values, session_factory_of
from webapp.core.visits.models import Visit

MOST, PAUSE = 30, 600
GUESSES = 1_600


@pytest.fixture
def till(limited_app: Flask, app_world: World) -> Visitor:
    person = Visitor(limited_app)
    person.speak("en")
    person.sign_in(app_world.venue)
    return person


@pytest.fixture
def device_id(limited_app: Flask, app_world: World) -> uuid.UUID:
    with session_factory_of(limited_app).begin() as session:
        return add_device(session, app_world.venue, now=NOW).id


@pytest.fixture
def cards(limited_app: Flask, app_world: World) -> list[str]:
    with session_factory_of(limited_app).begin() as session:
        return [
            personal_card(session, app_world.distributor, code, now=NOW).code for code in app_world.codes[:6]
        ]


def post(person: Visitor, path: str, body: Any) -> Any:
    headers = {"Origin": "http://localhost"}
    sent = json.dumps(body)
    return person.client.post(path, data=sent, content_type="application/json", headers=headers)


def visit(code: str, sequence: int) -> dict[str, Any]:
    return {
        "type": "record", "id": str(uuid.uuid4()), "sequence": sequence, "code": code, "kind": "ticket",
        "children": 0, "at": NOW.isoformat(),
    }  # fmt: skip


def undo(one: dict[str, Any], sequence: int) -> dict[str, Any]:
    return {
        "type": "undo", "id": str(uuid.uuid4()), "sequence": sequence, "at": NOW.isoformat(),
        "visit_id": one["id"], "reason": "mistake",
    }  # fmt: skip


def send(
    person: Visitor, device_id: uuid.UUID, commands: list[dict[str, Any]], sent_at: datetime = NOW
) -> Any:
    last = max((one["sequence"] for one in commands), default=0)
    device = {"id": str(device_id), "last_sequence": last, "waiting": 0, "list_made_at": None}
    return post(
        person, "/api/visits", {"sent_at": sent_at.isoformat(), "device": device, "commands": commands}
    )


def guess(number: int) -> str:
    return f"A{number:09}"


def visits_stored(app: Flask) -> int:
    with session_factory_of(app)() as session:
        return session.scalar(select(func.count()).select_from(Visit)) or 0


def test_single_visits_get_as_many_answers_as_checks_do(
    till: Visitor, device_id: uuid.UUID, limited_app: Flask
) -> None:
    singles = GUESSES // 8  # the rest would show the same, and take half a minute
    answers = [send(till, device_id, [visit(guess(number), number + 1)]) for number in range(singles)]
    assert [one.status_code for one in answers] == [200] * MOST + [429] * (singles - MOST)
    problem = answers[-1]
    assert problem.mimetype == "application/problem+json"
    assert problem.get_json()["code"] == "tries_held_up"
    assert int(problem.headers["Retry-After"]) == PAUSE
    assert visits_stored(limited_app) == MOST
    assert post(till, "/api/cards/check", {"code": guess(1)}).status_code == 429


def test_sixteen_hundred_visits_in_lists_get_no_more(
    till: Visitor, device_id: uuid.UUID, limited_app: Flask, cards: list[str]
) -> None:
    answered = 0
    for start in range(0, GUESSES, 200):
        commands = [visit(guess(start + one), start + one + 1) for one in range(199)]
        commands.insert(150, visit(cards[start // 400], start + 200))  # a right one among them tells nothing
        response = send(till, device_id, commands)
        if response.status_code == 200:
            answer = response.get_json()
            answered += len(answer["outcomes"])
            waiting = {one["id"] for one in answer["outcomes"]}
            assert answer["held_back"] == [one["id"] for one in commands if one["id"] not in waiting]
            assert answer["retry_after"] == PAUSE
        else:
            assert response.status_code == 429
    assert answered == MOST == visits_stored(limited_app)


def test_checks_and_visits_are_counted_together(
    till: Visitor, device_id: uuid.UUID, cards: list[str]
) -> None:
    for number in range(MOST // 2):
        verdict = post(till, "/api/cards/check", {"code": guess(number)}).get_json()["verdict"]
        assert verdict == "card_not_registered"
        send(till, device_id, [visit(guess(number), number + 1)])
    assert post(till, "/api/cards/check", {"code": guess(99)}).status_code == 429
    assert post(till, "/api/cards/check", {"code": cards[0]}).status_code == 429
    till.open_unchecked("/kohde")
    assert till.submit({"code": cards[0]}, action="/kohde").status == 429


def test_right_checks_and_visits_are_never_counted_and_cost_no_statement(
    till: Visitor, device_id: uuid.UUID, cards: list[str], sqlite_engine: Engine
) -> None:
    asked: list[str] = []
    event.listen(sqlite_engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    for number in range(10 * MOST):
        assert post(till, "/api/cards/check", {"code": cards[number % 6]}).status_code == 200
    for number, code in enumerate(cards, 1):
        assert send(till, device_id, [visit(code, number)]).get_json()["outcomes"][0]["outcome"] == "recorded"
    assert not any("try_counts" in one for one in asked)


def test_a_phone_with_sixty_honest_visits_and_three_typing_errors_passes(
    till: Visitor, device_id: uuid.UUID, cards: list[str], limited_app: Flask
) -> None:
    codes = [cards[number % 6] for number in range(57)] + [guess(number) for number in range(3)]
    commands = [visit(code, number) for number, code in enumerate(codes, 1)]
    answer = send(till, device_id, commands).get_json()
    assert ("held_back" in answer, len(answer["outcomes"]), visits_stored(limited_app)) == (False, 60, 60)


def held_up(till: Visitor, device_id: uuid.UUID) -> None:
    """Somebody has guessed until there was no answer."""
    answer = send(
        till, device_id, [visit(guess(number), number + 1) for number in range(MOST + 1)]
    ).get_json()
    assert (len(answer["outcomes"]), len(answer["held_back"])) == (MOST, 1)


def test_what_the_venue_knows_goes_on_and_the_rest_comes_later(
    till: Visitor, device_id: uuid.UUID, cards: list[str], clock: MovableClock, limited_app: Flask
) -> None:
    regular, new = cards[:2]
    before = visit(regular, 100)
    send(till, device_id, [before])
    held_up(till, device_id)
    again, first_time, mistaken = visit(regular, 101), visit(new, 102), visit(guess(77), 103)
    commands = [again, first_time, mistaken, undo(again, 104), undo(first_time, 105), before]
    answer = send(till, device_id, commands).get_json()
    taken = [commands[0], commands[3], commands[5]]
    assert [one["id"] for one in answer["outcomes"]] == [one["id"] for one in taken]
    assert [one["outcome"] for one in answer["outcomes"]] == [
        "recorded_with_remark", "undone", "already_recorded",
    ]  # fmt: skip
    assert answer["held_back"] == [first_time["id"], mistaken["id"], commands[4]["id"]]
    clock.now += timedelta(seconds=PAUSE)
    answer = send(till, device_id, [first_time, mistaken, commands[4]], clock.now).get_json()
    assert [one["outcome"] for one in answer["outcomes"]] == ["recorded", "recorded_with_remark", "undone"]
    assert visits_stored(limited_app) == MOST + 4


def test_a_list_sent_again_is_not_counted_again(till: Visitor, device_id: uuid.UUID) -> None:
    commands = [visit(guess(number), number + 1) for number in range(20)]
    for _ in range(4):
        answer = send(till, device_id, commands).get_json()
        assert len(answer["outcomes"]) == 20
    assert post(till, "/api/cards/check", {"code": guess(50)}).status_code == 200


def test_a_phone_with_nothing_to_send_may_say_so(till: Visitor, device_id: uuid.UUID) -> None:
    held_up(till, device_id)
    assert send(till, device_id, []).get_json()["outcomes"] == []


def test_another_till_of_the_venue_goes_on(
    till: Visitor, device_id: uuid.UUID, cards: list[str], limited_app: Flask, app_world: World
) -> None:
    held_up(till, device_id)
    other = Visitor(limited_app)
    other.sign_in(app_world.other_venue)
    assert post(other, "/api/cards/check", {"code": cards[0]}).status_code == 200


def test_the_plain_form_counts_too(till: Visitor, cards: list[str]) -> None:
    statuses = []
    token = till.open_unchecked("/kohde").value_of("csrf_token")
    for number in range(MOST + 1):
        sent = {"csrf_token": token, "code": guess(number)}
        statuses.append(till.client.post("/kohde", data=sent).status_code)
    assert statuses == [200] * MOST + [429]


def test_a_form_that_records_is_no_way_past(till: Visitor, cards: list[str]) -> None:
    till.open_unchecked("/kohde")
    form = form_values(till.submit({"code": cards[0]}, action="/kohde").form("/kohde/kirjaa"))
    statuses = []
    for number in range(MOST + 1):
        answer = till.client.post("/kohde/kirjaa", data=form | {"code": guess(number)})
        statuses.append(answer.status_code)
    assert statuses == [422] * MOST + [429]


def test_a_file_is_no_way_past_and_what_waits_comes_with_it_again(
    till: Visitor, device_id: uuid.UUID, cards: list[str], limited_app: Flask, clock: MovableClock
) -> None:
    commands = [visit(guess(number), number + 1) for number in range(MOST + 5)] + [visit(cards[0], 99)]
    content = json.dumps({
        "format": "kaikukortti-visits", "version": 1, "exported_at": NOW.isoformat(),
        "device": {"id": str(device_id)}, "commands": commands,
    })  # fmt: skip
    till.open("/kohde/tuonti")
    page = till.submit({"content": content}, action="/kohde/tuonti")
    assert "6 visits are not taken in yet" in page.text
    assert visits_stored(limited_app) == MOST
    till.open("/kohde/tuonti")
    page = till.submit({"content": content}, action="/kohde/tuonti")
    assert "6 visits are not taken in yet" in page.text
    clock.now += timedelta(hours=1)
    till.open("/kohde/tuonti")
    page = till.submit({"content": content}, action="/kohde/tuonti")
    assert "not taken in yet" not in page.text
    assert visits_stored(limited_app) == MOST + 6
