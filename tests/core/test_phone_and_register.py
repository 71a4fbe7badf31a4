"""Phone, network and register, crashing at every step: no visit is lost or doubled, no number missing."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session, sessionmaker

from tests.conftest import NOW
from tests.factories import World, add_device, make_world, personal_card
from tests.support.counter_phone import deliver
from tests.support.model_phone import ModelPhone
from webapp.core.cards.actions import stop_card
from webapp.core.cards.validity import CardStatus
from webapp.core.database import announce_writing, session_factory
from webapp.core.devices.actions import replace_emptied_device
from webapp.core.devices.models import Arrival, Device
from webapp.core.partners.desks import own_desk
from webapp.core.visits.models import Visit
from webapp.core.visits.recording.commands import read_commands
from webapp.core.visits.recording.intake import Delivery
from webapp.core.visits.rules import Outcome

STEPS = 50
OPERATIONS = int(os.environ.get("OPERATIONS", "10000"))
"""In all: `make soak` asks for ten times as many. One in ten on PostgreSQL, where each takes longest."""

FAULTS = st.sampled_from(
    ["none", "none", "request lost", "crash before commit", "reply lost", "delivered twice"]
)
CARDS = st.integers(0, 5)  # the last of them is a code that nobody has registered


class CrashError(Exception):
    """The server's process dies in the middle of a request."""


class Registers:
    """A register with some cards, used by every run of the machine on one database."""

    def __init__(self, engine: Engine) -> None:
        self.sessions: sessionmaker[Session] = session_factory(engine)
        with self.working() as session:
            self.world: World = make_world(session, now=NOW)
            self.codes = list(self.world.codes[:6])
            self.cards = [
                personal_card(session, self.world.distributor, code, now=NOW, children=2).card.id
                for code in self.codes[:5]
            ]

    @contextmanager
    def working(self) -> Iterator[Session]:
        """One request's transaction."""
        with self.sessions() as session:
            announce_writing(session)
            yield session
            session.commit()

    def new_device(self) -> uuid.UUID:
        with self.working() as session:
            return add_device(session, self.world.venue, now=NOW - timedelta(days=1)).id

    def replace_emptied(self, device_id: uuid.UUID) -> uuid.UUID:
        with self.working() as session:
            desk = own_desk(self.world.venue)
            return replace_emptied_device(session, desk, device_id, now=NOW).id

    def commands_of(self, device_id: uuid.UUID) -> set[str]:
        """Those that have arrived from a device and were not refused."""
        taken_in = select(Arrival.command_id).where(
            Arrival.device_id == device_id, Arrival.outcome != Outcome.REFUSED
        )
        with self.sessions() as session:
            return {str(one) for one in session.scalars(taken_in)}

    def undone_visits(self) -> set[str]:
        with self.sessions() as session:
            return {str(one) for one in session.scalars(select(Visit.id).where(Visit.undone_at.is_not(None)))}

    def forget_visits(self, device_id: uuid.UUID) -> None:
        """The cards are few: what they were used for in one run would weigh on each that follows."""
        with self.working() as session:
            session.execute(delete(Visit).where(Visit.device_id == device_id))

    def receive(
        self, device_id: uuid.UUID, items: list[dict[str, Any]], *, crashes: bool
    ) -> list[tuple[str, str]]:
        """What the service does with a list; a crash before the commit leaves nothing behind."""
        with self.working() as session:
            device = session.get_one(Device, device_id)
            delivery = Delivery(read_commands(items), NOW)
            decisions = deliver(session, self.world.venue, device, delivery, now=NOW)
            if crashes:
                raise CrashError
        return [(str(one.command.id), str(one.outcome)) for one in decisions]


class PhoneAndRegister(RuleBasedStateMachine):
    """Everything that can happen between a tap on Record and the register's disk."""

    registers: Registers
    operations = 0

    @initialize()
    def begin(self) -> None:
        self.device = self.registers.new_device()
        self.former_devices: list[uuid.UUID] = []
        self.phone = ModelPhone()
        self.old_requests: list[list[dict[str, Any]]] = []

    @rule(card=CARDS, children=st.integers(0, 3), minutes=st.integers(0, 600))
    def record(self, card: int, children: int, minutes: int) -> None:
        self.count()
        wish = {"type": "record", "code": self.registers.codes[card], "kind": "ticket", "children": children}
        self.phone.put(wish, at=NOW - timedelta(minutes=minutes))

    @rule(card=CARDS, children=st.integers(0, 2))
    def record_fast(self, card: int, children: int) -> None:
        """A fast counter's visit is saved at once and held; children may be added to it until it is free."""
        self.count()
        command = {"type": "record", "code": self.registers.codes[card], "kind": "ticket", "children": 0}
        self.phone.put(command, at=NOW, is_held=True)
        self.phone.amend(children)

    @rule()
    @precondition(lambda self: self.phone.held is not None)
    def held_visit_is_free(self) -> None:
        """Its seconds are over, or the phone died and came back."""
        self.count()
        self.phone.held = None

    @rule(cards=st.lists(CARDS, min_size=2, max_size=5, unique=True))
    def record_group(self, cards: list[int]) -> None:
        group_id = str(uuid.uuid4())
        for card in cards:
            self.count()
            code = self.registers.codes[card]
            command = {"type": "record", "code": code, "kind": "ticket", "children": 0, "group_id": group_id}
            self.phone.put(command, at=NOW)

    @rule(data=st.data())
    @precondition(lambda self: self.group_ids())
    def undo_group(self, data: st.DataObject) -> None:
        """As one: an undo for each of its visits that stands."""
        group_id = data.draw(st.sampled_from(self.group_ids()))
        undone = {one.get("visit_id") for one in self.phone.saved.values()}
        members = [one for one, command in self.phone.saved.items() if command.get("group_id") == group_id]
        for visit_id in members:
            if visit_id not in undone:
                self.count()
                self.phone.put({"type": "undo", "visit_id": visit_id, "reason": "mistake"}, at=NOW)

    @rule(data=st.data())
    @precondition(lambda self: self.recorded_ids())
    def undo(self, data: st.DataObject) -> None:
        self.count()
        chosen = data.draw(st.sampled_from(self.recorded_ids()))
        self.phone.put({"type": "undo", "visit_id": chosen, "reason": "mistake"}, at=NOW)

    @rule(fault=FAULTS)
    @precondition(lambda self: self.phone.parcel())
    def send(self, fault: str) -> None:
        self.count()
        items = self.phone.parcel()
        self.old_requests = [*self.old_requests[-3:], items]
        if fault == "request lost":
            return
        with suppress(CrashError):
            outcomes = self.registers.receive(self.device, items, crashes=fault == "crash before commit")
            if fault == "delivered twice":
                outcomes = self.registers.receive(self.device, items, crashes=False)
            if fault != "reply lost":
                self.phone.acknowledge(outcomes)

    @rule(data=st.data())
    @precondition(lambda self: self.old_requests)
    def late_duplicate(self, data: st.DataObject) -> None:
        """A request that was believed lost arrives after all; the answer is lost."""
        self.count()
        self.registers.receive(self.device, data.draw(st.sampled_from(self.old_requests)), crashes=False)

    @rule(fault=FAULTS, data=st.data())
    @precondition(lambda self: len(self.phone.parcel()) > 1)
    def two_tabs(self, fault: str, data: st.DataObject) -> None:
        """A second tab sends a part of the same, in its own time."""
        self.count()
        items = data.draw(
            st.lists(st.sampled_from(self.phone.parcel()), min_size=1, unique_by=lambda one: one["id"])
        )
        self.registers.receive(self.device, items, crashes=False)
        self.send(fault)

    @rule(card=st.integers(0, 4))
    def card_is_withdrawn(self, card: int) -> None:
        self.count()
        with self.registers.working() as session:
            stop_card(session, self.registers.world.distributor, self.registers.cards[card],
                      status=CardStatus.WITHDRAWN, now=NOW)  # fmt: skip

    @rule()
    def storage_is_emptied_with_no_page_open(self) -> None:
        self.count()
        # What has arrived is in the register, also where the phone never learned of it.
        arrived = self.registers.commands_of(self.device)
        undone = self.registers.undone_visits()
        kept = {
            one["id"]: one
            for one in self.phone.outbox.values()
            # An undo that overtook its visit was refused when it came first, and done when it came again.
            if one["id"] in arrived or one.get("visit_id") in undone
        }
        self.phone.lose_storage()
        self.phone.saved.update(kept)
        self.phone.before.update(kept)
        self.old_requests = []
        self.former_devices.append(self.device)
        self.device = self.registers.replace_emptied(self.device)

    @rule(data=st.data())
    @precondition(lambda self: self.acknowledged_of_this_device())
    def an_open_page_puts_back_what_another_has_sent(self, data: st.DataObject) -> None:
        self.count()
        known = st.sampled_from(self.acknowledged_of_this_device())
        self.phone.put_back(data.draw(st.lists(known, max_size=4, unique=True)))

    @invariant()
    def what_was_acknowledged_is_there(self) -> None:
        acknowledged = [one for one in self.phone.acknowledged if self.phone.saved[one]["type"] == "record"]
        with self.registers.sessions() as session:
            there = session.scalars(select(Visit.id).where(Visit.id.in_(map(uuid.UUID, acknowledged)))).all()
        assert len(there) == len(acknowledged)

    def teardown(self) -> None:
        """The network comes back for good, and nothing is held any more."""
        self.phone.held = None
        while self.phone.outbox:
            self.phone.acknowledge(self.registers.receive(self.device, self.phone.parcel(), crashes=False))
        saved = self.phone.saved.values()
        with self.registers.sessions() as session:
            devices = [self.device, *self.former_devices]
            visits = session.scalars(select(Visit).where(Visit.device_id.in_(devices))).all()
            numbers = session.scalars(select(Arrival.sequence).where(Arrival.device_id == self.device)).all()
            counted = session.get_one(Device, self.device).arrived
        assert sorted(str(one.id) for one in visits) == sorted(
            one["id"] for one in saved if one["type"] == "record"
        )
        assert sorted(numbers) == [*range(1, self.phone.next_sequence)]
        assert counted == len(numbers)
        undone = {one["visit_id"] for one in saved if one["type"] == "undo"}
        assert {str(one.id) for one in visits if one.undone_at} == undone
        # What the screen showed at last is what arrived; a card may have fewer children than were told.
        told = {one["id"]: (one["children"], one.get("group_id")) for one in saved if one["type"] == "record"}
        there = {str(one.id): (one.children, one.group_id and str(one.group_id)) for one in visits}
        assert there == told
        for device in devices:
            self.registers.forget_visits(device)

    def acknowledged_of_this_device(self) -> list[str]:
        return [one for one in self.phone.acknowledged if one not in self.phone.before]

    def recorded_ids(self) -> list[str]:
        return [one for one, command in self.phone.saved.items() if command["type"] == "record"]

    def group_ids(self) -> list[str]:
        """In the order they were recorded: ids are random, and a run must be the same when it is repeated."""
        return list(dict.fromkeys(one["group_id"] for one in self.phone.saved.values() if "group_id" in one))

    @classmethod
    def count(cls) -> None:
        cls.operations += 1


def test_every_saved_visit_exists_exactly_once_whatever_breaks(engine: Engine) -> None:
    class Machine(PhoneAndRegister):
        registers = Registers(engine)
        operations = 0

    wanted = OPERATIONS // 10 * (9 if engine.dialect.name == "sqlite" else 1)
    while Machine.operations < wanted:
        chosen = settings(
            max_examples=wanted // STEPS, stateful_step_count=STEPS, deadline=None, database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        run_state_machine_as_test(Machine, settings=chosen)
