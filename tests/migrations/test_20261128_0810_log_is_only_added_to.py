"""What the log held before can no longer be changed, and can again after going back."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder

REVISION = "d20e7b4f91a3"
EVENTS = "SELECT event FROM audit_records"
CHANGE = "UPDATE audit_records SET event = 'nothing'"


def test_what_was_written_before_cannot_be_changed_from_now_on(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    with pytest.raises(IntegrityError, match="only added to"):
        ladder.run(CHANGE)
    assert ladder.ask(EVENTS) == [("card_issued",)]
    assert ladder.ask("SELECT id, position FROM audit_anchors") == [(1, 0)]
    ladder.down()
    ladder.run(CHANGE)
    assert ladder.ask(EVENTS) == [("nothing",)]
