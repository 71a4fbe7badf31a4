"""Who is signed in is a row of the register: read once a request, lazily; its end ends every copy."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any

import pytest
from flask import Flask
from itsdangerous import TimestampSigner
from sqlalchemy import Engine, event, select

from tests.conftest import MovableClock
from tests.factories import PASSWORD, World
from tests.support.english import english_visitor
from tests.support.venue_phone import become_counter_device
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.accounts.models import Account, StaffSession
from webapp.core.accounts.sessions import SESSION_LASTS, SESSION_RESTS
from webapp.core.database import session_factory
from webapp.core.partners.models import Membership, Organisation
from webapp.plumbing.housekeeping import let_go


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


@pytest.fixture
def person(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """Somebody of the venue, signed in."""
    found = visitor()
    found.sign_in(app_world.venue)
    return found


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """The statements that are executed meanwhile."""
    executed: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        executed.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield executed
    finally:
        event.remove(engine, "before_cursor_execute", note)


def about_sign_in(executed: list[str]) -> list[str]:
    """Statements that look somebody up by their token."""
    return [one for one in executed if "token_digest = " in one]


def copy_of(person: Visitor) -> Visitor:
    """Another browser with a copy of somebody's cookie."""
    cookie = person.client.get_cookie("session")
    assert cookie is not None
    thief = english_visitor(person.app)
    thief.client.set_cookie("session", cookie.value)
    return thief


def is_signed_in(person: Visitor) -> bool:
    """Whether this browser is let in to an account."""
    return person.open("/tili").path == "/tili"


def call(person: Visitor, path: str, **body: Any) -> int:
    """The status of a call to the counter's API."""
    return person.client.post(path, json=body, headers={"Origin": "http://localhost"}).status_code


def test_who_is_signed_in_is_asked_by_one_statement(person: Visitor, sqlite_engine: Engine) -> None:
    with statements(sqlite_engine) as executed:
        assert call(person, "/api/counter/day") == 200
    assert len(about_sign_in(executed)) == 1


def test_a_counters_phone_is_asked_by_one_statement_which_is_about_no_person(
    visitor: Callable[[], Visitor], app_world: World, sqlite_engine: Engine
) -> None:
    phone = visitor()
    become_counter_device(phone, app_world.venue)
    with statements(sqlite_engine) as executed:
        assert call(phone, "/api/counter/day") == 200
    assert len(about_sign_in(executed)) == 1
    assert "staff_sessions" not in about_sign_in(executed)[0]


def test_nobody_asks_where_nobody_needs_to_know(person: Visitor, sqlite_engine: Engine) -> None:
    with statements(sqlite_engine) as executed:
        answer = person.client.get("/healthz")
    assert about_sign_in(executed) == []
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_the_cookie_says_nothing_of_the_person_and_the_register_does_not_know_it(
    person: Visitor, app_world: World, sqlite_engine: Engine
) -> None:
    with person.client.session_transaction() as kept:
        assert set(kept) <= {"_permanent", "_user_id", "csrf_token"}
        token = kept["_user_id"]
    with session_factory(sqlite_engine)() as session:
        row = session.scalars(select(StaffSession)).one()
        assert row.account_id == app_world.venue.account_id
        assert token not in row.token_digest


def test_signing_out_ends_every_copy_of_the_session(person: Visitor) -> None:
    thief = copy_of(person)
    assert is_signed_in(thief)
    person.open("/tili")
    person.submit(action="/ulos")
    assert not is_signed_in(thief)


def test_no_copy_of_an_ended_session_checks_a_card(person: Visitor) -> None:
    thief = copy_of(person)
    assert call(thief, "/api/cards/check", code="A999123453") == 200
    person.open("/tili")
    person.submit(action="/ulos")
    assert call(thief, "/api/cards/check", code="A999123453") == 401


def test_a_session_that_is_over_checks_no_card(person: Visitor, clock: MovableClock) -> None:
    clock.now += SESSION_LASTS
    assert call(person, "/api/cards/check", code="A999123453") == 401


def test_where_a_session_has_ended_the_counters_phone_acts(person: Visitor, app_world: World) -> None:
    thief = copy_of(person)
    become_counter_device(thief, app_world.venue)
    person.open("/tili")
    person.submit(action="/ulos")
    assert call(thief, "/api/cards/check", code="A999123453") == 200


def test_another_browser_and_address_are_still_the_same_session(person: Visitor) -> None:
    answer = person.client.get(
        "/tili", headers={"User-Agent": "another"}, environ_overrides={"REMOTE_ADDR": "192.0.2.7"}
    )
    assert answer.status_code == 200
    assert person.open("/tili").status == 200


def test_a_session_ends_after_a_working_day_however_much_it_is_used(
    person: Visitor, clock: MovableClock
) -> None:
    for _hour in range(SESSION_LASTS // timedelta(hours=1) - 1):
        clock.now += timedelta(hours=1)
        assert is_signed_in(person)
    clock.now += timedelta(minutes=59)
    assert is_signed_in(person)
    clock.now += timedelta(minutes=1)
    assert not is_signed_in(person)


def test_a_browser_that_was_left_is_signed_out_however_often_a_role_was_chosen(
    person: Visitor, app_world: World, clock: MovableClock
) -> None:
    clock.now += timedelta(minutes=10)
    person.open("/rooli")
    person.submit(action="/rooli", button=f"organisation={app_world.venue.organisation.id}")
    clock.now += SESSION_RESTS
    assert not is_signed_in(person)
    assert call(person, "/api/cards/check", code="A999123453") == 401


def test_a_queue_that_only_checks_cards_is_in_use_too(person: Visitor, clock: MovableClock) -> None:
    for _quarter in range(12):
        clock.now += timedelta(minutes=15)
        assert call(person, "/api/cards/check", code="A999123453") == 200
    assert is_signed_in(person)


def test_what_only_looks_up_who_asks_writes_once_in_five_minutes(
    person: Visitor, clock: MovableClock, sqlite_engine: Engine
) -> None:
    for minutes, writes in ((1, 0), (5, 1), (1, 0)):
        clock.now += timedelta(minutes=minutes)
        with statements(sqlite_engine) as executed:
            assert is_signed_in(person)
        assert sum(one.startswith("UPDATE staff_sessions") for one in executed) == writes


def test_a_chosen_role_has_a_new_token(person: Visitor, app_world: World) -> None:
    thief = copy_of(person)
    person.open("/rooli")
    person.submit(action="/rooli", button=f"organisation={app_world.venue.organisation.id}")
    assert is_signed_in(person)
    assert not is_signed_in(thief)


def test_signing_in_again_in_the_same_browser_ends_the_session_before(
    person: Visitor, app_world: World
) -> None:
    before = copy_of(person)
    person.sign_in(app_world.office)
    assert is_signed_in(person)
    assert not is_signed_in(before)


def test_all_other_devices_can_be_signed_out_at_once(
    visitor: Callable[[], Visitor], person: Visitor, app_world: World
) -> None:
    elsewhere = visitor()
    elsewhere.sign_in(app_world.venue)
    colleague = visitor()
    colleague.sign_in(app_world.other_venue)
    page = person.open("/tili")
    assert page.text.count("Sign out there") == 1
    assert page.text.count("This device") == 1
    page = person.answer_yes("/tili/muut-laitteet")
    assert "You have been signed out on your other devices." in page.text
    assert "Sign out there" not in page.text
    assert not is_signed_in(elsewhere)
    assert is_signed_in(colleague)


def test_one_device_can_be_signed_out_from_another(
    visitor: Callable[[], Visitor], person: Visitor, app_world: World
) -> None:
    phone = visitor()
    phone.client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Linux; Android 14) Mobile"
    phone.write_password(app_world.venue)
    page = person.open("/tili")
    assert "Android phone" in page.text
    page = person.answer_yes("/tili/laitteet/")
    assert "You have been signed out on that device." in page.text
    assert not is_signed_in(phone)
    assert is_signed_in(person)


def test_a_removed_person_is_at_work_no_longer(
    person: Visitor, app_world: World, sqlite_engine: Engine
) -> None:
    with session_factory(sqlite_engine).begin() as session:
        membership = (app_world.venue.account_id, app_world.venue.organisation.id)
        session.delete(session.get_one(Membership, membership))
    assert not is_signed_in(person)


def test_nobody_works_for_an_organisation_that_has_ended(
    person: Visitor, app_world: World, sqlite_engine: Engine
) -> None:
    with session_factory(sqlite_engine).begin() as session:
        session.get_one(Organisation, app_world.venue.organisation.id).is_active = False
    assert not is_signed_in(person)


def test_a_cookie_of_the_time_before_is_nobodys(visitor: Callable[[], Visitor], app_world: World) -> None:
    person = visitor()
    with person.client.session_transaction() as kept:
        kept["account"], kept["version"] = app_world.office.account_id, 1
        kept["organisation"] = app_world.office.organisation.id
    assert not is_signed_in(person)


def test_a_remember_me_cookie_is_nobodys_and_nobody_gets_one(
    visitor: Callable[[], Visitor], app_world: World
) -> None:
    person = visitor()
    person.client.set_cookie("remember_token", "1|2")
    become_counter_device(person, app_world.venue)
    person.open("/kirjaudu")
    with session_factory_of(person.app)() as session:
        email = session.get_one(Account, app_world.venue.account_id).email
    page = person.open("/kirjaudu")
    sent = {"csrf_token": page.value_of("csrf_token"), "email": email, "password": PASSWORD}
    answer = person.client.post("/kirjaudu", data=sent)
    set_by_us = [name for one in answer.headers.getlist("Set-Cookie") for name in SimpleCookie(one)]
    assert answer.status_code == 303
    assert sorted(set_by_us) == ["browser", "session"]  # the former lets nobody in
    person.open("/tili")
    person.submit(action="/ulos")
    assert person.open("/tili").status == 403  # the counter's device, which has no account


def test_housekeeping_forgets_sessions_that_have_ended(
    person: Visitor, sqlite_engine: Engine, clock: MovableClock
) -> None:
    sessions = session_factory(sqlite_engine)
    let_go(sessions, now=clock.now)
    with sessions() as session:
        assert session.scalars(select(StaffSession)).all()
    let_go(sessions, now=clock.now + SESSION_LASTS)
    with sessions() as session:
        assert session.scalars(select(StaffSession)).all() == []


def test_a_cookie_of_a_server_whose_clock_is_a_little_ahead_is_read(
    visitor: Callable[[], Visitor], app_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = visitor()
    here = TimestampSigner.get_timestamp
    for ahead, is_known in ((0, True), (60, True), (3600, False)):
        monkeypatch.setattr(
            TimestampSigner, "get_timestamp", lambda signer, ahead=ahead: here(signer) + ahead
        )
        person.write_password(app_world.venue)
        monkeypatch.undo()
        assert person.open("/tili").path.startswith("/tili") is is_known
