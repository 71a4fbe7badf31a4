"""A page of an earlier release speaks with today's register: what was recorded of it is sent again."""

import io
import json
from base64 import b64decode
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.conftest import MovableClock
from tests.factories import World
from tests.support.card_list_reader import read_answer
from tests.support.page import Page
from tests.support.release_contract import differences, issue_recorded_cards, recordings
from tests.support.visitor import Visitor, session_factory_of

OURS = {"Origin": "http://localhost"}
_FORMAT, _CURSOR = slice(4), slice(8, 16)


@pytest.fixture(params=recordings(), ids=lambda path: path.stem)
def recorded(request: pytest.FixtureRequest) -> dict[str, Any]:
    path: Path = request.param
    recording: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return recording


@pytest.fixture
def till(
    recorded: dict[str, Any],
    app: Flask,
    app_world: World,
    visitor: Callable[[], Visitor],
    clock: MovableClock,
) -> Visitor:
    """Staff of a venue with a browser, at the time of the recording."""
    clock.now = datetime.fromisoformat(recorded["exchanges"]["record one"]["answer"]["json"]["now"])
    with session_factory_of(app).begin() as session:
        issue_recorded_cards(session, app_world, now=clock.now)
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.venue)
    return person


class Replay:
    """Sends what was recorded, under this register's device and from its numbers of changes."""

    def __init__(self, till: Visitor) -> None:
        self.till = till
        self.names: dict[str, str] = {}
        self.cursor: int | None = None

    def send(self, exchange: dict[str, Any]) -> TestResponse:
        body = exchange["body"]
        if body.get("since") is not None:
            body = {**body, "since": self.cursor}
        answer = self.till.client.post(
            exchange["path"], data=self.renamed(body), headers={**exchange["headers"], **OURS}
        )
        if exchange["path"] == "/api/device":
            recorded_id = exchange["answer"]["json"]["device"]["id"]
            self.names[recorded_id] = answer.get_json()["device"]["id"]
        if exchange["path"] == "/api/device/list":
            self.cursor = int.from_bytes(answer.data[_CURSOR])
        return answer

    def renamed(self, said: object) -> str:
        text = json.dumps(said)
        for before, now in self.names.items():
            text = text.replace(before, now)
        return text


def test_there_is_a_recording_of_the_oldest_release_that_is_promised() -> None:
    assert recordings()


def test_what_an_earlier_page_sends_is_understood_and_what_it_reads_is_there(
    till: Visitor, recorded: dict[str, Any]
) -> None:
    replay = Replay(till)
    for kind, exchange in recorded["exchanges"].items():
        answer, before = replay.send(exchange), exchange["answer"]
        assert (kind, answer.status_code) == (kind, before["status"])
        for name, value in before["headers"].items():
            # The key of this register's device is another one: that it is named is what counts.
            assert name == "kaikukortti-key" or answer.headers[name] == value
        if before["json"] is None:
            assert answer.headers["Kaikukortti-Key"]
            assert_readable_list(answer.data, b64decode(before["base64"]))
        else:
            assert differences(before["json"], answer.get_json(), kind) == []
            assert words_in(answer.get_json()) == words_in(before["json"]), kind


def assert_readable_list(now: bytes, before: bytes) -> None:
    """In the format that the earlier page reads, whatever newer ones there are."""
    read, wanted = (read_answer(one, before[_FORMAT]) for one in (now, before))
    assert (read.is_full, len(read.entries)) == (wanted.is_full, len(wanted.entries))


def words_in(answer: dict[str, Any]) -> list[object]:
    """The words in an answer that a page decides by."""
    outcomes = [(one["outcome"], one["reason"]) for one in answer.get("outcomes", [])]
    return [answer.get("verdict"), answer.get("kind"), *outcomes]


def test_the_rescue_file_of_an_earlier_page_is_taken_in(till: Visitor, recorded: dict[str, Any]) -> None:
    replay = Replay(till)
    replay.send(recorded["exchanges"]["/api/device"])
    token = till.open("/kohde/tuonti").value_of("csrf_token")
    content = replay.renamed(recorded["rescue file"]).encode()
    upload = (io.BytesIO(content), "kaikukortti.json")
    answer = till.client.post("/kohde/tuonti", data={"csrf_token": token, "file": upload})
    assert Page(answer, "/kohde/tuonti").h1 == "The file has been taken in"
    day = till.client.post("/api/counter/day", json={}, headers=OURS).get_json()
    assert [one["id"] for one in day["visits"]] == [recorded["rescue file"]["commands"][0]["id"]]
