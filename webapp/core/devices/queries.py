"""Devices: which one asks, those of a venue, and what each has told."""

import uuid
from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import ActingOrganisation, Actor
from webapp.core.accounts.roles import Role
from webapp.core.database import first_row
from webapp.core.devices.models import Device, DeviceKind
from webapp.core.errors import NotFoundError
from webapp.core.identifiers import digest
from webapp.core.partners.models import Organisation


@dataclass(frozen=True, slots=True)
class DeviceInHand:
    """The device whose cookie came with a request, live or revoked."""

    id: uuid.UUID
    kind: DeviceKind
    name: str
    account_id: int | None
    venue: ActingOrganisation
    is_live: bool


# Built once, as partners.queries does: every request of a counter's phone asks it.
_IN_HAND: Final = (
    select(
        Device.id,
        Device.kind,
        Device.name,
        Device.account_id,
        Device.revoked_at,
        Device.venue_id,
        Organisation.name_fi,
        Organisation.name_sv,
        Organisation.network_id,
        Organisation.municipality_code,
        Organisation.is_active,
    )
    .join(Organisation, Organisation.id == Device.venue_id)
    .where(Device.token_digest == bindparam("token_digest"))
)


def device_of_token(session: Session, token: str) -> DeviceInHand | None:
    """The device that keeps this token, also when it has been revoked; None for an unknown token."""
    row = first_row(session, _IN_HAND, {"token_digest": digest(token)})
    if row is None:
        return None
    return DeviceInHand(
        id=row.id,
        kind=DeviceKind(row.kind),
        name=row.name,
        account_id=row.account_id,
        venue=ActingOrganisation(
            row.venue_id, row.name_fi, row.name_sv, row.network_id, row.municipality_code
        ),
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


def is_used_by(device: DeviceInHand, actor: Actor) -> bool:
    """Whether a device is live and this actor's: of their venue and, a personal one, their own."""
    is_own = device.kind is DeviceKind.COUNTER or device.account_id == actor.person_id
    return device.is_live and is_own and device.venue.id == actor.organisation.id


def device_at_venue(session: Session, actor: Actor, device_id: uuid.UUID) -> Device:
    """A device of the actor's venue, live or revoked; NotFoundError for any other."""
    device = session.get(Device, device_id)
    if device is None or device.venue_id != actor.organisation.id:
        raise NotFoundError
    return device
