"""The phone's list over HTTP: an outcome for each command, a bad one no burden to its neighbours."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from tests.conftest import NOW
from tests.factories import World, add_device, personal_card
from tests.support.poison import poison
from tests.support.visitor import Visitor
from webapp.core.database import session_factory
from webapp.core.devices.actions import make_enrolment
from webapp.core.devices.models import Device
from webapp.core.languages import LocalisedText
from webapp.core.offers.actions import NewOffer, add_offer
from webapp.core.offers.models import OfferKind
from webapp.core.partners.counter_settings import set_fast_mode
from webapp.core.partners.desks import own_desk
from webapp.core.visits.models import Visit

OURS = {"Origin": "http://localhost"}


@pytest.fixture
def code(app_world: World, sqlite_engine: Engine) -> str:
    with session_factory(sqlite_engine).begin() as session:
        return personal_card(session, app_world.distributor, app_world.codes[0], now=NOW, children=2).code


@pytest.fixture
def device_id(app_world: World, sqlite_engine: Engine) -> uuid.UUID:
    with session_factory(sqlite_engine).begin() as session:
        return add_device(session, app_world.venue, now=NOW).id


@pytest.fixture
def till(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.venue)
    return person


def post(person: Visitor, path: str, body: Any) -> Any:
    return person.client.post(path, json=body, headers=OURS)


def command(code: str, sequence: int = 1, **facts: Any) -> dict[str, Any]:
    return {
        "type": "record", "id": str(uuid.uuid4()), "sequence": sequence, "code": code, "kind": "ticket",
        "children": 0, "assistants": 0, "offer_id": None, "group_id": None, "at": NOW.isoformat(),
        "repeat_is_meant": False, "shown": "valid", "list_age_s": 60, **facts,
    }  # fmt: skip


def envelope(device_id: uuid.UUID, *commands: Any, **facts: Any) -> dict[str, Any]:
    device = {"id": str(device_id), "last_sequence": len(commands), "waiting": 0, "list_made_at": None}
    return {"sent_at": NOW.isoformat(), "device": device, "commands": list(commands), **facts}


def outcomes(response: Any) -> list[tuple[str, str | None]]:
    assert response.status_code == 200
    return [(one["outcome"], one["reason"]) for one in response.get_json()["outcomes"]]


def test_each_command_has_its_outcome_in_its_place(
    till: Visitor, device_id: uuid.UUID, code: str, sqlite_engine: Engine
) -> None:
    first = command(code, 1)
    undo = {
        "type": "undo", "id": str(uuid.uuid4()), "sequence": 3, "visit_id": first["id"],
        "reason": "wrong_card", "at": NOW.isoformat(),
    }  # fmt: skip
    sent = [first, command(code, 2, children=9, repeat_is_meant=True), undo, first]
    response = post(till, "/api/visits", envelope(device_id, *sent))
    answer = response.get_json()
    assert outcomes(response) == [
        ("recorded", None),
        ("recorded_with_remark", "more_children_than_registered"),
        ("undone", None),
        ("already_recorded", None),
    ]
    assert [one["id"] for one in answer["outcomes"]] == [one["id"] for one in sent]
    assert [one["text"] for one in answer["outcomes"][:2]] == [
        "", "More children came than the card has tickets for.",
    ]  # fmt: skip
    assert answer["now"] == NOW.isoformat()
    with session_factory(sqlite_engine)() as session:
        assert session.scalar(select(func.count()).select_from(Visit)) == 2


def test_a_list_of_which_one_cannot_be_stored_is_begun_anew(
    till: Visitor, device_id: uuid.UUID, app_world: World, code: str, sqlite_engine: Engine
) -> None:
    with session_factory(sqlite_engine).begin() as session:
        held = personal_card(session, app_world.distributor, app_world.codes[1], now=NOW).code
        poison(session, held)
    sent = [command(one, number) for number, one in enumerate((code, held), start=1)]
    response = post(till, "/api/visits", envelope(device_id, *sent))
    assert outcomes(response) == [("recorded", None), ("refused", "visit_not_stored")]
    with session_factory(sqlite_engine)() as session:
        assert session.scalars(select(Visit.code)).all() == [code]
        assert session.get_one(Device, device_id).last_sequence == 2


MALFORMED: list[Any] = [
    None, 7, "text", [], {}, {"type": "record"},
    command("A999123453", type="gift"), command("A999123453", id="x"), command("A999123453", id=7),
    command("A999123453", sequence=0), command("A999123453", sequence=2**31),
    {**command("A999123453"), "sequence": True}, {**command("A999123453"), "sequence": "1"},
    command("A999123453", kind="gift"), command("A999123453", at="yesterday"),
    command("A999123453", at="2026-11-22T10:05:00"), command("A999123453", at="0001-01-01T00:00:00+23:00"),
    command("A999123453", children=1.5), command("A999123453", children=True),
    command("A999123453", offer_id="1"), command("A999123453", offer_id=2**40),
    command("A999123453", group_id="x"), command("A999123453", type="undo", visit_id="x"),
]  # fmt: skip


def test_a_command_that_makes_no_sense_is_refused_alone(
    till: Visitor, device_id: uuid.UUID, code: str
) -> None:
    response = post(till, "/api/visits", envelope(device_id, *MALFORMED, command(code, 99)))
    assert outcomes(response) == [
        *[("refused", "command_unreadable")] * len(MALFORMED), ("recorded", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"code": "hello"}, "code_shape"),
        ({"kind": "course", "children": 1}, "children_on_course"),
        ({"adults": 2}, "one_adult_per_card"),
        ({"children": -1}, "count_impossible"),
        ({"children": 31}, "count_impossible"),
        ({"assistants": 10**30}, "count_impossible"),
    ],
)
def test_what_the_register_cannot_hold_is_refused_with_its_reason(
    till: Visitor, device_id: uuid.UUID, code: str, facts: dict[str, Any], reason: str
) -> None:
    response = post(till, "/api/visits", envelope(device_id, {**command(code), **facts}))
    assert outcomes(response) == [("refused", reason)]
    assert response.get_json()["outcomes"][0]["text"].endswith(".")


WHOLE = envelope(uuid.uuid4())


@pytest.mark.parametrize(
    "body",
    ["text", [], {}, {**WHOLE, "commands": None}, {**WHOLE, "commands": {}},
     {**WHOLE, "commands": [{}] * 201}, {**WHOLE, "sent_at": "now"}, {**WHOLE, "sent_at": None},
     {**WHOLE, "device": None}, {**WHOLE, "device": []},
     {**WHOLE, "device": {**WHOLE["device"], "id": "x"}},
     {**WHOLE, "device": {**WHOLE["device"], "waiting": -1}},
     {**WHOLE, "device": {**WHOLE["device"], "last_sequence": 2**31}},
     {**WHOLE, "device": {**WHOLE["device"], "list_made_at": "today"}}],
)  # fmt: skip
def test_an_envelope_that_makes_no_sense_is_400_in_json(till: Visitor, body: Any) -> None:
    response = post(till, "/api/visits", body)
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")


def test_an_empty_list_is_a_sign_of_life(till: Visitor, device_id: uuid.UUID, sqlite_engine: Engine) -> None:
    report = {"id": str(device_id), "last_sequence": 12, "waiting": 3, "list_made_at": NOW.isoformat()}
    assert outcomes(post(till, "/api/visits", envelope(device_id, device=report))) == []
    with session_factory(sqlite_engine)() as session:
        device = session.get_one(Device, device_id)
        assert (device.last_sequence, device.waiting, device.list_made_at) == (12, 3, NOW)


def test_a_revoked_devices_list_is_taken_at_its_own_venue_only(
    till: Visitor, visitor: Callable[[], Visitor], app_world: World, device_id: uuid.UUID, code: str,
    sqlite_engine: Engine,
) -> None:  # fmt: skip
    with session_factory(sqlite_engine).begin() as session:
        session.get_one(Device, device_id).revoked_at = NOW
    elsewhere = visitor()
    elsewhere.sign_in(app_world.other_venue)
    sent = envelope(device_id, command(code))
    assert post(elsewhere, "/api/visits", sent).status_code == 404
    assert outcomes(post(till, "/api/visits", sent)) == [("recorded", None)]


def test_a_clock_that_is_a_day_slow_is_set_right(
    till: Visitor, device_id: uuid.UUID, code: str, sqlite_engine: Engine
) -> None:
    phone_time = NOW - timedelta(days=1)
    sent = envelope(device_id, command(code, at=phone_time.isoformat()), sent_at=phone_time.isoformat())
    assert outcomes(post(till, "/api/visits", sent)) == [("recorded_with_remark", "clock_wrong")]
    with session_factory(sqlite_engine)() as session:
        assert session.scalars(select(Visit.happened_at)).one() == NOW


def test_the_day_is_told_with_its_counts_and_what_is_on(
    till: Visitor, app_world: World, device_id: uuid.UUID, code: str, sqlite_engine: Engine
) -> None:
    with session_factory(sqlite_engine).begin() as session:
        name = LocalisedText(fi="Iltanäytös", en="Evening show")
        new = NewOffer(name, OfferKind.TICKET, NOW.date() + timedelta(days=7))
        offer_id = add_offer(session, own_desk(app_world.venue), new, now=NOW).id
        later = NewOffer(LocalisedText(fi="Myöhemmin"), OfferKind.TICKET, NOW.date() + timedelta(days=8))
        add_offer(session, own_desk(app_world.venue), later, now=NOW)
    sent = command(code, 1, children=3, assistants=1, offer_id=offer_id)
    post(till, "/api/visits", envelope(device_id, sent))
    answer = post(till, "/api/counter/day", {}).get_json()
    assert answer == {
        "day": "2026-11-22",
        "visits": [
            {
                "id": sent["id"], "code": code, "at": NOW.isoformat(), "kind": "ticket", "children": 3,
                "assistants": 1, "remark": "more_children_than_registered",
                "remark_text": "More children came than the card has tickets for.", "undone_at": None,
                "group_id": None,
            }
        ],
        "counts": {"visits": 1, "adults": 1, "children": 3, "assistants": 1},
        "offers": [{"id": offer_id, "name": "Evening show", "kind": "ticket", "day": "2026-11-29"}],
        "venue": app_world.venue.organisation.name["fi"], "device": None, "fast_mode": False,
    }  # fmt: skip


def test_what_is_on_has_its_name_in_the_language_of_who_is_at_the_counter(
    till: Visitor, app_world: World, sqlite_engine: Engine
) -> None:
    with session_factory(sqlite_engine).begin() as session:
        new = NewOffer(LocalisedText(fi="Uinti", sv="Simning"), OfferKind.TICKET)
        add_offer(session, own_desk(app_world.venue), new, now=NOW)
    for language, name in (("sv", "Simning"), ("en", "Uinti")):
        till.speak(language)
        offers = post(till, "/api/counter/day", {}).get_json()["offers"]
        assert [one["name"] for one in offers] == [name]


def test_the_day_says_which_visits_are_one_group(
    till: Visitor, app_world: World, device_id: uuid.UUID, code: str, sqlite_engine: Engine
) -> None:
    with session_factory(sqlite_engine).begin() as session:
        other = personal_card(session, app_world.distributor, app_world.codes[1], now=NOW).code
        alone = personal_card(session, app_world.distributor, app_world.codes[2], now=NOW).code
    group_id = str(uuid.uuid4())
    sent = [command(code, 1, group_id=group_id), command(other, 2, group_id=group_id), command(alone, 3)]
    post(till, "/api/visits", envelope(device_id, *sent))
    visits = post(till, "/api/counter/day", {}).get_json()["visits"]
    assert {one["code"]: one["group_id"] for one in visits} == {code: group_id, other: group_id, alone: None}


def test_the_day_says_that_the_venue_records_fast(
    till: Visitor, app_world: World, sqlite_engine: Engine
) -> None:
    with session_factory(sqlite_engine).begin() as session:
        set_fast_mode(session, own_desk(app_world.venue), is_on=True, now=NOW)
    assert post(till, "/api/counter/day", {}).get_json()["fast_mode"] is True


def test_the_day_names_the_counters_phone_and_nobodys_own(
    visitor: Callable[[], Visitor], till: Visitor, app_world: World, sqlite_engine: Engine
) -> None:
    post(till, "/api/device", {})  # a person's own phone bears the person's name
    assert post(till, "/api/counter/day", {}).get_json()["device"] is None
    with session_factory(sqlite_engine).begin() as session:
        secret = make_enrolment(session, own_desk(app_world.venue), "Lippukassa", now=NOW).secret
    phone = visitor()
    phone.open("/laite")
    phone.submit({"secret": secret}, action="/laite")
    day = post(phone, "/api/counter/day", {}).get_json()
    assert (day["device"], day["venue"]) == ("Lippukassa", app_world.venue.organisation.name["fi"])
    phone.sign_in(app_world.other_venue)  # whose phone it is not
    assert post(phone, "/api/counter/day", {}).get_json()["device"] is None
