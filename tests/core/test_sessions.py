"""Sessions of staff, on both databases: whom a token identifies, and when it identifies nobody."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import PASSWORD, World
from webapp.core.accounts.actions import change_password
from webapp.core.accounts.models import StaffSession
from webapp.core.accounts.sessions import (
    SESSION_LASTS,
    begin_session,
    choose_organisation,
    end_other_sessions,
    end_session,
    forget_ended_sessions,
    other_sessions,
    prove_again,
)
from webapp.core.errors import RefusedError
from webapp.core.partners.models import Membership
from webapp.core.partners.queries import signed_in


@pytest.fixture
def token(session: Session, world: World, now: datetime) -> str:
    """Somebody of the venue, signed in and at work."""
    return begin_session(session, world.venue.account_id, world.venue.organisation.id, now=now)


def test_a_token_identifies_its_person_as_an_actor(
    session: Session, world: World, token: str, now: datetime
) -> None:
    found = signed_in(session, token, now=now)
    assert found is not None
    assert (found.actor, found.account_id, found.proved_at) == (world.venue, world.venue.account_id, now)


def test_nobody_acts_before_a_place_is_chosen_and_only_where_they_work(
    session: Session, world: World, now: datetime
) -> None:
    token = begin_session(session, world.venue.account_id, None, now=now)
    before = signed_in(session, token, now=now)
    assert before is not None
    assert (before.actor, before.has_chosen_organisation) == (None, False)
    choose_organisation(session, token, world.other_venue.organisation.id)
    elsewhere = signed_in(session, token, now=now)
    assert elsewhere is not None
    assert (elsewhere.actor, elsewhere.has_chosen_organisation) == (None, True)
    choose_organisation(session, token, world.venue.organisation.id)
    there = signed_in(session, token, now=now)
    assert there is not None
    assert there.actor == world.venue


def test_a_person_of_two_places_has_other_roles(
    session: Session, world: World, token: str, now: datetime
) -> None:
    session.add(
        Membership(
            account_id=world.venue.account_id, organisation_id=world.distributor.organisation.id, since=now
        )
    )
    found = signed_in(session, token, now=now)
    assert found is not None
    assert found.actor is not None
    assert found.actor.has_other_roles


def test_an_ended_session_identifies_nobody(session: Session, token: str, now: datetime) -> None:
    assert signed_in(session, token, now=now + SESSION_LASTS - timedelta(seconds=1))
    assert signed_in(session, token, now=now + SESSION_LASTS) is None
    assert signed_in(session, "another token", now=now) is None
    end_session(session, token)
    assert signed_in(session, token, now=now) is None


def test_the_right_password_proves_the_person_again_and_a_wrong_one_does_not(
    session: Session, token: str, now: datetime
) -> None:
    later = now + timedelta(hours=2)
    with pytest.raises(RefusedError):
        prove_again(session, token, password="not the password", now=later)
    before = signed_in(session, token, now=later)
    prove_again(session, token, password=PASSWORD, now=later)
    after = signed_in(session, token, now=later)
    assert before is not None
    assert after is not None
    assert (before.proved_at, after.proved_at) == (now, later)


def test_a_person_may_end_their_other_sessions_and_nobody_elses(
    session: Session, world: World, token: str, now: datetime
) -> None:
    mine = begin_session(session, world.venue.account_id, None, now=now)
    begin_session(session, world.office.account_id, None, now=now)
    assert other_sessions(session, world.venue.account_id, token, now=now) == 1
    end_other_sessions(session, world.venue.account_id, token, now=now)
    assert other_sessions(session, world.venue.account_id, token, now=now) == 0
    assert signed_in(session, mine, now=now) is None
    assert session.scalar(select(func.count()).select_from(StaffSession)) == 2


def test_a_new_password_ends_every_session(session: Session, world: World, token: str, now: datetime) -> None:
    new = "neljä vihreää aasia lentää"
    change_password(session, world.venue.account_id, current=PASSWORD, new=new, now=now)
    assert signed_in(session, token, now=now) is None


def test_only_sessions_that_have_ended_are_forgotten(
    session: Session, world: World, token: str, now: datetime
) -> None:
    later = now + SESSION_LASTS
    young = begin_session(session, world.office.account_id, None, now=later)
    forget_ended_sessions(session, now=later)
    assert signed_in(session, young, now=later)
    assert session.scalar(select(func.count()).select_from(StaffSession)) == 1
