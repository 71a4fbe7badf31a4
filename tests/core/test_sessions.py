"""Sessions of staff, on both databases: whom a token identifies, and when it identifies nobody."""

from datetime import datetime, timedelta

import pyotp
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import PASSWORD, World, session_of
from webapp.core.accounts.actions import change_password, prove_again
from webapp.core.accounts.factors.codes import add_app, make_recovery_codes
from webapp.core.accounts.factors.demand import FactorDemand
from webapp.core.accounts.models import Proof, StaffSession
from webapp.core.accounts.sessions import (
    SESSION_LASTS,
    SESSION_RESTS,
    NewSession,
    begin_session,
    choose_organisation,
    end_one_session,
    end_other_sessions,
    end_session,
    forget_ended_sessions,
    note_proof,
    note_use,
    own_sessions,
)
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.identifiers import digest
from webapp.core.partners.models import Membership
from webapp.core.partners.queries import SIGNED_IN, SignedIn, acting_person, signed_in

APP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEEDED = FactorDemand()


@pytest.fixture
def token(session: Session, world: World, now: datetime) -> str:
    """Somebody of the venue, signed in and at work."""
    return session_of(session, world.venue, now=now)


def found_by(session: Session, token: str, now: datetime, demand: FactorDemand = NEEDED) -> SignedIn | None:
    """Whom a token identifies."""
    return signed_in(session, token, demand, now=now)


def test_a_token_identifies_its_person_as_an_actor(
    session: Session, world: World, token: str, now: datetime
) -> None:
    found = found_by(session, token, now)
    assert found is not None
    assert (found.actor, found.account_id, found.proved_at) == (world.venue, world.venue.account_id, now)


def test_nobody_acts_before_a_place_is_chosen_and_only_where_they_work(
    session: Session, world: World, now: datetime
) -> None:
    new = NewSession(world.venue.account_id, None, Proof.FACTOR)
    token = begin_session(session, new, now=now)
    before = found_by(session, token, now)
    assert before is not None
    assert (before.actor, before.has_chosen_organisation) == (None, False)
    token = choose_organisation(session, token, world.other_venue.organisation.id)
    elsewhere = found_by(session, token, now)
    assert elsewhere is not None
    assert (elsewhere.actor, elsewhere.has_chosen_organisation, elsewhere.owes_factor) == (None, True, False)
    token = choose_organisation(session, token, world.venue.organisation.id)
    there = found_by(session, token, now)
    assert there is not None
    assert there.actor == world.venue


def test_a_new_right_has_a_new_token_and_the_same_end(
    session: Session, token: str, world: World, now: datetime
) -> None:
    later = now + timedelta(hours=1)
    chosen = choose_organisation(session, token, world.venue.organisation.id)
    proved = note_proof(session, chosen, Proof.FACTOR, now=later)
    assert [bool(found_by(session, one, later)) for one in (token, chosen, proved)] == [False, False, True]
    note_use(session, session.scalars(select(StaffSession.id)).one(), now=now + SESSION_LASTS)
    assert found_by(session, proved, now + SESSION_LASTS) is None


def test_a_browser_that_was_left_is_signed_out_and_one_in_use_is_not(
    session: Session, token: str, now: datetime
) -> None:
    minute = timedelta(minutes=1)
    assert found_by(session, token, now + SESSION_RESTS - minute)
    assert found_by(session, token, now + SESSION_RESTS) is None
    note_use(session, session.scalars(select(StaffSession.id)).one(), now=now + SESSION_RESTS - minute)
    assert found_by(session, token, now + SESSION_RESTS)


@pytest.mark.parametrize(
    ("proof", "demand", "acts"),
    [
        (Proof.FACTOR, FactorDemand(of_all=True), True),
        (Proof.PASSWORD, FactorDemand(), True),
        (Proof.PASSWORD, FactorDemand(of_all=True), False),
        (Proof.ONE_CLICK, FactorDemand(of_all=True, one_click_counts=True), True),
    ],
)
def test_who_works_at_one_counter_acts_as_it_is_demanded(
    session: Session, world: World, now: datetime, proof: Proof, demand: FactorDemand, *, acts: bool
) -> None:
    session.get_one(
        Membership, (world.venue.account_id, world.venue.organisation.id)
    ).is_contact_person = False
    session.flush()
    found = found_by(session, session_of(session, world.venue, now=now, proof=proof), now, demand)
    assert found is not None
    assert (found.actor is not None, found.owes_factor) == (acts, not acts)


def test_who_sees_many_peoples_cards_and_every_contact_person_acts_by_a_factor_only(
    session: Session, world: World, now: datetime
) -> None:
    for actor in (world.venue, world.distributor, world.coordinator, world.office):
        for is_contact in {True, actor is world.venue}:
            membership = session.get_one(Membership, (actor.account_id, actor.organisation.id))
            membership.is_contact_person = is_contact
            session.flush()
            found = found_by(session, session_of(session, actor, now=now, proof=Proof.PASSWORD), now)
            assert found is not None
            assert found.owes_factor


def test_a_click_of_the_demonstration_is_nobody_elsewhere(
    session: Session, world: World, now: datetime
) -> None:
    token = session_of(session, world.venue, now=now, proof=Proof.ONE_CLICK)
    assert found_by(session, token, now) is None
    asked = {"token_digest": digest(token), "now": now, "latest": now, "used_since": now - SESSION_RESTS}
    assert acting_person(session.execute(SIGNED_IN, asked).one(), FactorDemand()) is None


def test_a_person_of_two_places_has_other_roles(
    session: Session, world: World, token: str, now: datetime
) -> None:
    session.add(
        Membership(
            account_id=world.venue.account_id, organisation_id=world.distributor.organisation.id, since=now
        )
    )
    found = found_by(session, token, now)
    assert found is not None
    assert found.actor is not None
    assert found.actor.has_other_roles


def test_an_ended_session_identifies_nobody(session: Session, token: str, now: datetime) -> None:
    note_use(session, session.scalars(select(StaffSession.id)).one(), now=now + SESSION_LASTS)
    assert found_by(session, token, now + SESSION_LASTS - timedelta(seconds=1))
    assert found_by(session, token, now + SESSION_LASTS) is None
    assert found_by(session, "another token", now) is None
    end_session(session, token)
    assert found_by(session, token, now) is None


def test_a_password_proves_a_person_again_and_with_a_factor_it_needs_a_code(
    session: Session, world: World, now: datetime
) -> None:
    account_id = world.venue.account_id
    with pytest.raises(RefusedError):
        prove_again(session, account_id, password="not the password", code="", now=now)
    assert prove_again(session, account_id, password=PASSWORD, code="", now=now) is Proof.PASSWORD
    (code,) = make_recovery_codes(session, account_id, now=now)[:1]
    add_app(session, account_id, APP, code=pyotp.TOTP(APP).at(now), now=now)
    with pytest.raises(RefusedError):
        prove_again(session, account_id, password=PASSWORD, code="", now=now)
    assert prove_again(session, account_id, password=PASSWORD, code=code, now=now) is Proof.FACTOR


def test_a_person_sees_their_sessions_and_may_end_one_or_all_others_and_nobody_elses(
    session: Session, world: World, token: str, now: datetime
) -> None:
    account_id = world.venue.account_id
    others = [session_of(session, world.venue, now=now) for _ in range(3)]
    colleague = session_of(session, world.office, now=now)
    mine = own_sessions(session, account_id, now=now)
    assert len(mine) == 4
    one = next(found for found in mine if found.token_digest == digest(others[0]))
    with pytest.raises(NotFoundError):
        end_one_session(session, world.office.account_id, one.id, now=now)
    end_one_session(session, account_id, one.id, now=now)
    assert [bool(found_by(session, other, now)) for other in others] == [False, True, True]
    end_other_sessions(session, account_id, token, now=now)
    assert [bool(found_by(session, other, now)) for other in others] == [False, False, False]
    assert found_by(session, token, now)
    assert found_by(session, colleague, now)


def test_a_new_password_ends_every_session(session: Session, world: World, token: str, now: datetime) -> None:
    new = "neljä vihreää aasia lentää"
    change_password(session, world.venue.account_id, current=PASSWORD, new=new, now=now)
    assert found_by(session, token, now) is None


def test_only_sessions_that_have_ended_are_forgotten(
    session: Session, world: World, token: str, now: datetime
) -> None:
    later = now + SESSION_LASTS
    young = session_of(session, world.office, now=later)
    forget_ended_sessions(session, now=later)
    assert found_by(session, young, later)
    assert session.scalar(select(func.count()).select_from(StaffSession)) == 1
