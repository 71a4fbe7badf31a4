"""A counter's phone as the register sees it: it sends lists of commands and gets what became of each."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from tests.factories import add_device, session_of
from webapp.core.accounts.actor import Actor
from webapp.core.accounts.factors.demand import FactorDemand
from webapp.core.accounts.sessions import SESSION_RESTS
from webapp.core.devices.actions import DeviceReport
from webapp.core.devices.claims import Claim, DeviceClaim, PersonClaim
from webapp.core.devices.models import Device
from webapp.core.errors import NotFoundError
from webapp.core.visits.recording.commands import Command
from webapp.core.visits.recording.decide import Mode
from webapp.core.visits.recording.intake import Delivery, take_in
from webapp.core.visits.recording.known import Decision
from webapp.core.visits.recording.opening import open_desk


def deliver(
    session: Session, actor: Actor, device: Device, delivery: Delivery, *, now: datetime
) -> list[Decision]:
    """Bring a device's list in as the API does; NotFoundError where it is not of the actor's venue."""
    return _bring_in(session, claim_of(session, actor, now=now), device.id, delivery, now=now)


def claim_of(session: Session, actor: Actor, *, now: datetime) -> Claim:
    """What a request says of an actor's person who has just signed in."""
    return PersonClaim(session_of(session, actor, now=now), now, now - SESSION_RESTS, FactorDemand())


def _bring_in(
    session: Session, claim: Claim, device_id: uuid.UUID, delivery: Delivery, *, now: datetime
) -> list[Decision]:
    connection, commands = session.connection(), delivery.commands
    desk = open_desk(connection, [claim], device_id=device_id, commands=commands)
    if desk is None:
        raise NotFoundError
    return take_in(connection, desk, replace(delivery, is_locked=True), mode=Mode.LATE, now=now)


def report_state(
    session: Session, actor: Actor, device_id: uuid.UUID, report: DeviceReport, *, now: datetime
) -> None:
    """Let a phone of the actor’s venue report itself, as it does with an empty list."""
    deliver(session, actor, session.get_one(Device, device_id), Delivery([], now, report), now=now)


def report_own_state(
    session: Session, token: str, device_id: uuid.UUID, report: DeviceReport, *, now: datetime
) -> None:
    """Let a counter's phone, known by its token, report itself."""
    _bring_in(session, DeviceClaim(token), device_id, Delivery([], now, report), now=now)


class Phone:
    """Enrolled long ago, with a clock that is right unless one is given."""

    def __init__(self, session: Session, actor: Actor, now: datetime) -> None:
        self.session, self.actor, self.now = session, actor, now
        self.device = add_device(session, actor, now=now - timedelta(days=400))

    def send(
        self, *commands: Command, sent_at: datetime | None = None, now: datetime | None = None
    ) -> list[Decision]:
        """Send a list at a moment, by default now."""
        delivery = Delivery(commands, sent_at or now or self.now)
        return deliver(self.session, self.actor, self.device, delivery, now=now or self.now)


def outcomes(decisions: Sequence[Decision]) -> list[tuple[str, str | None]]:
    """Outcome and reason of each."""
    return [(one.outcome, one.reason) for one in decisions]
