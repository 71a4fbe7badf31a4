"""The people of an organisation: invited by a link, removed with a word."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.factories import PASSWORD, World, add_account
from tests.support.english import english_visitor
from tests.support.visitor import Visitor
from webapp.core.accounts.models import Account
from webapp.core.database import session_factory
from webapp.core.partners.models import Membership


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


@pytest.fixture
def contact_person(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """The venue's contact person, on the page of its people."""
    person = visitor()
    person.sign_in(app_world.venue)
    person.open(f"/henkilosto/{app_world.venue.organisation.id}/")
    return person


@pytest.fixture
def colleague(app_world: World, sqlite_engine: Engine, now: datetime) -> Account:
    """Somebody who works at the venue without being its contact person."""
    with session_factory(sqlite_engine).begin() as session:
        account = add_account(session, now=now, email="colleague@staff.example")
        session.add(
            Membership(
                account_id=account.id,
                organisation_id=app_world.venue.organisation.id,
                since=account.created_at,
            )
        )
        return account


def test_an_invitation_shows_its_link_in_full_and_only_once(
    contact_person: Visitor, app_world: World
) -> None:
    page = contact_person.submit({"email": "new@staff.example"}, action="/kutsu")
    assert page.status == 200
    assert "http://localhost/kutsu#" in page.text
    assert "new@staff.example" in page.text
    assert "29.11.2026" in page.text or "29 Nov 2026" in page.text
    again = contact_person.open(f"/henkilosto/{app_world.venue.organisation.id}/")
    assert "/kutsu#" not in again.text


def test_what_is_open_is_listed_and_a_new_one_takes_its_place(
    contact_person: Visitor, visitor: Callable[[], Visitor], app_world: World
) -> None:
    path = f"/henkilosto/{app_world.venue.organisation.id}/"
    secrets = []
    for sent in ({"email": "new@staff.example"}, {"email": "NEW@staff.example", "as_contact_person": "y"}):
        contact_person.open(path)
        page = contact_person.submit(sent, action="/kutsu")
        secrets.append(page.text.partition("/kutsu#")[2].partition(" ")[0])
    page = contact_person.open(path)
    assert page.text.count("new@staff.example") == 2  # the person, and the link that withdraws it
    assert "Invited by Testaaja. The link works until" in page.text
    statuses = []
    for secret in secrets:
        person = visitor()
        person.open("/kutsu")
        statuses.append(person.submit({"secret": secret}, action="/kutsu", button="has_account=yes").status)
    assert statuses == [422, 200]


def test_a_withdrawn_invitation_is_good_for_nothing(
    contact_person: Visitor, visitor: Callable[[], Visitor], app_world: World
) -> None:
    path = f"/henkilosto/{app_world.venue.organisation.id}/"
    page = contact_person.submit({"email": "new@staff.example"}, action="/kutsu")
    secret = page.text.partition("/kutsu#")[2].partition(" ")[0]
    contact_person.open(path)
    asked = contact_person.follow("/peru")
    assert asked.h1 == "Withdraw the invitation of new@staff.example?"
    page = contact_person.submit(action="/peru")
    assert (page.path, "The invitation has been withdrawn." in page.text) == (path, True)
    assert "new@staff.example" not in page.text
    contact_person.page = asked
    assert contact_person.submit(action="/peru").status == 404
    person = visitor()
    person.open("/kutsu")
    assert person.submit({"secret": secret}, action="/kutsu", button="has_account=yes").error_of("secret")


def test_coming_back_to_the_answers_address_leads_to_the_people(
    contact_person: Visitor, app_world: World
) -> None:
    page = contact_person.open(f"/henkilosto/{app_world.venue.organisation.id}/kutsu")
    assert page.path == f"/henkilosto/{app_world.venue.organisation.id}/"


@pytest.mark.parametrize("email", ["", "new", "new@", "new person@staff.example", "new@staff"])
def test_a_wrong_address_is_explained_and_kept(contact_person: Visitor, email: str) -> None:
    page = contact_person.submit({"email": email, "as_contact_person": "y"}, action="/kutsu")
    assert page.status == 422
    assert page.error_of("email")
    assert page.value_of("email") == email
    assert page.value_of("as_contact_person") == "y"


def test_somebody_who_works_here_already_cannot_be_invited(
    contact_person: Visitor, colleague: Account
) -> None:
    contact_person.open(contact_person.page.path)  # type: ignore[union-attr]
    page = contact_person.submit({"email": " Colleague@STAFF.example "}, action="/kutsu")
    assert page.status == 422
    assert page.error_of("email")


def test_a_removed_person_is_gone_and_cannot_be_removed_twice(
    contact_person: Visitor, colleague: Account, app_world: World
) -> None:
    path = f"/henkilosto/{app_world.venue.organisation.id}/"
    before = contact_person.open(path)
    assert colleague.email in before.text
    asked = contact_person.follow(f"/{colleague.id}/poista")
    after = contact_person.submit(action=f"/{colleague.id}/poista")
    assert after.path == path
    assert colleague.email not in after.text
    contact_person.page = asked
    assert contact_person.submit(action=f"/{colleague.id}/poista").status == 404


def test_the_only_contact_person_is_warned_and_may_leave_and_the_network_is_told(
    visitor: Callable[[], Visitor], contact_person: Visitor, app_world: World
) -> None:
    venue = app_world.venue.organisation
    coordinator = visitor()
    coordinator.speak("en")
    coordinator.sign_in(app_world.coordinator)
    assert "No contact person" not in coordinator.open("/alue/").text
    page = contact_person.follow(f"/{app_world.venue.account_id}/poista")
    assert f"{venue.name['fi']} has no contact person after this." in page.text
    assert "Otherwise the coordinator of the network has to name the next one" in page.text
    contact_person.submit(action=page.path)
    assert "No contact person: " + venue.name["fi"] in coordinator.open("/alue/").text


def test_the_national_offices_only_contact_person_cannot_leave(
    visitor: Callable[[], Visitor], app_world: World
) -> None:
    office = visitor()
    office.speak("en")
    office.sign_in(app_world.office)
    people = f"/henkilosto/{app_world.office.organisation.id}/"
    office.open(people)
    page = office.follow(f"/{app_world.office.account_id}/poista")  # there is nothing to ask
    assert (page.path, "only contact person" in page.text) == (people, True)


def test_a_removed_person_is_out_at_once(
    visitor: Callable[[], Visitor], contact_person: Visitor, colleague: Account, app_world: World
) -> None:
    other = visitor()
    other.open("/kirjaudu")
    other.submit({"email": colleague.email, "password": PASSWORD}, action="/kirjaudu")
    assert other.open("/kohde").status == 200
    contact_person.open(f"/henkilosto/{app_world.venue.organisation.id}/")
    contact_person.answer_yes(f"/{colleague.id}/poista")
    assert other.open("/kohde").path == "/kirjaudu"


def test_only_contact_persons_look_after_their_own_organisation(
    visitor: Callable[[], Visitor], colleague: Account, app_world: World
) -> None:
    other = visitor()
    other.open("/kirjaudu")
    other.submit({"email": colleague.email, "password": PASSWORD}, action="/kirjaudu")
    assert other.open(f"/henkilosto/{app_world.venue.organisation.id}/").status == 404


def test_contact_persons_see_nobody_elses_people(contact_person: Visitor, app_world: World) -> None:
    for actor in (app_world.distributor, app_world.other_venue, app_world.coordinator, app_world.office):
        assert contact_person.open(f"/henkilosto/{actor.organisation.id}/").status == 404


def test_a_coordinator_invites_and_removes_in_the_own_network_only(
    visitor: Callable[[], Visitor], colleague: Account, app_world: World
) -> None:
    coordinator = visitor()
    coordinator.sign_in(app_world.coordinator)
    own = coordinator.open(f"/henkilosto/{app_world.venue.organisation.id}/")
    assert "/kutsu#" in coordinator.submit({"email": "new@staff.example"}, action="/kutsu").text
    coordinator.page = own
    token = own.value_of("csrf_token")
    answer = coordinator.client.post(
        f"/henkilosto/{app_world.other_venue.organisation.id}/kutsu",
        data={"csrf_token": token, "email": "new@staff.example"},
    )
    assert answer.status_code == 404
