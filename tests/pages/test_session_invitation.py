"""A single-use invitation lets one person in, once, in time."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from tests.conftest import NOW, MovableClock
from tests.factories import PASSWORD, World, add_account
from tests.support.english import english_visitor
from tests.support.page import Page
from tests.support.second_factor import with_app
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.accounts.models import Account
from webapp.core.audit.models import AuditRecord
from webapp.core.database import session_factory
from webapp.core.partners.models import Invitation, Membership

NEW_PASSWORD = "neljä vihreää aasia lentää"


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


@pytest.fixture
def invite(visitor: Callable[[], Visitor], app_world: World) -> Callable[[str], str]:
    """`invite(email)`: the venue's contact person invites; the secret of the link."""

    def inviting(email: str) -> str:
        person = visitor()
        person.sign_in(app_world.venue)
        person.open(f"/henkilosto/{app_world.venue.organisation.id}/")
        page = person.submit({"email": email}, action="/kutsu")
        return page.text.partition("/kutsu#")[2].partition(" ")[0]

    return inviting


HAS_ACCOUNT = "has_account=yes"


def makes_account(person: Visitor, secret: str, **facts: str) -> Page:
    """Fill in and send the invitation's form, as somebody new."""
    person.open("/kutsu")
    fields = {"secret": secret, "name": "Aino", "password": NEW_PASSWORD, **facts}
    return person.submit(fields, action="/kutsu")


def has_account(person: Visitor, secret: str) -> Page:
    """Say that there is one."""
    person.open("/kutsu")
    return person.submit({"secret": secret}, action="/kutsu", button=HAS_ACCOUNT)


def signs_in(person: Visitor, email: str, password: str) -> Page:
    """On the page to which the invitation has led."""
    return person.submit({"email": email, "password": password}, action="/kirjaudu")


def email_of(engine: Engine, account_id: int) -> str:
    with session_factory(engine)() as session:
        return session.get_one(Account, account_id).email


def test_an_invited_person_makes_an_account_signs_in_and_is_at_work(
    visitor: Callable[[], Visitor], invite: Callable[[str], str], app_world: World
) -> None:
    person = visitor()
    page = makes_account(person, invite("aino@staff.example"))
    assert page.path == "/kirjaudu"
    assert "Now sign in" in page.text
    assert signs_in(person, "aino@staff.example", NEW_PASSWORD).path == "/kohde"
    assert app_world.venue.organisation.name["fi"] in person.open("/tili").text


def test_an_invitation_works_once(visitor: Callable[[], Visitor], invite: Callable[[str], str]) -> None:
    secret = invite("aino@staff.example")
    makes_account(visitor(), secret)
    page = makes_account(visitor(), secret, name="Eino")
    assert page.status == 422
    assert page.error_of("secret")
    assert page.value_of("name") == "Eino"


def test_an_invitation_lasts_seven_days(
    visitor: Callable[[], Visitor], invite: Callable[[str], str], clock: MovableClock
) -> None:
    in_time, late = invite("aino@staff.example"), invite("eino@staff.example")
    clock.now += timedelta(days=7, seconds=-1)
    assert makes_account(visitor(), in_time).path == "/kirjaudu"
    clock.now += timedelta(seconds=1)
    assert makes_account(visitor(), late).error_of("secret")
    assert has_account(visitor(), late).error_of("secret")


@pytest.mark.parametrize("secret", ["", "nonsense", "0" * 26, "%(x)s", "ä" * 300])
def test_a_code_that_is_none_is_explained_and_kept(
    visitor: Callable[[], Visitor], app_world: World, secret: str
) -> None:
    for page in (makes_account(visitor(), secret), has_account(visitor(), secret)):
        assert page.status == 422
        assert page.error_of("secret")
        assert page.value_of("secret") == secret
    assert (page.error_of("name"), page.error_of("password")) == ("", "")


def test_a_code_is_forgiven_its_case_spaces_and_lookalikes(
    visitor: Callable[[], Visitor], invite: Callable[[str], str]
) -> None:
    secret = invite("aino@staff.example").lower().replace("0", "o").replace("1", "l")
    assert makes_account(visitor(), f" {secret[:13]} - {secret[13:]} ").path == "/kirjaudu"


def test_a_weak_password_uses_nothing_up(
    visitor: Callable[[], Visitor], invite: Callable[[str], str], app_world: World, sqlite_engine: Engine
) -> None:
    known = email_of(sqlite_engine, app_world.distributor.account_id)
    said = []
    for email in ("aino@staff.example", known):
        secret, person = invite(email), visitor()
        page = makes_account(person, secret, password="short")
        said.append((page.status, page.error_of("password"), page.error_of("secret")))
        assert page.value_of("secret") == secret
        assert makes_account(person, secret).path == "/kirjaudu"
    assert said[0] == said[1]
    assert said[0][0] == 422


def test_who_has_an_account_signs_in_with_its_factor_and_accepts(
    app: Flask,
    visitor: Callable[[], Visitor],
    invite: Callable[[str], str],
    app_world: World,
    clock: MovableClock,
) -> None:
    codes, person = with_app(app, app_world.distributor, now=clock.now), visitor()
    email = person.email_of(app_world.distributor)
    assert has_account(person, invite(email)).path == "/kirjaudu"
    assert signs_in(person, email, PASSWORD).path == "/kirjaudu/koodi"
    page = person.submit({"code": codes.at(clock.now)}, action="/kirjaudu/koodi")
    assert page.h1 == "You are invited"
    assert app_world.venue.organisation.name["fi"] in page.text
    before = person.client.get_cookie("session")
    page = person.submit(action="/kutsu/")
    after = person.client.get_cookie("session")
    assert page.path == "/kohde"
    assert "You now work for" in page.text
    assert before is not None
    assert after is not None
    assert before.value != after.value  # whoever has a copy does not get the new role
    assert "/rooli" in person.open("/tili").links()


def test_who_is_signed_in_comes_straight_to_accept(
    visitor: Callable[[], Visitor], invite: Callable[[str], str], app_world: World
) -> None:
    person = visitor()
    secret = invite(person.email_of(app_world.distributor))
    person.sign_in(app_world.distributor)
    assert has_account(person, secret).h1 == "You are invited"


def test_who_works_nowhere_any_more_comes_back_by_an_invitation(
    visitor: Callable[[], Visitor], invite: Callable[[str], str], sqlite_engine: Engine
) -> None:
    with session_factory(sqlite_engine).begin() as session:
        add_account(session, now=NOW, email="former@staff.example")
    person = visitor()
    has_account(person, invite("former@staff.example"))
    assert signs_in(person, "former@staff.example", PASSWORD).h1 == "You are invited"
    assert person.submit(action="/kutsu/").path == "/kohde"


def test_no_answer_tells_whether_an_address_has_an_account(
    visitor: Callable[[], Visitor], invite: Callable[[str], str], app_world: World, sqlite_engine: Engine
) -> None:
    known = email_of(sqlite_engine, app_world.distributor.account_id)
    said = []
    for email in (known, "nobody@staff.example"):
        secret = invite(email)
        for way in (has_account, makes_account):
            person = visitor()
            answer = way(person, secret)
            address = answer.response.request.full_path.rpartition("/")[0]
            said.append((way, answer.status, address, answer.text.replace(email, "")))
    assert said[:2] == said[2:]
    with session_factory(sqlite_engine)() as session:
        assert session.scalar(select(Account.id).where(Account.email == "nobody@staff.example"))
        kept = session.scalars(select(Account.password_hash).where(Account.email == known)).one()
    assert signs_in(person_at_sign_in(visitor), known, NEW_PASSWORD).status == 422
    assert kept


def person_at_sign_in(visitor: Callable[[], Visitor]) -> Visitor:
    person = visitor()
    person.open("/kirjaudu")
    return person


def test_who_chose_a_password_although_they_had_an_account_accepts_with_their_own(
    visitor: Callable[[], Visitor], invite: Callable[[str], str], sqlite_engine: Engine
) -> None:
    with session_factory(sqlite_engine).begin() as session:
        add_account(session, now=NOW, email="former@staff.example")
    person = visitor()
    makes_account(person, invite("former@staff.example"))
    assert signs_in(person, "former@staff.example", NEW_PASSWORD).status == 422
    assert signs_in(person, "former@staff.example", PASSWORD).h1 == "You are invited"


def test_nobody_tries_passwords_at_an_invitation(
    visitor: Callable[[], Visitor], invite: Callable[[str], str], app_world: World, sqlite_engine: Engine
) -> None:
    secret = invite(email_of(sqlite_engine, app_world.distributor.account_id))
    said = {makes_account(visitor(), secret, password=one).text for one in (PASSWORD, NEW_PASSWORD)}
    assert len(said) == 1
    assert person_at_sign_in(visitor).open("/kohde").path == "/kirjaudu"


def test_an_invitation_is_for_its_own_address(
    visitor: Callable[[], Visitor], invite: Callable[[str], str], app_world: World, sqlite_engine: Engine
) -> None:
    secret, person = invite("aino@staff.example"), visitor()
    person.sign_in(app_world.distributor)
    page = has_account(person, secret)
    assert page.status == 422
    assert "This invitation is not open" in page.text
    with session_factory(sqlite_engine)() as session:
        invitation_id = session.scalars(select(Invitation.id)).one()
    token = person.open("/tili").value_of("csrf_token")
    assert person.client.post(f"/kutsu/{invitation_id}", data={"csrf_token": token}).status_code == 422
    with session_factory(sqlite_engine)() as session:
        mine = select(Membership).where(Membership.account_id == app_world.distributor.account_id)
        assert len(session.scalars(mine).all()) == 1


def test_an_unknown_invitation_is_answered_like_anothers(
    visitor: Callable[[], Visitor], app_world: World
) -> None:
    person = visitor()
    assert person.open("/kutsu/0198b8a5-0000-7000-8000-000000000000").path == "/kirjaudu"
    person.sign_in(app_world.distributor)
    page = person.open("/kutsu/0198b8a5-0000-7000-8000-000000000000")
    assert "This invitation is not open" in page.text


def test_guessing_at_invitations_is_held_up_by_address(limited_app: Flask) -> None:
    person = english_visitor(limited_app)
    statuses = [makes_account(person, f"{number:026}").status for number in range(5)]
    statuses += [has_account(person, f"{number:026}").status for number in range(6)]
    assert statuses == [422] * 10 + [429]


def test_the_log_tells_of_every_step(
    app: Flask, visitor: Callable[[], Visitor], invite: Callable[[str], str]
) -> None:
    invite("aino@staff.example")
    secret = invite("aino@staff.example")
    makes_account(visitor(), secret)
    makes_account(visitor(), secret)
    with session_factory_of(app)() as session:
        events = set(session.scalars(select(AuditRecord.event)))
    assert {
        "person_invited", "invitation_withdrawn", "invitation_accepted", "invitation_refused",
    } <= events  # fmt: skip
