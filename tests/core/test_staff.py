"""Who may do what to whom with staff: contact persons with their own, the office above with the rest."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tests.factories import World, add_account, add_actor, add_organisation, make_world
from tests.support.race import times_won
from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Role
from webapp.core.audit.models import AuditRecord
from webapp.core.database import session_factory
from webapp.core.errors import NotAllowedError, NotFoundError, RefusedError
from webapp.core.networks.models import Network
from webapp.core.partners.actions import leaves_nobody, remove_person
from webapp.core.partners.help import (
    person_to_help,
    person_without_factors,
    remove_lost_factors,
    send_password_link,
    sign_person_out,
)
from webapp.core.partners.invitations import (
    INVITATION_LASTS,
    Invited,
    accept_invitation,
    invitation_to_withdraw,
    invite_person,
    make_account_to_join,
    open_invitation,
    open_invitations,
    withdraw_invitation,
)
from webapp.core.partners.models import Invitation, Membership, Organisation
from webapp.core.partners.queries import actor_of, staff_of
from webapp.core.partners.reasons import PartnerRefusal

ROLES = ("venue", "distributor", "coordinator", "office")
OTHERS = ("other_venue", "other_distributor", "second_coordinator", "pop_up")
NEW_PASSWORD = "neljä vihreää aasia lentää"

MANAGES: dict[str, set[str]] = {
    "venue contact": {"venue"},
    "venue colleague": set(),
    "distributor contact": {"distributor"},
    "distributor colleague": set(),
    "coordinator contact": {"coordinator", "venue", "distributor"},
    "coordinator colleague": {"venue", "distributor"},
    "office contact": {*ROLES, *OTHERS},
    "office colleague": {*ROLES, *OTHERS} - {"office"},
    "counter phone": set(),
}
"""Whose people each of them looks after; everybody else's are not there for them."""


@dataclass(frozen=True)
class Cast:
    """Who acts, and the organisations that they act on, by their names in the table."""

    actors: dict[str, Actor]
    organisations: dict[str, int]


def colleague_of(session: Session, actor: Actor, *, now: datetime, is_contact_person: bool = False) -> Actor:
    """Somebody else who works there."""
    account, here = add_account(session, now=now), actor.organisation.id
    session.add(
        Membership(
            account_id=account.id, organisation_id=here, is_contact_person=is_contact_person, since=now
        )
    )
    session.flush()
    found = actor_of(session, account_id=account.id, organisation_id=here)
    assert found is not None
    return found


@pytest.fixture
def cast(session: Session, world: World, now: datetime) -> Cast:
    kainuu = session.get_one(Network, world.kainuu)
    actors: dict[str, Actor] = {}
    organisations = {name: getattr(world, name).organisation.id for name in (*ROLES, *OTHERS[:2])}
    organisations["second_coordinator"] = add_actor(
        session, "coordinator", now=now, network=kainuu
    ).organisation.id
    organisations["pop_up"] = add_organisation(session, "venue").id
    for role in ROLES:
        contact: Actor = getattr(world, role)
        actors[f"{role} contact"] = contact
        actors[f"{role} colleague"] = colleague_of(session, contact, now=now)
    actors["counter phone"] = phone_of(world.venue)
    return Cast(actors, organisations)


def phone_of(actor: Actor) -> Actor:
    """A counter's phone at the actor's venue, which is nobody."""
    return replace(actor, person_id=None, role=Role.COUNTER_DEVICE, is_contact_person=False)


def somebody_there(session: Session, organisation_id: int, *, now: datetime) -> int:
    """A person to be removed."""
    account = add_account(session, now=now)
    session.add(Membership(account_id=account.id, organisation_id=organisation_id, since=now))
    session.flush()
    return account.id


def an_invitation(session: Session, world: World, organisation_id: int, *, now: datetime) -> Invitation:
    """An open one, made by the national office's contact person."""
    invited = Invited("somebody@staff.example")
    return invite_person(session, world.office, organisation_id, invited=invited, now=now).invitation


def helped(
    session: Session, find: Callable[..., Membership], actor: Actor, there: int, now: datetime
) -> Membership:
    """Somebody of an organisation who cannot sign in, as the actor finds them."""
    return find(session, actor, there, account_id=somebody_there(session, there, now=now))


ACTS: dict[str, Callable[[Session, World, Actor, int, datetime], Any]] = {
    "list": lambda session, _world, actor, there, _now: staff_of(session, actor, there, language="fi"),
    "list invitations": lambda session, _world, actor, there, now: open_invitations(
        session, actor, there, now=now
    ),
    "invite": lambda session, _world, actor, there, now: invite_person(
        session, actor, there, invited=Invited("new@staff.example"), now=now
    ),
    "invite a contact person": lambda session, _world, actor, there, now: invite_person(
        session, actor, there, invited=Invited("new@staff.example", as_contact_person=True), now=now
    ),
    "withdraw": lambda session, world, actor, there, now: withdraw_invitation(
        session, actor, there, invitation_id=an_invitation(session, world, there, now=now).id, now=now
    ),
    "send a link to a new password": lambda session, _world, actor, there, now: send_password_link(
        session, actor, helped(session, person_to_help, actor, there, now), language="fi", now=now
    ),
    "remove lost factors": lambda session, _world, actor, there, now: remove_lost_factors(
        session, actor, helped(session, person_without_factors, actor, there, now), language="fi", now=now
    ),
    "sign out": lambda session, _world, actor, there, now: sign_person_out(
        session, actor, helped(session, person_to_help, actor, there, now), now=now
    ),
    "remove": lambda session, _world, actor, there, now: remove_person(
        session, actor, there, account_id=somebody_there(session, there, now=now), now=now
    ),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", MANAGES)
def test_who_may_do_what_to_whom(
    session: Session, world: World, cast: Cast, now: datetime, *, who: str, act: str
) -> None:
    actor, done = cast.actors[who], set()
    for name, organisation_id in cast.organisations.items():
        with session.begin_nested() as attempt:
            try:
                ACTS[act](session, world, actor, organisation_id, now)
                done.add(name)
            except (NotFoundError, NotAllowedError):
                attempt.rollback()
    assert done == MANAGES[who]


@pytest.mark.parametrize("whom", [*ROLES, *OTHERS[:3]])
def test_the_last_contact_person_may_leave_where_an_office_above_names_the_next_one(
    session: Session, world: World, cast: Cast, now: datetime, whom: str
) -> None:
    there = cast.organisations[whom]
    members = select(Membership).where(Membership.organisation_id == there, Membership.is_contact_person)
    (last,) = session.scalars(members).all()
    assert leaves_nobody(session, last)
    if session.get_one(Organisation, there).kind == "national_office":
        with pytest.raises(RefusedError) as refused:
            remove_person(session, world.office, there, account_id=last.account_id, now=now)
        assert refused.value.reason is PartnerRefusal.LAST_CONTACT_PERSON
        another = somebody_there(session, there, now=now)
        session.get_one(Membership, (another, there)).is_contact_person = True
        session.flush()
        assert not leaves_nobody(session, last)
    remove_person(session, world.office, there, account_id=last.account_id, now=now)
    assert last.account_id not in [one.account_id for one in session.scalars(members)]


def test_of_contact_persons_who_remove_each_other_one_stays(engine: Engine, now: datetime) -> None:
    with session_factory(engine).begin() as session:
        world = make_world(session, now=now)
        people = [world.office] + [
            colleague_of(session, world.office, now=now, is_contact_person=True) for _ in range(5)
        ]
    here, turns = world.office.organisation.id, iter(range(6))

    def remove_the_next(session: Session) -> None:
        mine = next(turns)
        whom = people[(mine + 1) % 6]
        remove_person(session, people[mine], here, account_id=whom.account_id, now=now)

    times_won(engine, remove_the_next)
    with session_factory(engine)() as session:
        staying = session.scalars(select(Membership).where(Membership.organisation_id == here)).all()
        assert len(staying) >= 1
        removed = session.scalars(select(AuditRecord).where(AuditRecord.event == "person_removed")).all()
        assert {one.account_id for one in staying}.isdisjoint(
            {one.facts["removed_account_id"] for one in removed}
        )


def test_two_acceptances_of_one_invitation_let_one_in(engine: Engine, now: datetime) -> None:
    with session_factory(engine).begin() as session:
        world = make_world(session, now=now)
        here = world.venue.organisation.id
        account = add_account(session, now=now, email="former@staff.example")
        known = invite_person(
            session, world.venue, here, invited=Invited("former@staff.example"), now=now
        ).invitation
        secret = invite_person(
            session, world.venue, here, invited=Invited("new@staff.example"), now=now
        ).secret

    def accept(session: Session) -> bool:
        accept_invitation(session, account.id, known.id, now=now)
        return True

    def join(session: Session) -> bool:
        make_account_to_join(session, secret, name="Aino", password=NEW_PASSWORD, now=now)
        return True

    assert times_won(engine, accept) == 1
    assert times_won(engine, join) == 1
    with session_factory(engine)() as session:
        assert len(session.scalars(select(Membership).where(Membership.organisation_id == here)).all()) == 3


def test_invited_twice_at_once_the_latest_is_open(engine: Engine, now: datetime) -> None:
    with session_factory(engine).begin() as session:
        world = make_world(session, now=now)
    here, made = world.venue.organisation.id, []

    def invite(session: Session) -> bool:
        made.append(
            invite_person(session, world.venue, here, invited=Invited("new@staff.example"), now=now).secret
        )
        return True

    assert times_won(engine, invite) == 6
    is_open = []
    with session_factory(engine)() as session:
        for secret in made:
            with suppress(RefusedError):
                is_open.append(open_invitation(session, secret, now=now))
        assert len(is_open) == 1


def test_an_invitation_is_void_when_its_inviter_loses_the_right(
    session: Session, world: World, cast: Cast, now: datetime
) -> None:
    inviter = colleague_of(session, world.coordinator, now=now, is_contact_person=True)
    invited = Invited("new@staff.example")
    here = world.venue.organisation.id
    secret = invite_person(session, inviter, here, invited=invited, now=now).secret
    assert open_invitation(session, secret, now=now)
    mine = session.get_one(Membership, (inviter.account_id, inviter.organisation.id))
    mine.is_contact_person = False
    session.flush()
    assert open_invitation(session, secret, now=now)  # whoever works in the office above may invite there
    remove_person(session, world.coordinator, inviter.organisation.id, account_id=inviter.account_id, now=now)
    for seen_by in (world.venue, world.office):
        assert open_invitations(session, seen_by, here, now=now) == []
    with pytest.raises(RefusedError):
        open_invitation(session, secret, now=now)
    session.add(
        Membership(
            account_id=inviter.account_id, organisation_id=inviter.organisation.id, since=now,
            is_contact_person=True,
        )
    )  # fmt: skip
    session.flush()
    with pytest.raises(RefusedError):  # it does not come back with them
        open_invitation(session, secret, now=now)


def test_a_contact_person_who_is_one_no_more_has_invited_nobody(
    session: Session, world: World, now: datetime
) -> None:
    here = world.venue.organisation.id
    inviter = colleague_of(session, world.venue, now=now, is_contact_person=True)
    secret = invite_person(session, inviter, here, invited=Invited("new@staff.example"), now=now).secret
    session.get_one(Membership, (inviter.account_id, here)).is_contact_person = False
    session.flush()
    with pytest.raises(RefusedError):
        make_account_to_join(session, secret, name="Aino", password=NEW_PASSWORD, now=now)
    assert open_invitations(session, world.venue, here, now=now) == []


def test_an_expired_invitation_leaves_space_for_another(
    session: Session, world: World, now: datetime
) -> None:
    here, invited = world.venue.organisation.id, Invited("new@staff.example")
    invite_person(session, world.venue, here, invited=invited, now=now)
    later = now + INVITATION_LASTS + timedelta(seconds=1)
    assert open_invitations(session, world.venue, here, now=later) == []
    invite_person(session, world.venue, here, invited=invited, now=later)
    elsewhere = world.distributor.organisation.id
    invite_person(session, world.office, elsewhere, invited=invited, now=later)
    assert len(open_invitations(session, world.venue, here, now=later)) == 1


def test_an_invitation_is_withdrawn_where_it_was_made(session: Session, world: World, now: datetime) -> None:
    found = an_invitation(session, world, world.distributor.organisation.id, now=now)
    with pytest.raises(NotFoundError):
        invitation_to_withdraw(session, world.venue, world.venue.organisation.id, invitation_id=found.id)
    withdraw_invitation(
        session, world.office, world.distributor.organisation.id, invitation_id=found.id, now=now
    )
    with pytest.raises(NotFoundError):
        withdraw_invitation(
            session, world.office, world.distributor.organisation.id, invitation_id=found.id, now=now
        )
