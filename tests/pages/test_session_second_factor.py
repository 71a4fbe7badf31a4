"""Second factors as people of every role meet them, without scripts: demanded, set up, used, changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.conftest import MovableClock
from tests.factories import PASSWORD, World
from tests.support.authenticator import Authenticator
from tests.support.english import english_visitor
from tests.support.second_factor import LOCALHOST, asked_by, makes_passkey, uses_passkey, with_app
from tests.support.visitor import Visitor
from webapp import create_app
from webapp.core.accounts.actor import Actor
from webapp.core.accounts.factors.codes import RECOVERY_CODES
from webapp.core.accounts.models import Proof
from webapp.core.database import session_factory
from webapp.core.partners.models import Membership
from webapp.settings import Settings

WAYS = "/tili/tunnistus/"
STEP = timedelta(seconds=30)
HOME = {
    "office": "/keskus/", "coordinator": "/alue/", "distributor": "/jakaja/lue", "venue": "/kohde",
}  # fmt: skip
"""Of every role; everybody of the small country is a contact person."""


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


@pytest.fixture
def keeper() -> Authenticator:
    """A browser's keeper of passkeys."""
    return Authenticator(LOCALHOST)


@pytest.fixture
def cashier(app_world: World, sqlite_engine: Engine) -> Actor:
    """Somebody who works at one counter and looks after nobody."""
    with session_factory(sqlite_engine).begin() as session:
        mine = (app_world.venue.account_id, app_world.venue.organisation.id)
        session.get_one(Membership, mine).is_contact_person = False
    return app_world.venue


def secret_of(person: Visitor) -> str:
    """The key that the page of the app lets one type."""
    assert person.page is not None
    (shown,) = [one for one in person.page.root.iter("bdi") if "secret" in one.get("class", "")]
    return "".join("".join(shown.itertext()).split())


def set_up_app(person: Visitor, clock: MovableClock) -> tuple[pyotp.TOTP, list[str]]:
    """Set up an authenticator app; gives it, and the recovery codes that are shown."""
    person.open(f"{WAYS}sovellus")
    app = pyotp.TOTP(secret_of(person))
    page = person.submit({"code": app.at(clock.now)}, action="/sovellus")
    assert page.h1 == "Your recovery codes"
    return app, ["".join(one.itertext()) for one in page.root.iter("bdi") if "secret" in one.get("class", "")]


@pytest.mark.parametrize("role", HOME)
def test_who_needs_a_second_factor_sets_it_up_first_and_then_is_where_they_were_going(
    role: str, visitor: Callable[[], Visitor], app_world: World, clock: MovableClock
) -> None:
    actor: Actor = getattr(app_world, role)
    person = visitor()
    page = person.write_password(actor)
    assert page.path == WAYS
    assert "a password alone is not enough" in page.text
    for path in (HOME[role], "/tili", "/henkilosto/1/", "/kohde/ohjelma", "/keskus/loki"):
        assert person.open(path).path == WAYS
    answer = person.client.post(
        "/api/cards/check", json={"code": "A1"}, headers={"Origin": "http://localhost"}
    )
    assert answer.status_code == 401
    _app, codes = set_up_app(person, clock)
    assert len(codes) == RECOVERY_CODES
    assert person.follow(HOME[role]).status == 200
    assert person.open("/tili").path == "/tili"


@pytest.mark.parametrize("role", HOME)
def test_after_it_the_password_is_half_of_the_way_and_the_code_the_other(
    role: str, app: Flask, visitor: Callable[[], Visitor], app_world: World, clock: MovableClock
) -> None:
    actor: Actor = getattr(app_world, role)
    codes = with_app(app, actor, now=clock.now)
    person = visitor()
    page = person.write_password(actor)
    assert page.path == "/kirjaudu/koodi"
    for path in (HOME[role], "/tili", WAYS, f"{WAYS}sovellus", "/vahvista", "/rooli"):
        assert person.open(path).path == "/kirjaudu"
    person.open("/kirjaudu/koodi")
    page = person.submit({"code": "000 000"}, action="/kirjaudu/koodi")
    assert (page.status, "This code does not work." in page.error_of("code")) == (422, True)
    code = codes.at(clock.now)
    page = person.submit({"code": f"{code[:3]} {code[3:]}"}, action="/kirjaudu/koodi")
    assert page.path.startswith(HOME[role])


@pytest.mark.parametrize("role", HOME)
def test_a_passkey_is_set_up_under_a_name_and_signs_in_by_itself(
    role: str, visitor: Callable[[], Visitor], app_world: World, keeper: Authenticator
) -> None:
    actor: Actor = getattr(app_world, role)
    person = visitor()
    person.write_password(actor)
    page = makes_passkey(person, keeper, "Työpaikan kone")
    assert page.path.startswith(HOME[role])
    person.open("/tili")
    person.submit(action="/ulos")
    elsewhere = visitor()
    elsewhere.open("/tili")
    assert uses_passkey(elsewhere, keeper, "/kirjaudu/avain").path == "/tili"
    assert "Työpaikan kone" in elsewhere.open(WAYS).text


def test_the_page_that_was_asked_for_comes_after_all_of_it(
    app: Flask, visitor: Callable[[], Visitor], app_world: World, clock: MovableClock
) -> None:
    def asks(actor: Actor) -> Visitor:
        person = visitor()
        person.open("/tili")
        person.submit({"email": person.email_of(actor), "password": PASSWORD}, action="/kirjaudu")
        return person

    person = asks(app_world.office)
    person.follow("/sovellus")
    secret = pyotp.TOTP(secret_of(person))
    person.submit({"code": secret.at(clock.now)}, action="/sovellus")
    assert person.follow("/tili").path == "/tili"
    codes = with_app(app, app_world.coordinator, now=clock.now)
    person = asks(app_world.coordinator)
    assert person.submit({"code": codes.at(clock.now)}, action="/kirjaudu/koodi").path == "/tili"


def test_a_code_works_once_also_for_who_looked_over_a_shoulder(
    app: Flask, visitor: Callable[[], Visitor], app_world: World, clock: MovableClock
) -> None:
    codes = with_app(app, app_world.office, now=clock.now)
    first, second = visitor(), visitor()
    for person in (first, second):
        person.write_password(app_world.office)
    sent = {"code": codes.at(clock.now)}
    assert first.submit(sent, action="/kirjaudu/koodi").path == "/keskus/"
    assert second.submit(sent, action="/kirjaudu/koodi").status == 422
    clock.now += STEP
    assert second.submit({"code": codes.at(clock.now)}, action="/kirjaudu/koodi").path == "/keskus/"


def test_a_recovery_code_lets_in_once_and_new_ones_replace_the_rest(
    visitor: Callable[[], Visitor], app_world: World, clock: MovableClock
) -> None:
    person = visitor()
    person.write_password(app_world.distributor)
    _app, codes = set_up_app(person, clock)
    elsewhere = visitor()
    elsewhere.write_password(app_world.distributor)
    page = elsewhere.submit({"code": codes[0].lower()}, action="/kirjaudu/koodi")
    assert page.path == "/jakaja/lue"
    assert f"You have {RECOVERY_CODES - 1} codes left." in elsewhere.open(WAYS).text
    third = visitor()
    third.write_password(app_world.distributor)
    assert third.submit({"code": codes[0]}, action="/kirjaudu/koodi").status == 422
    elsewhere.open(WAYS)
    page = elsewhere.answer_yes("/varakoodit")
    assert page.h1 == "Your recovery codes"
    assert codes[1] not in page.text
    assert third.submit({"code": codes[1]}, action="/kirjaudu/koodi").status == 422


def test_a_begun_sign_in_waits_ten_minutes_and_then_begins_again(
    app: Flask, visitor: Callable[[], Visitor], app_world: World, clock: MovableClock
) -> None:
    codes = with_app(app, app_world.office, now=clock.now)
    person = visitor()
    person.write_password(app_world.office)
    clock.now += timedelta(minutes=10)
    page = person.submit({"code": codes.at(clock.now)}, action="/kirjaudu/koodi")
    assert page.path == "/kirjaudu"


def uses_passkey_once(person: Visitor, keeper: Authenticator) -> None:
    """Sign in with it."""
    person.open("/kirjaudu")
    assert uses_passkey(person, keeper, "/kirjaudu/avain").status == 200


def test_an_unknown_passkey_and_a_wrong_answer_get_the_same_page(
    visitor: Callable[[], Visitor], app_world: World, keeper: Authenticator
) -> None:
    owner = visitor()
    owner.sign_in(app_world.office, Proof.PASSWORD)
    owner.open(WAYS)
    makes_passkey(owner, keeper, "Kone")
    said = []
    stranger, strangers = visitor(), Authenticator(LOCALHOST)
    strangers.handle = keeper.handle
    for who in (strangers, keeper):
        stranger.open("/kirjaudu")
        if who is keeper:  # an older copy of it
            uses_passkey_once(visitor(), keeper)
            keeper.uses = 0
        page = uses_passkey(stranger, who, "/kirjaudu/avain")
        said.append((page.status, page.text))
    for answer in ("{}", "nothing", '{"rawId": "AAAA"}'):
        page = stranger.submit({"answer": answer}, action="/kirjaudu/avain")
        said.append((page.status, page.text))
    assert len(set(said)) == 1
    assert said[0][0] == 422
    assert "This passkey does not work here." in said[0][1]
    assert stranger.open("/tili").path == "/kirjaudu"


def test_a_question_is_answered_once(
    visitor: Callable[[], Visitor], app_world: World, keeper: Authenticator
) -> None:
    owner = visitor()
    owner.sign_in(app_world.office, Proof.PASSWORD)
    owner.open(WAYS)
    makes_passkey(owner, keeper, "Kone")
    person = visitor()
    page = person.open("/kirjaudu")
    answer = {"answer": keeper.use(asked_by(page, "/kirjaudu/avain")).json}
    assert person.submit(answer, action="/kirjaudu/avain").path == "/keskus/"
    person.open("/tili")
    person.submit(action="/ulos")
    person.open("/kirjaudu")
    assert person.submit(answer, action="/kirjaudu/avain").status == 422


def test_passkeys_are_listed_renamed_and_removed_and_the_last_one_stays(
    visitor: Callable[[], Visitor], app_world: World, clock: MovableClock
) -> None:
    person = visitor()
    person.write_password(app_world.coordinator)
    elsewhere = visitor()
    elsewhere.sign_in(app_world.coordinator)
    makes_passkey(person, Authenticator(LOCALHOST), "Puhelin")
    assert elsewhere.open("/tili").path == "/kirjaudu"  # signed in by what held until then
    assert "/poista" not in person.open(WAYS).body
    clock.now += STEP
    makes_passkey(person, Authenticator(LOCALHOST), "Tabletti")
    person.follow("/nimi")
    assert person.submit({"name": " "}, action="/nimi").error_of("name")
    page = person.submit({"name": "Vanha <puhelin>"}, action="/nimi")
    assert ("Vanha <puhelin>" in page.text, "Puhelin" in page.text) == (True, False)
    page = person.answer_yes("/poista")
    assert "The passkey no longer signs you in." in page.text
    assert ("Vanha <puhelin>" in page.text, "/poista" in page.body) == (False, False)


def test_who_needs_none_may_have_one_and_may_remove_it(
    visitor: Callable[[], Visitor], cashier: Actor, clock: MovableClock
) -> None:
    person = visitor()
    assert person.write_password(cashier).path.startswith("/kohde")
    app, _codes = set_up_app(person, clock)
    elsewhere = visitor()
    assert elsewhere.write_password(cashier).path == "/kirjaudu/koodi"
    person.open(WAYS)
    assert "The codes of the app no longer sign you in." in person.answer_yes("/sovellus/poista").text
    clock.now += STEP
    assert elsewhere.submit({"code": app.at(clock.now)}, action="/kirjaudu/koodi").path == "/kirjaudu"
    assert visitor().write_password(cashier).path.startswith("/kohde")


def test_a_setting_asks_it_of_everybody(
    settings: Settings, sqlite_engine: Engine, clock: MovableClock, cashier: Actor
) -> None:
    person = english_visitor(
        create_app(replace(settings, second_factor_for_all=True), engine=sqlite_engine, clock=clock)
    )
    assert person.write_password(cashier).path == WAYS


def test_who_becomes_a_contact_person_sets_one_up_before_they_go_on(
    visitor: Callable[[], Visitor], cashier: Actor, sqlite_engine: Engine
) -> None:
    person = visitor()
    person.write_password(cashier)
    with session_factory(sqlite_engine).begin() as session:
        mine = (cashier.account_id, cashier.organisation.id)
        session.get_one(Membership, mine).is_contact_person = True
    assert person.open("/kohde").path == WAYS


def test_changes_of_factors_ask_first_who_one_is(
    app: Flask, visitor: Callable[[], Visitor], app_world: World, clock: MovableClock
) -> None:
    codes = with_app(app, app_world.office, now=clock.now)
    person = visitor()
    person.sign_in(app_world.office)
    clock.now += timedelta(minutes=11)
    page = person.open(WAYS)
    assert "data-options" not in page.body
    for path in (f"{WAYS}sovellus", f"{WAYS}sovellus/poista", f"{WAYS}varakoodit", f"{WAYS}avain"):
        assert person.open(path).path == "/vahvista"
    fields = {"password": PASSWORD, "code": codes.at(clock.now)}
    person.open(f"/vahvista?next={WAYS}varakoodit")
    assert person.submit(fields, action="/vahvista").path == f"{WAYS}varakoodit"


def test_a_passkey_shows_again_who_one_is_and_a_colleagues_does_not(
    visitor: Callable[[], Visitor], app_world: World, clock: MovableClock, keeper: Authenticator
) -> None:
    colleague, colleagues = visitor(), Authenticator(LOCALHOST)
    colleague.write_password(app_world.coordinator)
    makes_passkey(colleague, colleagues, "Kone")
    person = visitor()
    person.write_password(app_world.office)
    makes_passkey(person, keeper, "Kone")
    clock.now += timedelta(minutes=11)
    assert person.open("/keskus/tunnukset/uusi").path == "/vahvista"
    assert uses_passkey(person, colleagues, "/vahvista/avain").status == 422
    assert uses_passkey(person, keeper, "/vahvista/avain").path == "/keskus/tunnukset/uusi"


def test_the_log_says_what_was_changed_and_not_what_it_was(
    visitor: Callable[[], Visitor], app_world: World, clock: MovableClock, keeper: Authenticator
) -> None:
    person = visitor()
    person.write_password(app_world.office)
    makes_passkey(person, keeper, "Minun koneeni")
    set_up_app(person, clock)
    person.open(WAYS)
    person.answer_yes("/poista")
    log = person.open("/keskus/loki").text
    for said in (
        "made a passkey for signing in.", "took an authenticator app into use.",
        "made new recovery codes.", "removed one of their passkeys.",
    ):  # fmt: skip
        assert said in log
    assert "Minun koneeni" not in log


def test_guessed_codes_are_counted_by_account_from_wherever_they_come(
    limited_app: Flask, app_world: World, clock: MovableClock
) -> None:
    with_app(limited_app, app_world.office, now=clock.now)
    people = [english_visitor(limited_app) for _ in range(11)]
    for number, person in enumerate(people):
        person.client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
    for person in people[:10]:
        person.write_password(app_world.office)
        assert person.submit({"code": "000000"}, action="/kirjaudu/koodi").status == 422
    kept = people[0].client.get_cookie("session")
    assert kept is not None
    people[10].client.set_cookie("session", kept.value)
    people[10].open("/kirjaudu/koodi")
    assert people[10].submit({"code": "000000"}, action="/kirjaudu/koodi").status == 429


def test_guessed_passkeys_are_counted_by_address(limited_app: Flask) -> None:
    person = english_visitor(limited_app)
    person.open("/kirjaudu")
    statuses = [person.submit({"answer": "{}"}, action="/kirjaudu/avain").status for _ in range(30)]
    assert statuses == [422] * 30
    person.open("/kirjaudu")
    assert person.submit({"answer": "{}"}, action="/kirjaudu/avain").status == 429


def test_one_click_counts_in_the_demonstration_only(
    settings: Settings, sqlite_engine: Engine, clock: MovableClock, app_world: World
) -> None:
    demo = english_visitor(create_app(replace(settings, mode="demo"), engine=sqlite_engine, clock=clock))
    demo.sign_in(app_world.office, Proof.ONE_CLICK)
    assert demo.open("/keskus/").path == "/keskus/"
    kept = demo.client.get_cookie("session")
    assert kept is not None
    for mode in ("test", "production"):
        elsewhere = english_visitor(
            create_app(replace(settings, mode=mode), engine=sqlite_engine, clock=clock)
        )
        elsewhere.client.set_cookie("session", kept.value)
        for path in ("/keskus/", WAYS, "/tili"):
            assert elsewhere.open(path).path == "/kirjaudu"
