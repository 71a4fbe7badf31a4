"""Enrol a phone, give it a new key, take its report, revoke it."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission, may
from webapp.core.audit.actions import record_event
from webapp.core.calendar import is_between
from webapp.core.devices.events import (
    DeviceEmptied,
    DeviceEnrolled,
    DeviceKeyed,
    DeviceRevoked,
    EnrolmentMade,
)
from webapp.core.devices.models import Device, DeviceKind, Enrolment
from webapp.core.devices.queries import looks_after_devices
from webapp.core.devices.reasons import DeviceRefusal
from webapp.core.devices.rules import read_enrolment_code
from webapp.core.errors import NotAllowedError, NotFoundError, RefusedError
from webapp.core.free_text.checks import Writer, refuse_details
from webapp.core.identifiers import digest, new_id
from webapp.core.networks.service_numbers import SERVICE
from webapp.core.partners.desks import Desk, own_desk
from webapp.core.secret_codes import new_secret

LONGEST_NAME: Final = 60
_KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class NewEnrolment:
    """An enrolment's secret, which is known only now, and when it stops working."""

    name: str
    secret: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NewDevice:
    """A device and the token of its cookie (256 random bits), which is known only now."""

    device: Device
    token: str


@dataclass(frozen=True, slots=True)
class DeviceReport:
    """What a phone reports of itself: the last number it gave to a command, how many wait, its list's age."""

    last_sequence: int
    waiting: int
    list_made_at: datetime | None


def make_enrolment(session: Session, desk: Desk, name: str, *, now: datetime) -> NewEnrolment:
    """A single-use secret, good for ten minutes, by which one phone becomes a counter's device.

    Raises:
        NotAllowedError: the actor may not do this.
        RefusedError: DEVICE_NAME or TEXT_IDENTITY_CODE.
    """
    desk.must(Permission.ENROL_DEVICES)
    if not desk.actor.is_contact_person:
        raise NotAllowedError
    name = check_device_name(name)
    # Showing a new QR makes the one before it worthless: there is one way in at a time.
    ours = Enrolment.venue_id == desk.venue_id
    session.execute(delete(Enrolment).where(ours, Enrolment.used_at.is_(None)))
    secret = new_secret()
    enrolment = Enrolment(
        id=new_id(now), secret_digest=digest(secret), venue_id=desk.venue_id, name=name,
        made_by=desk.actor.account_id, made_at=now, expires_at=now + SERVICE.enrolment_lasts,
    )  # fmt: skip
    session.add(enrolment)
    record_act(session, desk.actor, EnrolmentMade(enrolment.id), now=now)
    return NewEnrolment(name, secret, enrolment.expires_at)


def check_device_name(typed: str, field: str = "name") -> str:
    """What people at a venue call a phone, as it is kept.

    Raises:
        RefusedError: DEVICE_NAME or TEXT_IDENTITY_CODE.
    """
    name = " ".join(typed.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise RefusedError(DeviceRefusal.DEVICE_NAME, field, most=LONGEST_NAME)
    refuse_details(name, field, Writer.OFFICE)
    return name


def use_enrolment(session: Session, typed_secret: str, *, now: datetime) -> str:
    """Use an enrolment's secret up and return the new counter device's cookie token.

    Raises:
        RefusedError: ENROLMENT_MISTYPED or ENROLMENT_INVALID.
    """
    secret = read_enrolment_code(typed_secret)
    statement = select(Enrolment).where(Enrolment.secret_digest == digest(secret))
    enrolment = session.scalar(statement.with_for_update())
    is_open = enrolment is not None and is_between(enrolment.made_at, enrolment.expires_at, now)
    if enrolment is None or not is_open or enrolment.used_at is not None:
        raise RefusedError(DeviceRefusal.ENROLMENT_INVALID, "secret")
    enrolment.used_at = now
    device = Device(
        venue_id=enrolment.venue_id, kind=DeviceKind.COUNTER, name=enrolment.name,
        enrolled_by=enrolment.made_by,
    )  # fmt: skip
    token = _save(session, device, now=now)
    event = DeviceEnrolled(device.id, device.kind)
    record_event(session, event, now=now, account_id=None, organisation_id=device.venue_id)
    return token


def register_personal_device(session: Session, desk: Desk, *, now: datetime) -> NewDevice:
    """A member of staff's own phone, known by its token from now on; their sign-in still lets them in.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    desk.must(Permission.CHECK_CARDS)
    actor = desk.actor
    device = Device(
        venue_id=desk.venue_id, kind=DeviceKind.PERSONAL, name=actor.name[:LONGEST_NAME],
        account_id=actor.account_id, enrolled_by=actor.account_id,
    )  # fmt: skip
    token = _save(session, device, now=now)
    record_act(session, actor, DeviceEnrolled(device.id, device.kind), now=now)
    return NewDevice(device, token)


def _save(session: Session, device: Device, *, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    _save_as(session, device, digest(token), now=now)
    return token


def _save_as(session: Session, device: Device, token_digest: str, *, now: datetime) -> None:
    device.id, device.token_digest = new_id(now), token_digest
    device.list_key = secrets.token_bytes(_KEY_BYTES)
    device.enrolled_at = device.last_seen_at = now
    session.add(device)
    session.flush()


def rekey_device(session: Session, desk: Desk, device_id: uuid.UUID, *, now: datetime) -> Device:
    """A new key for a live device of the desk's venue that lost its storage: its old list is worthless.

    Raises:
        NotFoundError: there is no such thing for the actor.
    """
    device = session.get(Device, device_id, with_for_update=True)
    if device is None or device.venue_id != desk.venue_id or device.revoked_at is not None:
        raise NotFoundError
    device.list_key = secrets.token_bytes(_KEY_BYTES)
    device.list_made_at, device.last_seen_at = None, now
    record_act(session, desk.actor, DeviceKeyed(device.id), now=now)
    return device


def replace_emptied_device(session: Session, desk: Desk, device_id: uuid.UUID, *, now: datetime) -> Device:
    """Another device for a phone of the desk's venue that lost its storage, under the cookie that it has.

    Nobody knows which numbers it had given before: it begins at 1, and the former device shows what happened.

    Raises:
        NotFoundError: there is no such thing for the actor.
    """
    former = session.get(Device, device_id, with_for_update=True)
    if former is None or former.venue_id != desk.venue_id or former.revoked_at is not None:
        raise NotFoundError
    kept_digest = former.token_digest
    former.token_digest = digest(secrets.token_urlsafe(32))  # nobody's
    former.emptied_at = former.revoked_at = now
    session.flush()
    successor = Device(
        venue_id=former.venue_id, kind=former.kind, name=former.name,
        account_id=former.account_id, enrolled_by=former.enrolled_by,
    )  # fmt: skip
    _save_as(session, successor, kept_digest, now=now)
    record_act(session, desk.actor, DeviceEmptied(former.id, successor.id), now=now)
    return successor


def revoke_device(session: Session, actor: Actor, device_id: uuid.UUID, *, now: datetime) -> Device:
    """End a device: a contact person any of their venue, a person their own, the national office every one.

    Revoking it again changes nothing. What waits on it can still be brought in by whoever signs in there.

    Raises:
        NotFoundError: there is no such thing for the actor.
    """
    device = device_to_revoke(session, actor, device_id, lock=True)
    if device.revoked_at is None:
        device.revoked_at = now
        record_act(session, actor, DeviceRevoked(device.id), now=now)
    return device


def device_to_revoke(session: Session, actor: Actor, device_id: uuid.UUID, *, lock: bool = False) -> Device:
    """A device that the actor may end.

    Raises:
        NotFoundError: there is no such thing for the actor.
    """
    device = session.get(Device, device_id, with_for_update=lock or None)
    if device is None or not _may_revoke(actor, device):
        raise NotFoundError
    return device


def _may_revoke(actor: Actor, device: Device) -> bool:
    if may(actor.role, Permission.SEE_ALL_DEVICES):
        return True
    is_own = device.account_id is not None and device.account_id == actor.person_id
    return device.venue_id == own_desk(actor).venue_id and (is_own or looks_after_devices(actor))


def leave_device(session: Session, token: str, *, now: datetime, only_personal: bool = True) -> None:
    """End the device whose browser gives its token up; an unknown or a revoked one is no error."""
    statement = select(Device).where(Device.token_digest == digest(token), Device.revoked_at.is_(None))
    device = session.scalar(statement.with_for_update())
    if device is None or (only_personal and device.kind != DeviceKind.PERSONAL):
        return
    _revoke_own(session, device, now=now)


def end_personal_devices(
    session: Session,
    account_id: int,
    *,
    now: datetime,
    venue_id: int | None = None,
    kept: uuid.UUID | None = None,
) -> None:
    """Take the lists that a person's own phones hold, at one venue or everywhere; one phone may keep its own.

    Whoever no longer works there, or fears for their password, cannot say which of them is in whose hands.
    """
    mine = select(Device).where(Device.account_id == account_id, Device.kind == DeviceKind.PERSONAL)
    live = mine.where(Device.revoked_at.is_(None)).order_by(Device.id).with_for_update()
    for device in session.scalars(live):
        if device.id != kept and venue_id in {None, device.venue_id}:
            _revoke_own(session, device, now=now)


def _revoke_own(session: Session, device: Device, *, now: datetime) -> None:
    device.revoked_at = now
    event = DeviceRevoked(device.id)
    record_event(session, event, now=now, account_id=device.account_id, organisation_id=device.venue_id)
