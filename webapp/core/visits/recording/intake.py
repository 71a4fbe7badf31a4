"""The one way in for every visit: desk → lock → know → decide → write. Safe to repeat, for ever.

A form, a phone's list, an agent's call and a file all become commands that a desk delivers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, IntegrityError

from webapp.core.devices.actions import DeviceReport
from webapp.core.partners.desks import Desk
from webapp.core.visits.reasons import CommandRefusal
from webapp.core.visits.recording.commands import Command, UnreadableCommand
from webapp.core.visits.recording.decide import Mode, decide_all
from webapp.core.visits.recording.known import Decision
from webapp.core.visits.recording.phone_time import PhoneTime, phone_time
from webapp.core.visits.recording.statements import lock_cards, lock_visits, read
from webapp.core.visits.recording.writing import write

MOST_COMMANDS: Final = 200
"""In one delivery; more would keep the cards of other tills waiting."""
NOT_WRITTEN: Final = (IntegrityError, DataError)
"""What the database says of a command that it cannot hold, or that another connection has just written."""


class Intake(Protocol):
    """take_in, or take_in_at_once."""

    def __call__(
        self, connection: Connection, desk: Desk, delivery: "Delivery", *, mode: Mode, now: datetime
    ) -> list[Decision]:
        """Decide on each command and write what follows."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Commands that a desk brings in, in their order.

    `sent_at` is by the phone's clock (None: it was not said, or there is no phone); `report` is what a
    phone says of itself with it; `is_locked`: its cards are locked already, as opening a phone's desk does;
    `review` sees what has been decided before anything is written, and may raise.
    """

    commands: Sequence[Command]
    sent_at: datetime | None = None
    report: DeviceReport | None = None
    is_locked: bool = False
    review: Callable[[Sequence[Decision]], None] | None = None


def take_in(
    connection: Connection, desk: Desk, delivery: Delivery, *, mode: Mode, now: datetime
) -> list[Decision]:
    """Decide on each command of a delivery and write what follows; one decision for each, in their order.

    Permissions have been checked before. A command that the database cannot hold is refused, and its
    neighbours are written all the same.
    """
    intake = _Intake(connection, desk, delivery, mode, now)
    intake.lock()
    try:
        with connection.begin_nested():
            return intake.decide_and_write(delivery.commands)
    except NOT_WRITTEN:
        # One cannot be written, or another connection was faster. Its neighbours must not wait for it.
        return [intake.alone(command) for command in delivery.commands]


def take_in_at_once(
    connection: Connection, desk: Desk, delivery: Delivery, *, mode: Mode, now: datetime
) -> list[Decision]:
    """As take_in, for a caller who rolls back and calls take_in where this raises one of NOT_WRITTEN.

    It spares every other delivery a savepoint, which is two more round trips to PostgreSQL.
    """
    intake = _Intake(connection, desk, delivery, mode, now)
    intake.lock()
    return intake.decide_and_write(delivery.commands)


@dataclass(frozen=True, slots=True)
class _Intake:
    connection: Connection
    desk: Desk
    delivery: Delivery
    mode: Mode
    now: datetime

    def lock(self) -> None:
        if not self.delivery.is_locked:
            lock_cards(self.connection, self.delivery.commands)

    def alone(self, command: Command) -> Decision:
        try:
            with self.connection.begin_nested():
                return self.decide_and_write([command])[0]
        except NOT_WRITTEN:
            refused = UnreadableCommand(CommandRefusal.VISIT_NOT_STORED, command.id, command.sequence)
            with self.connection.begin_nested():
                return self.decide_and_write([refused])[0]

    def decide_and_write(self, commands: Sequence[Command]) -> list[Decision]:
        lock_visits(self.connection, commands)
        desk, clock = self.desk, self._clock()
        known = read(self.connection, commands, venue_id=desk.venue_id, device_id=desk.device_id, clock=clock)
        decisions = decide_all(commands, known, self.mode)
        if self.delivery.review is not None:
            self.delivery.review(decisions)
        write(self.connection, desk, decisions, report=self.delivery.report, now=self.now)
        return decisions

    def _clock(self) -> PhoneTime:
        enrolled_at = self.desk.device.enrolled_at if self.desk.device else None
        return phone_time(enrolled_at=enrolled_at, sent_at=self.delivery.sent_at, now=self.now)
