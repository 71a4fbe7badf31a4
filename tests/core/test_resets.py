"""A lost password or factor, on both databases: who may help whom, what a link opens, and what ends by it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tests.factories import PASSWORD, World, add_account, session_of
from tests.support.race import times_won
from webapp.core.accounts.actions import change_password, sign_in
from webapp.core.accounts.actor import Actor
from webapp.core.accounts.factors.codes import add_app, make_recovery_codes, new_app_secret
from webapp.core.accounts.factors.demand import FactorDemand
from webapp.core.accounts.factors.sign_in import begin_sign_in, begun_sign_in, needs_factor
from webapp.core.accounts.models import Account, Proof
from webapp.core.accounts.resets.actions import make_link, remove_factors, set_password_by_link
from webapp.core.accounts.resets.models import PasswordLink
from webapp.core.accounts.resets.reasons import ResetRefusal
from webapp.core.audit.models import AuditRecord
from webapp.core.database import session_factory
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.mails.models import Mail, MailKind
from webapp.core.partners.help import (
    person_to_help,
    person_without_factors,
    remove_lost_factors,
    send_password_link,
    sign_person_out,
)
from webapp.core.partners.models import Membership, Organisation
from webapp.core.partners.queries import actor_of, signed_in

NEW = "neljä vihreää aasia lentää"
HOUR = timedelta(hours=1)


def link_for(session: Session, actor: Actor, *, now: datetime) -> str:
    return make_link(session, actor.account_id, until=now + HOUR, now=now)


def reason_of(act: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as refused:
        act()
    return str(refused.value.reason)


def test_a_link_sets_a_new_password_once_and_ends_every_session(
    session: Session, world: World, now: datetime
) -> None:
    token = session_of(session, world.venue, now=now)
    begun = begin_sign_in(session, world.venue.account_id, None, now=now)
    secret = link_for(session, world.venue, now=now)
    account = set_password_by_link(session, secret.lower(), password=NEW, now=now)
    assert sign_in(session, email=account.email, password=NEW, now=now).id == world.venue.account_id
    assert reason_of(lambda: sign_in(session, email=account.email, password=PASSWORD, now=now))
    assert signed_in(session, token, FactorDemand(), now=now) is None
    assert begun_sign_in(session, begun, now=now) is None
    again = lambda: set_password_by_link(session, secret, password=f"{NEW}!", now=now)  # noqa: E731 - said twice
    assert reason_of(again) == ResetRefusal.PASSWORD_LINK_INVALID
    events = session.scalars(select(AuditRecord.event)).all()
    assert events.count("password_set_by_link") == 1


def test_a_link_works_until_its_time_and_a_weak_password_does_not_use_it_up(
    session: Session, world: World, now: datetime
) -> None:
    secret = link_for(session, world.venue, now=now)
    late = lambda: set_password_by_link(session, secret, password=NEW, now=now + HOUR)  # noqa: E731 - an act
    assert reason_of(late) == ResetRefusal.PASSWORD_LINK_INVALID
    last = now + HOUR - timedelta(seconds=1)
    weak = lambda: set_password_by_link(session, secret, password="short", now=last)  # noqa: E731 - an act
    assert reason_of(weak) == "password_too_short"
    assert set_password_by_link(session, secret, password=NEW, now=last)


def test_a_person_has_one_open_link_and_a_new_password_ends_it(
    session: Session, world: World, now: datetime
) -> None:
    first, second = (link_for(session, world.venue, now=now) for _ in range(2))
    of_office = link_for(session, world.office, now=now)
    assert reason_of(lambda: set_password_by_link(session, first, password=NEW, now=now))
    change_password(session, world.venue.account_id, current=PASSWORD, new=NEW, now=now)
    assert reason_of(lambda: set_password_by_link(session, second, password=NEW, now=now))
    assert set_password_by_link(session, of_office, password=NEW, now=now).id == world.office.account_id


def test_of_many_who_use_a_link_at_once_one_gets_through(engine: Engine, now: datetime) -> None:
    with session_factory(engine).begin() as session:
        account = add_account(session, now=now)
        secret = make_link(session, account.id, until=now + HOUR, now=now)
    assert times_won(engine, lambda own: set_password_by_link(own, secret, password=NEW, now=now)) == 1
    with session_factory(engine)() as session:
        assert session.scalars(select(PasswordLink)).all() == []


def test_a_link_leaves_the_second_factor_as_it_is(session: Session, world: World, now: datetime) -> None:
    app = new_app_secret()
    add_app(session, world.venue.account_id, app, code=pyotp.TOTP(app).at(now), now=now)
    set_password_by_link(session, link_for(session, world.venue, now=now), password=NEW, now=now)
    assert needs_factor(session, world.venue.account_id)


def test_removed_factors_leave_the_password_and_end_every_session(
    session: Session, world: World, now: datetime
) -> None:
    account_id, app = world.venue.account_id, new_app_secret()
    add_app(session, account_id, app, code=pyotp.TOTP(app).at(now), now=now)
    make_recovery_codes(session, account_id, now=now)
    token = session_of(session, world.venue, now=now)
    remove_factors(session, account_id)
    assert not needs_factor(session, account_id)
    assert signed_in(session, token, FactorDemand(), now=now) is None
    # Where a factor is demanded they get no further than to where one is set up.
    again = session_of(session, world.venue, now=now, proof=Proof.PASSWORD)
    found = signed_in(session, again, FactorDemand(), now=now)
    assert found is not None
    assert (found.actor, found.owes_factor) == (None, True)


@dataclass(frozen=True)
class People:
    """Somebody who works at each place, without being its contact person."""

    at_office: int
    at_coordinator: int
    at_distributor: int
    at_venue: int
    at_other_venue: int


@pytest.fixture
def people(session: Session, world: World, now: datetime) -> People:
    def one_at(actor: Actor) -> int:
        account = add_account(session, now=now)
        session.add(Membership(account_id=account.id, organisation_id=actor.organisation.id, since=now))
        session.flush()
        return account.id

    return People(
        *map(one_at, (world.office, world.coordinator, world.distributor, world.venue, world.other_venue))
    )


HELPED_BY = {
    "office": {"at_office", "at_coordinator", "at_distributor", "at_venue", "at_other_venue"},
    "coordinator": {"at_coordinator", "at_distributor", "at_venue"},
    "distributor": {"at_distributor"},
    "venue": {"at_venue"},
    "other_venue": {"at_other_venue"},
}


@pytest.mark.parametrize("helper", HELPED_BY)
def test_who_looks_after_a_place_helps_its_people_and_nobody_else(
    session: Session, world: World, people: People, helper: str
) -> None:
    actor = getattr(world, helper)
    helped = set()
    for place in ("at_office", "at_coordinator", "at_distributor", "at_venue", "at_other_venue"):
        organisation_id = getattr(world, place.removeprefix("at_")).organisation.id
        try:
            person_to_help(session, actor, organisation_id, account_id=getattr(people, place))
        except NotFoundError:
            continue
        helped.add(place)
    assert helped == HELPED_BY[helper]


def test_nobody_helps_themself_nor_without_being_a_contact_person(
    session: Session, world: World, people: People
) -> None:
    here = world.venue.organisation.id
    with pytest.raises(NotFoundError):
        person_to_help(session, world.venue, here, account_id=world.venue.account_id)
    colleague = actor_of(session, account_id=people.at_venue, organisation_id=here)
    assert colleague is not None
    with pytest.raises(NotFoundError):
        person_to_help(session, colleague, here, account_id=world.venue.account_id)


def test_nobody_takes_the_factors_of_who_also_works_where_they_may_not(
    session: Session, world: World, people: People, now: datetime
) -> None:
    here = world.venue.organisation.id
    person_without_factors(session, world.venue, here, account_id=people.at_venue)
    session.add(
        Membership(account_id=people.at_venue, organisation_id=world.office.organisation.id, since=now)
    )
    session.flush()
    for actor in (world.venue, world.coordinator):
        refused = lambda actor=actor: person_without_factors(  # noqa: E731 - an act of each
            session, actor, here, account_id=people.at_venue
        )
        assert reason_of(refused) == ResetRefusal.WORKS_ELSEWHERE
        assert person_to_help(session, actor, here, account_id=people.at_venue)
    assert person_without_factors(session, world.office, here, account_id=people.at_venue)
    session.get_one(Organisation, world.office.organisation.id).is_active = False
    session.flush()
    assert person_without_factors(session, world.venue, here, account_id=people.at_venue)


def test_help_is_told_to_the_person_and_written_down(
    session: Session, world: World, people: People, now: datetime
) -> None:
    membership = person_to_help(session, world.venue, world.venue.organisation.id, account_id=people.at_venue)
    send_password_link(session, world.venue, membership, language="sv", now=now)
    remove_lost_factors(session, world.venue, membership, language="sv", now=now)
    address = session.get_one(Account, people.at_venue).email
    mails = session.execute(select(Mail.kind, Mail.address, Mail.language).order_by(Mail.id)).all()
    assert {tuple(one) for one in mails} == {
        (MailKind.PASSWORD_LINK_BY_STAFF, address, "sv"), (MailKind.FACTORS_REMOVED, address, "sv"),
    }  # fmt: skip
    sign_person_out(session, world.venue, membership, now=now)
    written = session.execute(select(AuditRecord.event, AuditRecord.account_id, AuditRecord.facts)).all()
    assert ("password_link_sent_for", world.venue.account_id, {"to_account_id": people.at_venue}) in [
        tuple(one) for one in written
    ]
    assert ("signed_out_for", world.venue.account_id, {"signed_out_account_id": people.at_venue}) in [
        tuple(one) for one in written
    ]
    assert ("factors_removed_for", world.venue.account_id, {"of_account_id": people.at_venue}) in [
        tuple(one) for one in written
    ]
