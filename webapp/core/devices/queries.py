"""Devices: which one asks, those of a venue and of the country, and what each has reported."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select, true
from sqlalchemy.orm import Session, joinedload

from webapp.core.accounts.actor import ActingOrganisation, Actor
from webapp.core.accounts.roles import Permission, Role, may
from webapp.core.database import first_row
from webapp.core.devices.models import Arrival, Device, DeviceKind
from webapp.core.devices.rules import SILENT_AT_COUNTER, DeviceFacts, Numbers, is_silent, lost, may_have_lost
from webapp.core.identifiers import digest
from webapp.core.names import by_name
from webapp.core.partners.desks import Desk
from webapp.core.partners.models import Organisation

_REMEMBERED_FOR: Final = timedelta(days=30)
"""How long a phone that is no longer used stays in sight."""


@dataclass(frozen=True, slots=True)
class DeviceInHand:
    """The device whose cookie came with a request, live or revoked."""

    id: uuid.UUID
    kind: DeviceKind
    name: str
    account_id: int | None
    venue: ActingOrganisation
    is_live: bool


@dataclass(frozen=True, slots=True)
class DeviceState:
    """A device, the numbers that have not arrived from it, and what to make of both."""

    device: Device
    not_arrived: Sequence[Numbers]
    lost: int
    is_silent: bool
    may_have_lost: bool

    @property
    def is_emptied(self) -> bool:
        """Whether its phone lost its storage: that is shown also where it is not likely to matter."""
        return self.device.emptied_at is not None

    @property
    def needs_attention(self) -> bool:
        """Whether visits may have been lost, or may be on the way to it."""
        return self.lost > 0 or self.is_silent or self.may_have_lost


# Built once, as partners.queries does: every request of a counter's phone asks it.
DEVICE_IN_HAND: Final = (
    select(
        Device.id,
        Device.kind,
        Device.name,
        Device.account_id,
        Device.revoked_at,
        Device.venue_id,
        Organisation.name.label("venue_name"),
        Organisation.network_id,
        Organisation.municipality_code,
        Organisation.is_active,
    )
    .join(Organisation, Organisation.id == Device.venue_id)
    .where(Device.token_digest == bindparam("token_digest"))
)


def device_of_token(session: Session, token: str) -> DeviceInHand | None:
    """The device that keeps this token, also when it has been revoked; None for an unknown token."""
    row = first_row(session, DEVICE_IN_HAND, {"token_digest": digest(token)})
    return device_in_hand(row) if row is not None else None


def device_in_hand(row: Any) -> DeviceInHand:  # noqa: ANN401 - SQLAlchemy's row, or the driver's
    """The device that a row of DEVICE_IN_HAND's columns tells of."""
    return DeviceInHand(
        id=row.id,
        kind=DeviceKind(row.kind),
        name=row.name,
        account_id=row.account_id,
        venue=ActingOrganisation(row.venue_id, row.venue_name, row.network_id, row.municipality_code),
        is_live=row.revoked_at is None and row.is_active,
    )


def actor_of_device(device: DeviceInHand) -> Actor | None:
    """The actor that a counter's device is by itself; None for a personal or a revoked one."""
    if device.kind is not DeviceKind.COUNTER or not device.is_live:
        return None
    return Actor(
        person_id=None,
        name=device.name,
        role=Role.COUNTER_DEVICE,
        organisation=device.venue,
        is_contact_person=False,
        has_other_roles=False,
        device_id=device.id,
    )


def is_used_at(device: DeviceInHand, desk: Desk) -> bool:
    """Whether a device is live and this desk's: of its venue and, a personal one, the actor's own."""
    is_own = device.kind is DeviceKind.COUNTER or device.account_id == desk.actor.person_id
    return device.is_live and is_own and device.venue.id == desk.venue_id


def next_sequence(session: Session, device: Device) -> int:
    """The first number a device may give: those that were lost with its storage stay visible as a gap."""
    arrived = session.scalar(select(func.max(Arrival.sequence)).where(Arrival.device_id == device.id))
    return max(device.last_sequence, arrived or 0) + 1


def has_worked(session: Session, device_id: uuid.UUID) -> bool:
    """Whether a page has worked as this device: it fetched a list, or gave a number to a command."""
    has_list, has_numbers = (
        Device.list_made_at.is_not(None),
        (Device.last_sequence > 0) | (Device.arrived > 0),
    )
    worked = select(Device.id).where(Device.id == device_id, has_list | has_numbers)
    return session.scalar(worked) is not None


def looks_after_devices(actor: Actor) -> bool:
    """Whether all of the venue's devices are this actor's business, and not only their own."""
    return actor.is_contact_person and may(actor.role, Permission.ENROL_DEVICES)


def devices_of_venue(session: Session, desk: Desk, *, now: datetime, language: str) -> Sequence[DeviceState]:
    """A contact person's venue's devices, anybody else's own ones; those that need attention first.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    desk.must(Permission.ENROL_DEVICES)
    wanted = Device.venue_id == desk.venue_id
    if not looks_after_devices(desk.actor):
        wanted &= Device.account_id == desk.actor.account_id
    states = _states(session, wanted, language, now=now)
    return sorted(states, key=lambda one: not one.needs_attention)


def devices_of_country(
    session: Session, actor: Actor, *, now: datetime, language: str
) -> Sequence[DeviceState]:
    """Every venue's devices, by venue.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.SEE_ALL_DEVICES)
    return _states(session, true(), language, now=now)


def devices_needing_attention(
    session: Session, actor: Actor, *, now: datetime, language: str
) -> Sequence[DeviceState]:
    """Those of every venue that have fallen silent or whose visits may be lost, by venue.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.SEE_ALL_DEVICES)
    states = _states(session, true(), language, now=now, only_suspects=True)
    return [one for one in states if one.needs_attention]


_LAST: Final = (
    select(func.coalesce(func.max(Arrival.sequence), 0))
    .where(Arrival.device_id == Device.id)
    .scalar_subquery()
)


def _in_sight(now: datetime, wanted: ColumnElement[bool]) -> Select[uuid.UUID, int]:
    """Devices in use and, for a month, those that were: a gap in theirs must not vanish with them."""
    lately = now - _REMEMBERED_FOR
    return select(Device.id, _LAST.label("last")).where(
        wanted,
        or_(Device.revoked_at.is_(None), Device.revoked_at >= lately),
        or_(Device.kind == DeviceKind.COUNTER, Device.last_seen_at >= lately, Device.waiting > 0),
    )


def _states(
    session: Session,
    wanted: ColumnElement[bool],
    language: str,
    *,
    now: datetime,
    only_suspects: bool = False,
) -> list[DeviceState]:
    known = _in_sight(now, wanted).subquery()
    statement = (
        select(Device, Device.arrived, known.c.last)
        .join(known, known.c.id == Device.id)
        .join(Organisation, Organisation.id == Device.venue_id)
        .options(joinedload(Device.venue))
        .order_by(*_in_order(language))
    )
    if only_suspects:
        is_incomplete = or_(Device.last_sequence > Device.arrived, known.c.last > Device.arrived)
        is_unseen = Device.last_seen_at <= now - SILENT_AT_COUNTER
        is_emptied = Device.emptied_at.is_not(None)
        statement = statement.where(or_(Device.waiting > 0, is_unseen, is_incomplete, is_emptied))
    rows = session.execute(statement).all()
    # The count tells whether a number may be missing; which ones is read for the few devices where one may.
    gaps = _gaps(session, [device.id for device, arrived, last in rows if last > arrived])
    states = [_state(device, gaps.get(device.id, []), last=last, now=now) for device, _, last in rows]
    return [one for one in states if one.device.revoked_at is None or one.needs_attention or one.is_emptied]


def _in_order(language: str) -> tuple[Any, ...]:
    venue, device = by_name(Organisation, language), by_name(Device, language)
    return venue, Device.venue_id, Device.kind, device, Device.id


def _state(device: Device, gaps: Sequence[Numbers], *, last: int, now: datetime) -> DeviceState:
    highest = max(last, device.last_sequence)
    tail = [Numbers(last + 1, highest)] if highest > last else []
    # By the gaps, not by the count: while versions change, one that does not count may still be writing.
    not_arrived = [*gaps, *tail]
    facts = DeviceFacts(
        is_counter=device.kind == DeviceKind.COUNTER,
        is_revoked=device.revoked_at is not None,
        last_seen_at=device.last_seen_at,
        waiting=device.waiting,
        not_arrived=sum(len(one) for one in not_arrived),
        last_number=highest,
        is_emptied=device.emptied_at is not None,
    )
    return DeviceState(device, not_arrived, lost(facts), is_silent(facts, now), may_have_lost(facts))


def _gaps(session: Session, device_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Numbers]]:
    """The numbers below the highest that has arrived which have not."""
    before = func.lag(Arrival.sequence, 1, 0).over(partition_by=Arrival.device_id, order_by=Arrival.sequence)
    numbered = (
        select(Arrival.device_id, Arrival.sequence, before.label("before"))
        .where(Arrival.device_id.in_(device_ids))
        .subquery()
    )
    columns = numbered.c
    holes = select(columns.device_id, columns.before + 1, columns.sequence - 1).where(
        columns.sequence - columns.before > 1
    )
    found: dict[uuid.UUID, list[Numbers]] = defaultdict(list)
    for device_id, first, last in session.execute(holes.order_by(columns.device_id, columns.sequence)):
        found[device_id].append(Numbers(first, last))
    return found
