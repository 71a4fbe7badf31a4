"""Whoever looks after people helps one who cannot sign in, after showing that it is they."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests.conftest import NOW, MovableClock
from tests.factories import World, add_account
from tests.support.english import english_visitor
from tests.support.outbox import delivered, link_in
from tests.support.second_factor import with_app
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.accounts.actor import Actor
from webapp.core.accounts.factors.sign_in import needs_factor
from webapp.core.partners.models import Membership
from webapp.core.partners.queries import actor_of

OURS = {"Origin": "http://localhost"}


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


@pytest.fixture
def colleague(app: Flask, app_world: World) -> Actor:
    """Somebody else who works at the venue."""
    here = app_world.venue.organisation.id
    with session_factory_of(app).begin() as session:
        account = add_account(session, now=NOW, email="colleague@staff.example")
        session.add(Membership(account_id=account.id, organisation_id=here, since=NOW))
        session.flush()
        actor = actor_of(session, account_id=account.id, organisation_id=here)
    assert actor is not None
    return actor


@pytest.fixture
def contact(visitor: Callable[[], Visitor], app_world: World, colleague: Actor) -> Visitor:
    """The venue's contact person, on the page of its people."""
    person = visitor()
    person.sign_in(app_world.venue)
    person.open(f"/henkilosto/{app_world.venue.organisation.id}/")
    return person


def test_a_contact_person_has_a_link_sent_and_does_not_see_it(
    app: Flask, contact: Visitor, colleague: Actor, visitor: Callable[[], Visitor]
) -> None:
    contact.follow("/kirjautuminen")
    question = contact.follow("/kirjautuminen/salasana")
    assert "colleague@staff.example" in question.text
    page = contact.submit(action="/kirjautuminen/salasana")
    assert page.path == f"/henkilosto/{colleague.organisation.id}/"
    assert "The link is on its way" in page.text
    (mail,) = delivered(app)
    path, secret = link_in(mail)
    assert mail["To"] == "colleague@staff.example"
    assert secret not in page.body
    person = visitor()
    person.open(path)
    done = person.submit({"secret": secret, "password": "neljä vihreää aasia lentää"}, action=path)
    assert "Your password has been changed." in done.text


def test_lost_factors_are_removed_and_the_person_is_told_and_signed_out(
    app: Flask, contact: Visitor, colleague: Actor, visitor: Callable[[], Visitor], clock: MovableClock
) -> None:
    with_app(app, colleague, now=clock.now)
    phone = visitor()
    phone.sign_in(colleague)
    assert phone.client.post("/api/device", json={}, headers=OURS).status_code == 200
    contact.follow("/kirjautuminen")
    assert "Removed." in contact.answer_yes("/kirjautuminen/tunnistus").text
    with session_factory_of(app)() as session:
        assert not needs_factor(session, colleague.account_id)
    assert phone.open("/kohde").path == "/kirjaudu"
    answer = phone.client.post("/api/device/list", json={"since": None}, headers=OURS)
    assert answer.get_json()["code"] == "revoked"
    assert phone.write_password(colleague).path == "/kohde"
    told = [one for one in delivered(app) if "removed all passkeys" in one.get_content()]
    assert [one["To"] for one in told] == ["colleague@staff.example"]


def test_a_person_is_signed_out_everywhere_and_comes_in_again_as_before(
    contact: Visitor, colleague: Actor, visitor: Callable[[], Visitor]
) -> None:
    phone = visitor()
    phone.sign_in(colleague)
    assert phone.client.post("/api/device", json={}, headers=OURS).status_code == 200
    contact.follow("/kirjautuminen")
    assert "signed out on all devices" in contact.answer_yes("/kirjautuminen/ulos").text
    assert phone.open("/kohde").path == "/kirjaudu"
    answer = phone.client.post("/api/device/list", json={"since": None}, headers=OURS)
    assert answer.get_json()["code"] == "revoked"
    assert phone.write_password(colleague).path == "/kohde"


def test_help_asks_first_whether_it_is_they(contact: Visitor, colleague: Actor, clock: MovableClock) -> None:
    clock.now += timedelta(minutes=21)
    page = contact.follow("/kirjautuminen")
    assert "show first that it is you" in page.text
    for act in ("salasana", "tunnistus", "ulos"):
        path = f"/henkilosto/{colleague.organisation.id}/{colleague.account_id}/kirjautuminen/{act}"
        assert path not in page.body
        sent = {"confirmed": "yes", "csrf_token": page.value_of("csrf_token")}
        assert "/vahvista" in contact.client.post(path, data=sent).location


def test_nobody_is_offered_help_with_their_own_account(
    contact: Visitor, colleague: Actor, app_world: World
) -> None:
    page = contact.open(f"/henkilosto/{app_world.venue.organisation.id}/")
    assert f"/{colleague.account_id}/kirjautuminen" in page.body
    own = f"/{app_world.venue.account_id}/kirjautuminen"
    assert own not in page.body
    assert contact.open(f"/henkilosto/{app_world.venue.organisation.id}{own}/").status == 404


def test_who_also_works_elsewhere_is_sent_on_to_the_office_above(
    app: Flask, contact: Visitor, colleague: Actor, app_world: World
) -> None:
    with session_factory_of(app).begin() as session:
        elsewhere = app_world.other_venue.organisation.id
        session.add(Membership(account_id=colleague.account_id, organisation_id=elsewhere, since=NOW))
    contact.follow("/kirjautuminen")
    page = contact.follow("/kirjautuminen/tunnistus")
    assert "also works at a place that you do not look after" in page.text


def test_invitation_and_removal_are_told_by_mail(app: Flask, contact: Visitor, colleague: Actor) -> None:
    page = contact.submit({"email": "new@staff.example"}, action="/kutsu")
    (mail,) = delivered(app)
    path, secret = link_in(mail)
    assert (mail["To"], f"{path}#{secret}" in page.text) == ("new@staff.example", True)
    contact.open(f"/henkilosto/{colleague.organisation.id}/")
    contact.answer_yes(f"/{colleague.account_id}/poista")
    (gone,) = delivered(app)
    assert gone["To"] == "colleague@staff.example"
    assert "You can no longer work" in gone.get_content()
