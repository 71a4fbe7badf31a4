"""When a phone was found emptied stands on its device; the version before neither knows nor needs it."""

from tests.migrations.ladder import Ladder
from tests.migrations.rows import ROWS

REVISION = "da88d63f3890"


def test_no_device_of_before_is_taken_for_an_emptied_one(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    assert ladder.ask("SELECT count(*) FROM devices WHERE emptied_at IS NOT NULL") == [(0,)]


def test_the_version_before_keeps_the_device_of_an_emptied_phone(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.run("UPDATE devices SET emptied_at = last_seen_at, revoked_at = last_seen_at")
    ladder.down()
    assert ladder.ask("SELECT count(*) FROM devices WHERE revoked_at IS NOT NULL") == [
        (len(ROWS["devices"]),)
    ]
