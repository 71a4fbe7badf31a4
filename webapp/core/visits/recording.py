"""Take in what a phone has recorded, in a list, one outcome for each command. Safe to repeat, for ever."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Insert, Update, bindparam, insert, update
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.devices.actions import SpeakingDevice, count_arrivals
from webapp.core.devices.models import Arrival, Device
from webapp.core.errors import NotFoundError
from webapp.core.visits.commands import Command, UnreadableCommand
from webapp.core.visits.events import VisitUndone
from webapp.core.visits.gathering import gather, lock
from webapp.core.visits.known import Decision, NewVisit, Undoing
from webapp.core.visits.late import decide_all
from webapp.core.visits.models import Visit
from webapp.core.visits.phone_time import PhoneTime, phone_time
from webapp.core.visits.reasons import CommandRefusal

MOST_COMMANDS: Final = 200
"""In one list; more would keep the cards of other tills waiting."""
NOT_WRITTEN: Final = (IntegrityError, DataError)
"""What the database says of a command that it cannot hold, or that another connection has just written."""

_RECORDING: Final = insert(Visit)
_ARRIVING: Final = insert(Arrival)
_UNDOING: Final = (
    update(Visit)
    .where(Visit.id == bindparam("visit_id"))
    .values({column: bindparam(column) for column in ("undone_at", "undone_by", "undo_reason")})
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A list of a device's commands, in its order. `sent_at` is by the phone's clock; None: not told."""

    device: Device | SpeakingDevice
    commands: Sequence[Command]
    sent_at: datetime | None


def record_commands(
    session: Session, actor: Actor, delivery: Delivery, *, now: datetime, can_start_over: bool = False
) -> list[Decision]:
    """Take a delivery in for the actor's venue; NotFoundError where the device is another's.

    The device may have been revoked: what it recorded before, a colleague may bring in. Who `can_start_over`
    rolls back and asks again, without it, where this raises one of NOT_WRITTEN; it spares every other
    delivery a savepoint, which is two more ways to PostgreSQL.
    """
    actor.must(Permission.RECORD_VISITS)
    if delivery.device.venue_id != actor.organisation.id:
        raise NotFoundError
    if can_start_over:
        return _ready(session, actor, delivery, now=now).all_at_once(delivery.commands)
    return take_in(session, actor, delivery, now=now)


def take_in(session: Session, actor: Actor, delivery: Delivery, *, now: datetime) -> list[Decision]:
    """Decide on each command and write what follows; who may ask has been asked before."""
    writing = _ready(session, actor, delivery, now=now)
    try:
        return writing.in_savepoint(delivery.commands)
    except NOT_WRITTEN:
        # One cannot be written, or another connection was faster. Its neighbours must not wait for it.
        return [writing.alone(command) for command in delivery.commands]


def _ready(session: Session, actor: Actor, delivery: Delivery, *, now: datetime) -> "_Writing":
    clock = phone_time(enrolled_at=delivery.device.enrolled_at, sent_at=delivery.sent_at, now=now)
    session.flush()  # as the ORM does before it asks
    connection = session.connection()
    lock(connection, delivery.commands)
    return _Writing(session, connection, actor, delivery.device, clock)


@dataclass(frozen=True, slots=True)
class _Writing:
    session: Session
    connection: Connection
    actor: Actor
    device: Device | SpeakingDevice
    clock: PhoneTime

    def in_savepoint(self, commands: Sequence[Command]) -> list[Decision]:
        # Everything in here goes past the unit of work: so the savepoint need not be the session's, which
        # costs as much as a statement.
        with self.connection.begin_nested():
            return self.all_at_once(commands)

    def all_at_once(self, commands: Sequence[Command]) -> list[Decision]:
        """Two hundred rows are written in one go."""
        venue_id = self.device.venue_id
        known = gather(self.connection, self.device.id, commands, venue_id=venue_id, clock=self.clock)
        decisions = decide_all(commands, known)
        self._write_visits(one.change for one in decisions if isinstance(one.change, NewVisit))
        undoings = [one.change for one in decisions if isinstance(one.change, Undoing)]
        self._write(_UNDOING, [{**_facts(one), "undone_by": self.device.account_id} for one in undoings])
        self._write_arrivals(one for one in decisions if one.arrives)
        for one in undoings:
            record_act(self.session, self.actor, VisitUndone(one.visit_id), now=self.clock.now)
        return decisions

    def alone(self, command: Command) -> Decision:
        try:
            return self.in_savepoint([command])[0]
        except NOT_WRITTEN:
            refused = UnreadableCommand(CommandRefusal.VISIT_NOT_STORED, command.id, command.sequence)
            return self.in_savepoint([refused])[0]

    def _write_visits(self, visits: Iterable[NewVisit]) -> None:
        here = {
            "venue_id": self.device.venue_id, "adults": 1, "recorded_at": self.clock.now,
            # A person's own phone is theirs, whoever brings its list in; a counter's is nobody's.
            "recorded_by": self.device.account_id, "device_id": self.device.id,
        }  # fmt: skip
        self._write(_RECORDING, [{**_facts(visit), **here} for visit in visits])

    def _write_arrivals(self, decisions: Iterable[Decision]) -> None:
        rows = [
            {
                "device_id": self.device.id, "sequence": one.command.sequence, "command_id": one.command.id,
                "outcome": one.outcome, "reason": one.reason, "arrived_at": self.clock.now,
            }
            for one in decisions
        ]  # fmt: skip
        self._write(_ARRIVING, rows)
        if rows:
            count_arrivals(self.connection, self.device.id, len(rows))

    def _write(self, statement: Insert | Update, rows: list[dict[str, Any]]) -> None:
        if rows:
            self.connection.execute(statement, rows)


def _facts(change: NewVisit | Undoing) -> dict[str, Any]:
    # dataclasses.asdict copies deeply, which takes longer than writing.
    return {name: getattr(change, name) for name in change.__slots__}
