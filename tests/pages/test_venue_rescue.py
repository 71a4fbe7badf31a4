"""A phone's rescue file at its venue and at the national office."""

import io
import json
import uuid
from collections.abc import Callable

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import World, add_device, personal_card
from tests.support.page import Page
from tests.support.visitor import Visitor, session_factory_of

CODE = "A999123453"


@pytest.fixture
def content(app: Flask, app_world: World) -> str:
    """A file of three commands: a good one, an unknown code, and nonsense."""
    with session_factory_of(app).begin() as session:
        personal_card(session, app_world.distributor, CODE, now=NOW)
        device_id = add_device(session, app_world.venue, now=NOW).id
    shared = {"type": "record", "kind": "ticket", "at": NOW.isoformat()}
    commands = [
        {**shared, "id": str(uuid.uuid4()), "sequence": 1, "code": CODE},
        {**shared, "id": str(uuid.uuid4()), "sequence": 2, "code": "A000000001"},
        "nonsense",
    ]
    return json.dumps({
        "format": "kaikukortti-visits", "version": 1, "exported_at": NOW.isoformat(),
        "device": {"id": str(device_id)}, "commands": commands,
    })  # fmt: skip


def come_in(visitor: Callable[[], Visitor], world: World, who: str) -> Visitor:
    person = visitor()
    person.speak("en")
    person.sign_in(getattr(world, who))
    return person


@pytest.mark.parametrize(
    ("who", "address"), [("venue", "/kohde/tuonti"), ("office", "/keskus/kaynnit/tuonti")]
)
def test_pasted_text_is_taken_in_and_each_row_told(
    visitor: Callable[[], Visitor], app_world: World, content: str, who: str, address: str
) -> None:
    person = come_in(visitor, app_world, who)
    person.open(address)
    page = person.submit({"content": content}, action=address)
    assert (page.status, page.h1) == (200, "The file has been taken in")
    assert "1 of the rows below could not be recorded." in page.text
    assert "The code had not been registered to anyone." in page.text
    assert "The register could not read what the phone sent." in page.text
    person.open(address)
    assert "Recorded already" in person.submit({"content": content}, action=address).text


def test_an_uploaded_file_is_taken_in(visitor: Callable[[], Visitor], app_world: World, content: str) -> None:
    person = come_in(visitor, app_world, "venue")
    token = person.open("/kohde/tuonti").value_of("csrf_token")
    upload = (io.BytesIO(content.encode()), "kaikukortti.json")
    answer = person.client.post("/kohde/tuonti", data={"csrf_token": token, "file": upload})
    assert Page(answer, "/kohde/tuonti").h1 == "The file has been taken in"


@pytest.mark.parametrize(
    ("text", "field", "message"),
    [
        ("", "file", "Choose the file, or paste its text: one of the two."),
        (
            "{}",
            "content",
            ("This is not a file of visits from a Kaikukortti phone. Choose the file that the phone saved."),
        ),
    ],
)
def test_what_is_no_file_of_ours_is_explained_and_kept(
    visitor: Callable[[], Visitor], app_world: World, text: str, field: str, message: str
) -> None:
    person = come_in(visitor, app_world, "venue")
    person.open("/kohde/tuonti")
    page = person.submit({"content": text}, action="/kohde/tuonti")
    assert (page.status, page.error_of(field)) == (422, f"Error: {message}")
    assert page.value_of("content") == text


def test_another_venues_file_is_refused(
    visitor: Callable[[], Visitor], app_world: World, content: str
) -> None:
    person = come_in(visitor, app_world, "other_venue")
    person.open("/kohde/tuonti")
    page = person.submit({"content": content}, action="/kohde/tuonti")
    assert page.status == 422
    assert page.error_of("content").startswith("Error: The file is not from a phone of your venue.")
