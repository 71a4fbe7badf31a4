"""The log's new index changes nothing of what is written, up or down."""

from tests.migrations.ladder import Ladder
from tests.migrations.rows import ROWS

REVISION = "e83b5a0d47c1"
WRITTEN = "SELECT count(*) FROM audit_records WHERE organisation_id = 3 AND event = 'card_issued'"


def test_what_is_written_stays(ladder: Ladder) -> None:
    assert any(one["event"] == "card_issued" for one in ROWS["audit_records"])
    ladder.stand_before(REVISION)
    before = ladder.ask(WRITTEN)
    ladder.up()
    assert ladder.ask(WRITTEN) == before == [(1,)]
    ladder.down()
    assert ladder.ask(WRITTEN) == before
