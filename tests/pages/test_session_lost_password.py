"""A lost password: asked for by anybody, answered alike to all, opened by its link alone."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy import Engine, select

from tests.conftest import MovableClock
from tests.factories import PASSWORD, World
from tests.support.english import english_visitor
from tests.support.outbox import delivered, link_in, waiting_kinds
from tests.support.page import Page
from tests.support.second_factor import with_app
from tests.support.visitor import Visitor, session_factory_of
from webapp import create_app
from webapp.core.audit.models import AuditRecord
from webapp.core.mails.models import MailKind
from webapp.plumbing.access.limits import limiter
from webapp.settings import Settings

ASK, SET = "/unohtunut-salasana", "/uusi-salasana"
NEW_PASSWORD = "neljä vihreää aasia lentää"


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


def ask(person: Visitor, address: str) -> Page:
    """Ask for a link."""
    person.open("/kirjaudu")
    person.follow(ASK)
    return person.submit({"email": address}, action=ASK)


def set_password(person: Visitor, secret: str, password: str = NEW_PASSWORD) -> Page:
    """What the page does with the secret of the address's fragment, and its person with the rest."""
    person.open(SET)
    return person.submit({"secret": secret, "password": password}, action=SET)


def test_a_lost_password_is_replaced_by_the_link_and_its_person_signs_in_anew(
    app: Flask, visitor: Callable[[], Visitor], app_world: World, clock: MovableClock
) -> None:
    clock.now += timedelta(days=30)  # nobody has just been invited
    elsewhere = visitor()
    elsewhere.sign_in(app_world.venue)
    person = visitor()
    address = person.email_of(app_world.venue)
    assert "a link is on its way" in ask(person, f" {address.upper()} ").text
    (mail,) = delivered(app)
    path, secret = link_in(mail)
    assert (mail["To"], path) == (address, SET)
    page = set_password(person, secret)
    assert page.path == "/kirjaudu"
    assert "Your password has been changed." in page.text
    assert elsewhere.open("/kohde").path == "/kirjaudu"
    assert person.write_password(app_world.venue, NEW_PASSWORD).path == "/tili/tunnistus/"
    assert set_password(person, secret, f"{NEW_PASSWORD}!").error_of("secret")
    new_device, told = sorted(delivered(app), key=lambda one: str(one["Subject"]))
    assert "not used before" in new_device.get_content()
    assert "password of your Kaikukortti account was changed" in told.get_content()


def test_the_second_factor_is_asked_after_it_all_the_same(
    app: Flask, visitor: Callable[[], Visitor], app_world: World, clock: MovableClock
) -> None:
    codes = with_app(app, app_world.office, now=clock.now)
    person = visitor()
    ask(person, person.email_of(app_world.office))
    set_password(person, link_in(delivered(app)[0])[1])
    assert person.write_password(app_world.office, NEW_PASSWORD).path == "/kirjaudu/koodi"
    assert person.open("/keskus/").path == "/kirjaudu"
    person.open("/kirjaudu/koodi")
    assert person.submit({"code": codes.at(clock.now)}, action="/kirjaudu/koodi").path == "/keskus/"


def test_an_address_without_an_account_gets_the_same_answer_and_no_mail(
    app: Flask, visitor: Callable[[], Visitor], app_world: World
) -> None:
    known, unknown = visitor(), visitor()
    answers = []
    for person, address in ((known, known.email_of(app_world.venue)), (unknown, "nobody@staff.example")):
        page = ask(person, address)
        sent = person.client.post(
            ASK, data={"email": address, "csrf_token": person.open(ASK).value_of("csrf_token")}
        )
        headers = {name: value for name, value in sent.headers if name != "Content-Security-Policy"}
        without_session = {name: value for name, value in headers.items() if name != "Set-Cookie"}
        answers.append((page.text, sent.status_code, without_session, sent.text))
    assert answers[0] == answers[1]
    assert waiting_kinds(app) == {MailKind.PASSWORD_LINK: 4}
    assert {one["To"] for one in delivered(app)} == {known.email_of(app_world.venue)}


def test_who_asked_is_written_down_and_no_address_is(
    app: Flask, visitor: Callable[[], Visitor], app_world: World
) -> None:
    person = visitor()
    for address in (person.email_of(app_world.venue), "nobody@staff.example"):
        ask(person, address)
    with session_factory_of(app)() as session:
        asked = select(AuditRecord).where(AuditRecord.event == "password_link_asked")
        records = session.scalars(asked.order_by(AuditRecord.at, AuditRecord.id)).all()
    assert {one.account_id for one in records} == {app_world.venue.account_id, None}
    assert all(set(one.facts) == {"device_type", "origin"} for one in records)


@pytest.mark.parametrize("address", ["", "nobody", "a b@staff.example", f"{'a' * 260}@staff.example"])
def test_what_is_no_address_is_explained(
    app: Flask, visitor: Callable[[], Visitor], app_world: World, address: str
) -> None:
    person = visitor()
    person.open(ASK)
    page = person.submit({"email": address}, action=ASK)
    assert (page.status, bool(page.error_of("email"))) == (422, True)
    assert waiting_kinds(app) == Counter()


def test_a_link_lasts_half_an_hour_and_a_weak_password_does_not_use_it_up(
    app: Flask, visitor: Callable[[], Visitor], app_world: World, clock: MovableClock
) -> None:
    person = visitor()
    ask(person, person.email_of(app_world.venue))
    _, secret = link_in(delivered(app)[0])
    clock.now += timedelta(minutes=30, seconds=-1)
    page = set_password(person, secret, "short")
    assert page.error_of("password")
    assert page.value_of("secret") == secret
    clock.now += timedelta(seconds=1)
    assert "has expired" in set_password(person, secret).error_of("secret")


def test_no_page_of_a_link_tells_others_where_it_was_opened(visitor: Callable[[], Visitor]) -> None:
    page = visitor().open(SET)
    assert '<meta name="referrer" content="no-referrer">' in page.body
    assert "secret-from-fragment" in page.body


def test_own_phones_lose_their_lists_with_the_password(
    app: Flask, visitor: Callable[[], Visitor], app_world: World
) -> None:
    phone, ours = visitor(), {"Origin": "http://localhost"}
    phone.sign_in(app_world.venue)
    assert phone.client.post("/api/device", json={}, headers=ours).status_code == 200
    person = visitor()
    ask(person, person.email_of(app_world.venue))
    set_password(person, link_in(delivered(app)[0])[1])
    answer = phone.client.post("/api/device/list", json={"since": None}, headers=ours)
    assert (answer.status_code, answer.get_json()["code"]) == (401, "revoked")


@pytest.fixture
def limited(
    settings: Settings, sqlite_engine: Engine, clock: MovableClock, app_world: World
) -> Iterator[Flask]:
    """Where it is counted how often somebody asks."""
    made = create_app(replace(settings, rate_limits=True), engine=sqlite_engine, clock=clock)
    limiter.reset()
    yield made
    limiter.reset()
    limiter.enabled = False


@pytest.mark.parametrize("is_known", [True, False])
def test_a_mailbox_is_not_filled_by_somebody_who_goes_on_asking(
    limited: Flask, app_world: World, *, is_known: bool
) -> None:
    person = english_visitor(limited)
    address = person.email_of(app_world.venue) if is_known else "nobody@staff.example"
    statuses = [ask(person, address).status for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    assert ask(person, "somebody.else@staff.example").status == 200


def test_who_changes_the_password_in_the_ordinary_way_is_told_too(
    app: Flask, visitor: Callable[[], Visitor], app_world: World
) -> None:
    person = visitor()
    person.sign_in(app_world.venue)
    person.open("/tili")
    person.submit({"current_password": PASSWORD, "password": NEW_PASSWORD}, action="/tili")
    assert waiting_kinds(app) == {MailKind.PASSWORD_CHANGED: 1}


def test_a_second_sign_in_on_the_same_browser_is_no_news(
    app: Flask, visitor: Callable[[], Visitor], app_world: World, clock: MovableClock
) -> None:
    clock.now += timedelta(days=30)  # the account is not new any more
    codes = with_app(app, app_world.venue, now=clock.now)
    person, stranger = visitor(), visitor()
    for somebody in (person, person, stranger):
        clock.now += timedelta(minutes=5)
        somebody.write_password(app_world.venue)
        somebody.submit({"code": codes.at(clock.now)}, action="/kirjaudu/koodi")
        assert somebody.open("/tili").path == "/tili"
        somebody.submit(action="/ulos")
    assert waiting_kinds(app) == {MailKind.NEW_SIGN_IN: 2}


def test_every_change_of_factors_is_told(
    app: Flask, visitor: Callable[[], Visitor], app_world: World, clock: MovableClock
) -> None:
    person = visitor()
    person.sign_in(app_world.venue)
    person.open("/tili/tunnistus/sovellus")
    with person.client.session_transaction() as kept:
        secret = kept["new_app"]
    person.submit({"code": pyotp.TOTP(secret).at(clock.now)}, action="/tili/tunnistus/sovellus")
    person.open("/tili/tunnistus/")
    person.answer_yes("/varakoodit")
    said = [one.get_content() for one in delivered(app)]
    assert sum("app was taken into use" in one for one in said) == 1
    assert sum("New recovery codes were made" in one for one in said) == 1
