"""Devices: enrolled once and in time, known by their token, revoked by whoever may, seen when they report."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from tests.factories import World, add_account, make_world
from tests.support.counter_phone import claim_of, report_state
from tests.support.race import times_won
from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Role
from webapp.core.database import session_factory
from webapp.core.devices.actions import (
    DeviceReport,
    leave_device,
    make_enrolment,
    register_personal_device,
    rekey_device,
    revoke_device,
    use_enrolment,
)
from webapp.core.devices.models import Device, Enrolment
from webapp.core.devices.queries import (
    DeviceInHand,
    actor_of_device,
    device_of_token,
    is_used_at,
)
from webapp.core.devices.reasons import DeviceRefusal
from webapp.core.errors import NotAllowedError, NotFoundError, Refusal, RefusedError
from webapp.core.partners.desks import own_desk
from webapp.core.partners.models import Membership, Organisation
from webapp.core.partners.queries import actor_of
from webapp.core.secret_codes import new_secret
from webapp.core.visits.recording.opening import open_desk


def enrolled(session: Session, actor: Actor, now: datetime, *, name: str = "Kassa") -> str:
    return use_enrolment(session, make_enrolment(session, own_desk(actor), name, now=now).secret, now=now)


def known(session: Session, token: str) -> DeviceInHand:
    found = device_of_token(session, token)
    assert found is not None
    return found


def counter(session: Session, actor: Actor, now: datetime) -> Device:
    return session.get_one(Device, known(session, enrolled(session, actor, now)).id)


def refusal_of(session: Session, secret: str, now: datetime) -> Refusal:
    with pytest.raises(RefusedError) as refused:
        use_enrolment(session, secret, now=now)
    return refused.value.reason


@pytest.fixture
def colleague(session: Session, world: World, now: datetime) -> Actor:
    """Somebody who works at the venue without being its contact person."""
    account, organisation_id = add_account(session, now=now), world.venue.organisation.id
    session.add(Membership(account_id=account.id, organisation_id=organisation_id, since=now))
    session.flush()
    actor = actor_of(session, account_id=account.id, organisation_id=organisation_id)
    assert actor is not None
    return actor


def test_a_counters_phone_acts_by_its_token_alone_at_its_venue(
    session: Session, world: World, now: datetime
) -> None:
    actor = actor_of_device(known(session, enrolled(session, world.venue, now, name="  Kassa   1 ")))
    assert actor is not None
    assert (actor.role, actor.name, actor.person_id) == (Role.COUNTER_DEVICE, "Kassa 1", None)
    assert actor.organisation == world.venue.organisation
    assert (actor.is_contact_person, actor.has_other_roles) == (False, False)
    with pytest.raises(NotAllowedError):
        _ = actor.account_id


def test_a_secret_enrols_one_phone(session: Session, world: World, now: datetime) -> None:
    secret = make_enrolment(session, own_desk(world.venue), "Kassa", now=now).secret
    use_enrolment(session, f" {secret.lower()} ", now=now)
    assert refusal_of(session, secret, now) is DeviceRefusal.ENROLMENT_INVALID


def test_a_secret_lasts_ten_minutes(session: Session, world: World, now: datetime) -> None:
    made = make_enrolment(session, own_desk(world.venue), "Kassa", now=now)
    assert made.expires_at == now + timedelta(minutes=10)
    assert refusal_of(session, made.secret, made.expires_at) is DeviceRefusal.ENROLMENT_INVALID
    assert use_enrolment(session, made.secret, now=made.expires_at - timedelta(seconds=1))


def test_a_guess_is_refused_like_a_used_secret(session: Session, world: World, now: datetime) -> None:
    assert refusal_of(session, new_secret(), now) is DeviceRefusal.ENROLMENT_INVALID
    assert refusal_of(session, "", now) is DeviceRefusal.ENROLMENT_MISTYPED


def test_a_new_secret_ends_the_venues_one_before_and_no_other_venues(
    session: Session, world: World, now: datetime
) -> None:
    old = make_enrolment(session, own_desk(world.venue), "Kassa", now=now).secret
    elsewhere = make_enrolment(session, own_desk(world.other_venue), "Kassa", now=now).secret
    make_enrolment(session, own_desk(world.venue), "Kassa", now=now)
    assert refusal_of(session, old, now) is DeviceRefusal.ENROLMENT_INVALID
    assert use_enrolment(session, elsewhere, now=now)


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_phone_has_a_name_that_fits(session: Session, world: World, now: datetime, name: str) -> None:
    with pytest.raises(RefusedError) as refused:
        make_enrolment(session, own_desk(world.venue), name, now=now)
    assert (refused.value.reason, refused.value.field) == (DeviceRefusal.DEVICE_NAME, "name")


def test_only_a_contact_person_of_a_venue_enrols(
    session: Session, world: World, now: datetime, colleague: Actor
) -> None:
    phone = actor_of_device(known(session, enrolled(session, world.venue, now)))
    assert phone is not None
    for actor in (colleague, world.distributor, world.coordinator, world.office, phone):
        with pytest.raises(NotAllowedError):
            make_enrolment(session, own_desk(actor), "Kassa", now=now)


def test_neither_secret_nor_token_is_stored(session: Session, world: World, now: datetime) -> None:
    secret = make_enrolment(session, own_desk(world.venue), "Kassa", now=now).secret
    token = use_enrolment(session, secret, now=now)
    stored = {
        *session.scalars(select(Enrolment.secret_digest)),
        *session.scalars(select(Device.token_digest)),
    }
    assert not {secret, token} & stored


def test_of_six_phones_that_read_one_code_at_once_one_is_enrolled(engine: Engine, now: datetime) -> None:
    sessions = session_factory(engine)
    with sessions.begin() as made:
        secret = make_enrolment(made, own_desk(make_world(made, now=now).venue), "Kassa", now=now).secret
    won = times_won(engine, lambda own: use_enrolment(own, secret, now=now))
    with sessions() as after:
        assert (won, after.scalar(select(func.count()).select_from(Device))) == (1, 1)


def test_a_personal_phone_lets_nobody_in_by_itself(
    session: Session, world: World, now: datetime, colleague: Actor
) -> None:
    device = known(session, register_personal_device(session, own_desk(world.venue), now=now).token)
    assert actor_of_device(device) is None
    assert is_used_at(device, own_desk(world.venue))
    assert not is_used_at(device, own_desk(colleague))
    assert not is_used_at(device, own_desk(world.other_venue))


def test_a_revoked_phone_is_nobody_but_still_known(session: Session, world: World, now: datetime) -> None:
    token = enrolled(session, world.venue, now)
    for _ in range(2):
        revoke_device(session, world.venue, known(session, token).id, now=now)
    device = known(session, token)
    assert (device.is_live, actor_of_device(device)) == (False, None)
    assert not is_used_at(device, own_desk(world.venue))
    with pytest.raises(NotFoundError):
        rekey_device(session, own_desk(world.venue), device.id, now=now)


def test_a_venue_that_is_closed_has_no_phones(session: Session, world: World, now: datetime) -> None:
    token = enrolled(session, world.venue, now)
    session.get_one(Organisation, world.venue.organisation.id).is_active = False
    assert actor_of_device(known(session, token)) is None


def test_who_may_revoke_what(session: Session, world: World, now: datetime, colleague: Actor) -> None:
    own = register_personal_device(session, own_desk(colleague), now=now).device
    for actor in (colleague, world.venue, world.office):
        own.revoked_at = None
        assert revoke_device(session, actor, own.id, now=now).revoked_at == now
    shared = counter(session, world.venue, now)
    another = register_personal_device(session, own_desk(world.venue), now=now).device
    for actor, device in (
        (colleague, shared), (colleague, another), (world.other_venue, shared),
        (world.coordinator, shared), (world.distributor, own),
    ):  # fmt: skip
        with pytest.raises(NotFoundError):
            revoke_device(session, actor, device.id, now=now)


def test_leaving_ends_a_personal_phone_and_not_a_counters(
    session: Session, world: World, now: datetime
) -> None:
    own = register_personal_device(session, own_desk(world.venue), now=now).token
    shared = enrolled(session, world.venue, now)
    for token in (own, own, shared, "unknown"):
        leave_device(session, token, now=now)
    assert not known(session, own).is_live
    assert known(session, shared).is_live
    leave_device(session, shared, now=now, only_personal=False)
    assert not known(session, shared).is_live


def test_a_device_reports_at_its_own_venue_also_when_revoked(
    session: Session, world: World, now: datetime
) -> None:
    device = counter(session, world.venue, now)
    revoke_device(session, world.venue, device.id, now=now)
    for actor, is_ours in ((world.venue, True), (world.other_venue, False)):
        claim = claim_of(session, actor, now=now)
        desk = open_desk(session.connection(), [claim], device_id=device.id, commands=[])
        assert (desk is not None) is is_ours


def reported_by(
    session: Session, venue: Actor, device: Device, report: DeviceReport, *, now: datetime
) -> tuple[int, int, datetime]:
    report_state(session, venue, device.id, report, now=now)
    session.refresh(device)
    return device.last_sequence, device.waiting, device.last_seen_at


def test_what_a_phone_tells_is_kept_and_its_last_number_never_goes_back(
    session: Session, world: World, now: datetime
) -> None:
    device = counter(session, world.venue, now)
    listed, soon = now - timedelta(hours=1), now + timedelta(seconds=10)
    reported = reported_by(session, world.venue, device, DeviceReport(7, 2, listed), now=soon)
    assert reported == (7, 2, soon)
    assert device.list_made_at == listed
    reported = reported_by(session, world.venue, device, DeviceReport(5, 0, listed), now=soon)
    assert reported == (7, 0, soon)
