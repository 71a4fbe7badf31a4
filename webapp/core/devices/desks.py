"""Desks with a phone: of the venue whose phone it is."""

from typing import Any

from webapp.core.accounts.actor import Actor
from webapp.core.devices.models import Device
from webapp.core.partners.desks import Desk, DeskDevice


def desk_of_device(actor: Actor, device: Device) -> Desk:
    """The desk of a device's venue, with the device in hand; whose the device is has been checked before."""
    return Desk(actor, device.venue_id, DeskDevice(device.id, device.account_id, device.enrolled_at))


def desk_of_proof(actor: Actor, row: Any) -> Desk:  # noqa: ANN401 - a row of claims.PROOF_WITH_DEVICE
    """The desk that a proof's row tells of: its device is of the actor's own venue."""
    device = DeskDevice(row.device_id, row.device_account, row.enrolled_at)
    return Desk(actor, actor.organisation.id, device)
