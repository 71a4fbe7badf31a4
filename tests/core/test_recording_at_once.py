"""Two connections that bring in the same, or the same cards, at the same moment."""

import threading
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import World, add_device, make_world, personal_card, phone_visit
from tests.support.counter_phone import deliver as deliver_list
from webapp.core.database import announce_writing, session_factory
from webapp.core.devices.models import Arrival, Device
from webapp.core.visits.models import Visit
from webapp.core.visits.recording.commands import RecordCommand
from webapp.core.visits.recording.intake import Delivery
from webapp.core.visits.rules import Outcome, Remark

CARDS = 8


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker[Session]:
    return session_factory(engine)


@pytest.fixture
def shared_world(sessions: sessionmaker[Session], now: datetime) -> World:
    with sessions.begin() as session:
        world = make_world(session, now=now)
        for code in world.codes[:CARDS]:
            personal_card(session, world.distributor, code, now=now)
        return world


@pytest.fixture
def devices(sessions: sessionmaker[Session], shared_world: World, now: datetime) -> list[uuid.UUID]:
    with sessions.begin() as session:
        return [add_device(session, shared_world.venue, now=now).id for _ in range(4)]


def deliver_at_once(
    sessions: sessionmaker[Session],
    world: World,
    lists: Sequence[tuple[uuid.UUID, list[RecordCommand]]],
    *,
    now: datetime,
) -> list[list[str]]:
    """Each list on a connection of its own, all at the same moment; gives the outcomes of each."""
    outcomes_of: dict[int, list[str]] = {}
    gate = threading.Barrier(len(lists))

    def deliver(number: int) -> None:
        device_id, commands = lists[number]
        gate.wait()
        with sessions() as session:
            announce_writing(session)
            device = session.get_one(Device, device_id)
            delivery = Delivery(commands, now)
            decisions = deliver_list(session, world.venue, device, delivery, now=now)
            session.commit()
        outcomes_of[number] = [one.outcome for one in decisions]

    threads = [threading.Thread(target=deliver, args=(number,)) for number in range(len(lists))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [outcomes_of[number] for number in range(len(lists))]


def test_the_same_list_twice_at_once_is_recorded_once(
    sessions: sessionmaker[Session], shared_world: World, devices: list[uuid.UUID], now: datetime
) -> None:
    codes = [*shared_world.codes[:CARDS], *shared_world.codes[CARDS:], "A000000001"]
    commands = [phone_visit(code, number, at=now) for number, code in enumerate(codes, start=1)]
    outcomes_of = deliver_at_once(sessions, shared_world, [(devices[0], commands)] * 2, now=now)
    first = [Outcome.RECORDED] * CARDS + [Outcome.RECORDED_WITH_REMARK] * (len(codes) - CARDS)
    assert sorted(outcomes_of) == sorted([first, [Outcome.ALREADY_RECORDED] * len(codes)])
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(Visit)) == len(codes)
        assert session.scalar(select(func.count()).select_from(Arrival)) == len(codes)


def test_codes_nobody_has_cannot_be_locked_and_are_recorded_once_all_the_same(
    sessions: sessionmaker[Session], shared_world: World, devices: list[uuid.UUID], now: datetime
) -> None:
    codes = [f"A00000000{digit}" for digit in range(9)]
    commands = [phone_visit(code, number, at=now) for number, code in enumerate(codes, start=1)]
    outcomes_of = deliver_at_once(sessions, shared_world, [(devices[0], commands)] * 4, now=now)
    for index in range(len(codes)):
        outcomes = sorted(one[index] for one in outcomes_of)
        assert outcomes == [Outcome.ALREADY_RECORDED] * 3 + [Outcome.RECORDED_WITH_REMARK]
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(Visit)) == len(codes)


def test_phones_that_took_the_same_cards_in_other_orders_are_judged_one_after_the_other(
    sessions: sessionmaker[Session], shared_world: World, devices: list[uuid.UUID], now: datetime
) -> None:
    codes = shared_world.codes[:CARDS]
    lists = []
    for turn, device_id in enumerate(devices):
        order = [*codes[turn:], *codes[:turn]][:: -1 if turn % 2 else 1]
        at = now - timedelta(minutes=turn)
        lists.append((device_id, [phone_visit(code, n, at=at) for n, code in enumerate(order, start=1)]))
    outcomes_of = deliver_at_once(sessions, shared_world, lists, now=now)
    assert sum(one.count(Outcome.RECORDED) for one in outcomes_of) == CARDS
    with sessions() as session:
        remarks = session.scalars(select(Visit.remark).where(Visit.remark.is_not(None))).all()
        assert remarks == [Remark.ALREADY_HERE] * CARDS * 3
