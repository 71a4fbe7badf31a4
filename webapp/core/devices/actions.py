"""Enrol a phone, give it a new key, hear how it stands, revoke it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, case, or_, update
from sqlalchemy.orm import Session

from webapp.core.devices.models import Device

SEEN_TO_THE_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Told:
    """How a phone says it stands: the last number it gave to a command, how many wait, its list's age."""

    last_sequence: int
    waiting: int
    list_made_at: datetime | None


# One statement, so that two tabs which speak at once cannot take the last number back; and none is written
# where nothing has changed but a few seconds.
_TELL: Final = (
    update(Device)
    .where(
        Device.id == bindparam("device"),
        or_(
            Device.last_sequence < bindparam("told_sequence"),
            Device.waiting != bindparam("told_waiting"),
            Device.list_made_at.is_distinct_from(bindparam("told_list_made_at")),
            Device.last_seen_at <= bindparam("a_minute_ago"),
        ),
    )
    .values(
        last_sequence=case(
            (Device.last_sequence < bindparam("told_sequence"), bindparam("told_sequence")),
            else_=Device.last_sequence,
        ),
        waiting=bindparam("told_waiting"),
        list_made_at=bindparam("told_list_made_at"),
        last_seen_at=bindparam("now"),
    )
)


def tell_state(session: Session, device: Device, told: Told, *, now: datetime) -> None:
    """Note what a phone tells of itself with every sync; costs one statement, often without a write."""
    facts = {
        "device": device.id, "told_sequence": told.last_sequence, "told_waiting": told.waiting,
        "told_list_made_at": told.list_made_at, "a_minute_ago": now - SEEN_TO_THE_MINUTE, "now": now,
    }  # fmt: skip
    session.connection().execute(_TELL, facts)
