"""The rescue file: read, taken in by the venue or the national office, written to the log."""

import json
import uuid
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import World, add_device, personal_card
from webapp.core.audit.models import AuditRecord
from webapp.core.devices.models import Device
from webapp.core.errors import NotAllowedError, RefusedError
from webapp.core.visits.reasons import RescueRefusal
from webapp.core.visits.recording.rescue import import_visits, read_rescue_file
from webapp.core.visits.rules import Outcome


@pytest.fixture
def device(session: Session, world: World, now: datetime) -> Device:
    found = add_device(session, world.venue, now=now)
    found.revoked_at = now
    return found


def rescue_file(device_id: uuid.UUID, *commands: Any, **facts: Any) -> str:
    report = {"id": str(device_id), "last_sequence": 1, "waiting": 1, "list_made_at": None}
    file = {
        "format": "kaikukortti-visits",
        "version": 1,
        "exported_at": "2026-11-23T10:00:00Z",
        "device": report,
    }
    return json.dumps({**file, "commands": commands, **facts})


def command(code: str, sequence: int, now: datetime) -> dict[str, Any]:
    return {
        "type": "record", "id": str(uuid.uuid4()), "sequence": sequence, "code": code, "kind": "ticket",
        "at": now.isoformat(),
    }  # fmt: skip


def test_a_file_is_taken_in_once_and_a_broken_command_in_it_is_told(
    session: Session, world: World, device: Device, now: datetime
) -> None:
    code = personal_card(session, world.distributor, world.codes[0], now=now).code
    content = rescue_file(device.id, command(code, 1, now), "nonsense", command(world.codes[4], 3, now))
    for actor, first in ((world.venue, Outcome.RECORDED), (world.office, Outcome.ALREADY_RECORDED)):
        decisions = import_visits(session, actor, read_rescue_file(content), now=now).decisions
        assert [one.outcome for one in decisions][:2] == [first, Outcome.REFUSED]
    statement = select(AuditRecord.facts).where(AuditRecord.event == "visits_imported")
    assert sorted(facts["recorded"] for facts in session.scalars(statement)) == [0, 2]


def test_a_long_file_is_taken_in_whole(session: Session, world: World, device: Device, now: datetime) -> None:
    commands = [command("A000000001", number, now) for number in range(1, 451)]
    rescue = read_rescue_file(rescue_file(device.id, *commands))
    decisions = import_visits(session, world.venue, rescue, now=now).decisions
    assert [one.outcome for one in decisions] == [Outcome.RECORDED_WITH_REMARK] * 450


def test_another_venues_file_is_refused(
    session: Session, world: World, device: Device, now: datetime
) -> None:
    for actor, device_id in ((world.other_venue, device.id), (world.office, uuid.uuid4())):
        with pytest.raises(RefusedError) as refused:
            import_visits(session, actor, read_rescue_file(rescue_file(device_id)), now=now)
        assert refused.value.reason is RescueRefusal.RESCUE_FILE_OF_ANOTHER
    for actor in (world.distributor, world.coordinator):
        with pytest.raises(NotAllowedError):
            import_visits(session, actor, read_rescue_file(rescue_file(device.id)), now=now)


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "7", "null", "[" * 100_000, rescue_file(uuid.uuid4(), format="other"),
     rescue_file(uuid.uuid4(), version=2), rescue_file(uuid.uuid4(), commands={}),
     rescue_file(uuid.uuid4(), device=None), rescue_file(uuid.uuid4(), device={"id": "x"})],
)  # fmt: skip
def test_what_no_phone_can_have_written_is_refused(content: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_rescue_file(content)
    assert refused.value.reason is RescueRefusal.RESCUE_FILE_UNREADABLE
