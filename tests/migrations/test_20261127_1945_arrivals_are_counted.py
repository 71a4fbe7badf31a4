"""The numbers that have arrived from a device are counted on its row."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder
from tests.migrations.rows import ROWS, uid

REVISION = "f6b8d2e5a765"
COUNTS = "SELECT name, arrived FROM devices ORDER BY name"


def test_what_has_arrived_before_is_counted_for_each_device(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    first = ROWS["arrivals"][0]
    ladder.put("arrivals", **{**first, "device_id": uid(32), "sequence": 9, "command_id": uid(209)})
    ladder.up()
    assert ladder.ask(COUNTS) == [("Kassa", 3), ("venue", 1)]


def test_going_up_again_counts_what_arrived_meanwhile(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.down()
    ladder.put("arrivals", **{**ROWS["arrivals"][0], "sequence": 3, "command_id": uid(203)})
    ladder.up()
    assert ladder.ask(COUNTS) == [("Kassa", 4), ("venue", 0)]


def test_a_device_enrolled_by_the_version_before_begins_at_none(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    enrolled = {**ROWS["devices"][0], "id": uid(39), "name": "Uusi", "token_digest": f"{39:064x}"}
    ladder.put("devices", **enrolled)
    assert ("Uusi", 0) in ladder.ask(COUNTS)
    with pytest.raises(IntegrityError):
        ladder.run("UPDATE devices SET arrived = -1")
