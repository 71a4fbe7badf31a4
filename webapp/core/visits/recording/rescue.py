"""The rescue file: what a phone that can no longer send has kept, taken in by hand."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission, may
from webapp.core.devices.desks import desk_of_device
from webapp.core.devices.models import Device
from webapp.core.errors import RefusedError
from webapp.core.partners.desks import own_desk
from webapp.core.typed_json import read_json
from webapp.core.visits.events import VisitsImported
from webapp.core.visits.reasons import RescueRefusal
from webapp.core.visits.recording.commands import Command, read_commands, read_id
from webapp.core.visits.recording.decide import Mode
from webapp.core.visits.recording.intake import MOST_COMMANDS, Delivery, take_in
from webapp.core.visits.recording.known import Decision, NewVisit
from webapp.core.visits.recording.statements import lock_cards
from webapp.core.visits.recording.unknown_codes import held_back

FORMAT: Final = "kaikukortti-visits"
VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class RescueFile:
    """The phone that wrote it, and its commands in their order."""

    device_id: uuid.UUID
    commands: Sequence[Command]


def read_rescue_file(content: str) -> RescueFile:
    """Read a file's text.

    Raises:
        RefusedError: RESCUE_FILE_UNREADABLE, where a phone cannot have written it.
    """
    try:
        written: Any = read_json(content)
        is_ours = (written["format"], written["version"]) == (FORMAT, VERSION)
        if not is_ours or not isinstance(written["commands"], list):
            raise RefusedError(RescueRefusal.RESCUE_FILE_UNREADABLE, "content")
        return RescueFile(read_id(written["device"]["id"]), read_commands(written["commands"]))
    except (KeyError, TypeError, ValueError):
        raise RefusedError(RescueRefusal.RESCUE_FILE_UNREADABLE, "content") from None


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file's commands, in their order, and how many of them wait."""

    decisions: Sequence[Decision]
    waiting: int


def import_visits(
    session: Session, actor: Actor, rescue: RescueFile, *, now: datetime, answered: int | None = None
) -> Imported:
    """Take a rescue file in for the phone's own venue.

    A venue takes in its own phones' files, the national office everybody's. When a file was written says
    nothing of its phone's clock: its times are taken as they are. Where the actor has guessed too often, only
    the first `answered` commands may be about any code; those that wait come with the same file later.

    Raises:
        RefusedError: RESCUE_FILE_OF_ANOTHER.
    """
    actor.must(Permission.IMPORT_VISITS)
    device = session.get(Device, rescue.device_id)
    is_anybodys = may(actor.role, Permission.SEE_ALL_DEVICES)
    if device is None or not (is_anybodys or device.venue_id == own_desk(actor).venue_id):
        raise RefusedError(RescueRefusal.RESCUE_FILE_OF_ANOTHER, "content")
    desk, connection = desk_of_device(actor, device), session.connection()
    waiting: set[int] = set()
    if answered is not None:
        waiting = held_back(connection, rescue.commands, venue_id=desk.venue_id, answered=answered)
    commands = [one for place, one in enumerate(rescue.commands) if place not in waiting]
    # All at once and in the order of a phone's own delivery: the device first, then its cards.
    session.refresh(device, with_for_update={"key_share": True})
    lock_cards(connection, commands)
    decisions: list[Decision] = []
    for start in range(0, len(commands), MOST_COMMANDS):
        delivery = Delivery(commands[start : start + MOST_COMMANDS], is_locked=True)
        decisions += take_in(connection, desk, delivery, mode=Mode.LATE, now=now)
    recorded = sum(isinstance(one.change, NewVisit) for one in decisions)
    record_act(session, actor, VisitsImported(device.id, len(decisions), recorded), now=now)
    return Imported(decisions, len(waiting))
