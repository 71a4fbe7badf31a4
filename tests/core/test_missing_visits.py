"""What never arrived is seen: gaps in a phone's numbers, and phones that have fallen silent."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.factories import World
from webapp.core.accounts.actor import Actor
from webapp.core.devices.actions import (
    make_enrolment,
    register_personal_device,
    replace_emptied_device,
    revoke_device,
    use_enrolment,
)
from webapp.core.devices.models import Arrival, Device
from webapp.core.devices.queries import (
    DeviceState,
    device_of_token,
    devices_needing_attention,
    devices_of_country,
    devices_of_venue,
    next_sequence,
)
from webapp.core.devices.rules import DeviceFacts, Numbers, is_silent, lost, may_have_lost
from webapp.core.errors import NotAllowedError, NotFoundError
from webapp.core.partners.desks import own_desk

SEEN = datetime.fromisoformat("2026-11-22T10:05:00+00:00")


def counter(session: Session, actor: Actor, now: datetime, *, name: str = "Kassa") -> Device:
    token = use_enrolment(session, make_enrolment(session, own_desk(actor), name, now=now).secret, now=now)
    found = device_of_token(session, token)
    assert found is not None
    return session.get_one(Device, found.id)


def arrive(session: Session, device: Device, numbers: Iterable[int], *, counted: bool = True) -> None:
    arriving = list(numbers)
    for number in arriving:
        arrival = Arrival(device_id=device.id, sequence=number, command_id=uuid.uuid4(), outcome="recorded")
        arrival.arrived_at = device.last_seen_at
        session.add(arrival)
    session.flush()
    if counted:
        device.arrived += len(arriving)
        session.flush()


def state_of(session: Session, actor: Actor, device: Device, now: datetime) -> DeviceState:
    session.flush()
    return next(
        one
        for one in devices_of_venue(session, own_desk(actor), now=now, language="fi")
        if one.device.id == device.id
    )


def facts(**known: object) -> DeviceFacts:
    plain = {"is_counter": True, "is_revoked": False, "last_seen_at": SEEN, "waiting": 0, "not_arrived": 0}
    return DeviceFacts(**{**plain, **known})  # type: ignore[arg-type]  # named facts of every type


def test_numbers_that_never_came_are_told_as_stretches(session: Session, world: World, now: datetime) -> None:
    device = counter(session, world.venue, now)
    arrive(session, device, [2, 3, 7, 9])
    device.last_sequence = 12
    state = state_of(session, world.venue, device, now)
    assert state.not_arrived == [Numbers(1, 1), Numbers(4, 6), Numbers(8, 8), Numbers(10, 12)]
    assert (state.lost, state.needs_attention) == (8, True)
    assert next_sequence(session, device) == 13


def test_an_arrived_number_above_what_was_told_counts(session: Session, world: World, now: datetime) -> None:
    device = counter(session, world.venue, now)
    arrive(session, device, [1, 3])
    assert state_of(session, world.venue, device, now).not_arrived == [Numbers(2, 2)]
    assert next_sequence(session, device) == 4


def test_what_waits_on_the_phone_is_not_lost(session: Session, world: World, now: datetime) -> None:
    device = counter(session, world.venue, now)
    arrive(session, device, range(1, 8))
    device.last_sequence, device.waiting = 10, 3
    state = state_of(session, world.venue, device, now)
    assert (state.lost, state.needs_attention, list(state.not_arrived)) == (0, False, [Numbers(8, 10)])
    revoke_device(session, world.venue, device.id, now=now)
    assert state_of(session, world.venue, device, now).lost == 3


def test_a_phone_without_gaps_needs_no_attention(session: Session, world: World, now: datetime) -> None:
    device = counter(session, world.venue, now)
    assert state_of(session, world.venue, device, now).not_arrived == []
    arrive(session, device, range(1, 4))
    device.last_sequence = 3
    assert not state_of(session, world.venue, device, now).needs_attention


def test_what_a_version_that_did_not_count_has_written_is_not_missing(
    session: Session, world: World, now: datetime
) -> None:
    device = counter(session, world.venue, now)
    arrive(session, device, [1, 2, 4], counted=False)
    device.last_sequence = 4
    state = state_of(session, world.venue, device, now)
    assert (state.not_arrived, state.lost) == ([Numbers(3, 3)], 1)
    arrive(session, device, [3])
    assert not state_of(session, world.venue, device, now).needs_attention


@given(not_arrived=st.integers(0, 40), waiting=st.integers(0, 40))
def test_lost_is_what_nobody_holds(not_arrived: int, waiting: int) -> None:
    known = {"not_arrived": not_arrived, "waiting": waiting}
    assert lost(facts(**known)) + min(waiting, not_arrived) == not_arrived
    assert lost(facts(**known, is_revoked=True)) == not_arrived


@pytest.mark.parametrize(
    ("unseen", "known", "silent"),
    [
        (timedelta(hours=23, minutes=59), {"waiting": 1}, False),
        (timedelta(hours=24), {"waiting": 1}, True),
        (timedelta(hours=24), {"not_arrived": 1}, True),
        (timedelta(hours=24), {"not_arrived": 1, "waiting": 1, "is_counter": False}, True),
        (timedelta(hours=24), {}, False),
        (timedelta(days=13, hours=23), {}, False),
        (timedelta(days=14), {}, True),
        (timedelta(days=14), {"is_counter": False}, False),
        (timedelta(days=14), {"waiting": 3, "is_revoked": True}, False),
    ],
)
def test_when_a_phone_is_silent(unseen: timedelta, known: dict[str, object], silent: bool) -> None:
    assert is_silent(facts(**known), SEEN + unseen) is silent


def test_an_emptied_phone_becomes_another_device_and_the_former_shows_it(
    session: Session, world: World, now: datetime
) -> None:
    device = counter(session, world.venue, now)
    arrive(session, device, range(1, 6))
    device.last_sequence = 5
    token_digest = device.token_digest
    successor = replace_emptied_device(session, own_desk(world.venue), device.id, now=now)
    assert (successor.token_digest, successor.name, next_sequence(session, successor)) == (
        token_digest, device.name, 1,
    )  # fmt: skip
    state = state_of(session, world.venue, device, now)
    # No number is missing as far as the register knows: that is why it must be said.
    assert (state.lost, state.may_have_lost, state.needs_attention) == (0, True, True)
    assert not state_of(session, world.venue, successor, now).needs_attention
    worrying = devices_needing_attention(session, world.office, now=now, language="fi")
    assert [one.device.id for one in worrying] == [device.id]
    with pytest.raises(NotFoundError):
        replace_emptied_device(session, own_desk(world.venue), device.id, now=now)
    with pytest.raises(NotFoundError):
        replace_emptied_device(session, own_desk(world.other_venue), successor.id, now=now)


def test_an_own_phone_that_was_emptied_is_shown_though_it_worries_nobody(
    session: Session, world: World, now: datetime
) -> None:
    own = register_personal_device(session, own_desk(world.venue), now=now).device
    replace_emptied_device(session, own_desk(world.venue), own.id, now=now)
    state = state_of(session, world.venue, own, now)
    assert (state.is_emptied, state.needs_attention) == (True, False)


@pytest.mark.parametrize(
    ("known", "worries"),
    [
        ({}, False),
        ({"is_emptied": True}, True),
        ({"is_emptied": True, "is_counter": False}, False),
        ({"is_emptied": True, "is_counter": False, "last_number": 1}, True),
    ],
)
def test_an_own_phone_that_never_recorded_has_lost_nothing(known: dict[str, object], worries: bool) -> None:
    assert may_have_lost(facts(**known)) is worries


def test_those_that_need_attention_come_first(session: Session, world: World, now: datetime) -> None:
    counter(session, world.venue, now, name="A")
    counter(session, world.venue, now, name="B").last_sequence = 1
    session.flush()
    states = devices_of_venue(session, own_desk(world.venue), now=now, language="fi")
    assert [one.device.name for one in states] == ["B", "A"]


def test_a_revoked_phone_stays_in_sight_for_a_month_while_something_is_missing(
    session: Session, world: World, now: datetime
) -> None:
    whole, broken = counter(session, world.venue, now), counter(session, world.venue, now)
    broken.last_sequence = 2
    for device in (whole, broken):
        revoke_device(session, world.venue, device.id, now=now)
    session.flush()
    for days, seen in ((30, [broken.id]), (31, [])):
        states = devices_of_venue(
            session, own_desk(world.venue), now=now + timedelta(days=days), language="fi"
        )
        assert [one.device.id for one in states] == seen


def test_a_personal_phone_that_is_no_longer_used_goes_out_of_sight(
    session: Session, world: World, now: datetime
) -> None:
    register_personal_device(session, own_desk(world.venue), now=now)
    for days, count in ((30, 1), (31, 0)):
        assert (
            len(
                devices_of_venue(
                    session, own_desk(world.venue), now=now + timedelta(days=days), language="fi"
                )
            )
            == count
        )


def test_the_office_sees_every_venues_phones(session: Session, world: World, now: datetime) -> None:
    fine = counter(session, world.venue, now)
    broken, silent = counter(session, world.other_venue, now), counter(session, world.venue, now)
    broken.last_sequence, silent.last_seen_at = 1, now - timedelta(days=14)
    session.flush()
    everything = devices_of_country(session, world.office, now=now, language="fi")
    assert {one.device.id for one in everything} == {fine.id, broken.id, silent.id}
    worrying = devices_needing_attention(session, world.office, now=now, language="fi")
    assert {one.device.id for one in worrying} == {broken.id, silent.id}
    assert {one.device.id for one in worrying if one.is_silent} == {silent.id}


def test_each_sees_their_own(session: Session, world: World, now: datetime) -> None:
    counter(session, world.other_venue, now)
    assert devices_of_venue(session, own_desk(world.venue), now=now, language="fi") == []
    for actor in (world.venue, world.distributor, world.coordinator):
        with pytest.raises(NotAllowedError):
            devices_of_country(session, actor, now=now, language="fi")
        with pytest.raises(NotAllowedError):
            devices_needing_attention(session, actor, now=now, language="fi")
    for actor in (world.distributor, world.office):
        with pytest.raises(NotAllowedError):
            devices_of_venue(session, own_desk(actor), now=now, language="fi")
