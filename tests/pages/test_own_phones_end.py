"""Who leaves a venue, or changes a password, loses what their own phones hold of the register."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import PASSWORD, World, add_account
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.accounts.actor import Actor
from webapp.core.partners.models import Membership
from webapp.core.partners.queries import actor_of

OURS = {"Origin": "http://localhost"}
NEW_PASSWORD = "kolme vihreää kirahvia hiljaa"


@pytest.fixture
def colleague(app: Flask, app_world: World) -> Actor:
    """Somebody else who works at the venue."""
    here = app_world.venue.organisation.id
    with session_factory_of(app).begin() as session:
        account = add_account(session, now=NOW)
        session.add(
            Membership(account_id=account.id, organisation_id=here, is_contact_person=False, since=NOW)
        )
        session.flush()
        actor = actor_of(session, account_id=account.id, organisation_id=here)
    assert actor is not None
    return actor


@pytest.fixture
def phone(visitor: Callable[[], Visitor], colleague: Actor) -> Visitor:
    """Their own phone, with a list of cards."""
    own = visitor()
    own.sign_in(colleague)
    assert asked(own, "/api/device", {}) == (200, "")
    assert asked(own, "/api/device/list", {"since": None})[0] == 200
    return own


def asked(phone: Visitor, path: str, body: dict[str, object]) -> tuple[int, str]:
    """The status, and the code of a problem."""
    answer = phone.client.post(path, json=body, headers=OURS)
    return answer.status_code, (answer.get_json() or {}).get("code", "") if answer.is_json else ""


def test_who_is_removed_loses_the_list_of_their_own_phone(
    phone: Visitor, visitor: Callable[[], Visitor], colleague: Actor, app_world: World
) -> None:
    contact = visitor()
    contact.speak("en")
    contact.sign_in(app_world.venue)
    contact.open(f"/henkilosto/{colleague.organisation.id}/")
    contact.answer_yes(f"/{colleague.account_id}/poista")
    assert asked(phone, "/api/device/list", {"since": None}) == (401, "revoked")


def test_who_changes_the_password_elsewhere_loses_it_too(
    phone: Visitor, visitor: Callable[[], Visitor], colleague: Actor
) -> None:
    computer = visitor()
    computer.speak("en")
    computer.sign_in(colleague)
    computer.open("/tili")
    page = computer.submit({"current_password": PASSWORD, "password": NEW_PASSWORD}, action="/tili")
    assert "has been changed" in page.text
    assert asked(phone, "/api/device/list", {"since": None}) == (401, "revoked")


def test_who_signs_out_elsewhere_keeps_the_list_of_the_phone_in_their_hand(
    phone: Visitor, visitor: Callable[[], Visitor], colleague: Actor
) -> None:
    other = visitor()
    other.speak("en")
    other.sign_in(colleague)
    assert asked(other, "/api/device", {}) == (200, "")
    other.open("/tili")
    other.answer_yes("/tili/muut-laitteet")
    assert asked(phone, "/api/device/list", {"since": None}) == (401, "revoked")
    assert asked(other, "/api/device/list", {"since": None})[0] == 200
