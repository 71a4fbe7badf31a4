"""There is a table of wrong tries, whose rows are counts; going back lets everybody try anew."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder

REVISION = "7d3f1a86c0e2"
COUNT = {"key": "a" * 64, "number": 3, "ends_at": "2026-11-28 12:00:00.000000"}


def test_each_key_is_counted_once_and_from_one_on(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.put("try_counts", **COUNT)
    for wrong in ({}, {"key": "b" * 64, "number": 0}, {"key": "b" * 64, "ends_at": None}):
        with pytest.raises(IntegrityError):
            ladder.put("try_counts", **{**COUNT, **wrong})


def test_going_back_and_up_again_begins_anew(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.put("try_counts", **COUNT)
    ladder.down()
    ladder.up()
    assert ladder.ask("SELECT * FROM try_counts") == []
