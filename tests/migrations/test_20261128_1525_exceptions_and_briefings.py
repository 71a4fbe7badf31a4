"""Exceptions end after they start and have one place; a person is briefed once a day for an organisation."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder
from tests.migrations.rows import uid

REVISION = "a40c7e19f5d2"
THEN = "2026-11-20 10:00:00.000000"
EXCEPTION = {
    "id": uid(801), "network_id": 1, "reason": '{"fi": "Remontti"}', "starts_on": "2026-11-01",
    "ends_on": "2026-12-01", "made_by": 1, "made_at": THEN,
}  # fmt: skip
BRIEFING = {
    "account_id": 2, "organisation_id": 2, "briefed_on": "2026-11-01", "recorded_by": 4, "recorded_at": THEN,
}  # fmt: skip


@pytest.mark.parametrize("wrong", [{"ends_on": "2026-10-31"}, {"venue_id": 2}])
def test_an_exception_ends_later_and_is_in_one_place(ladder: Ladder, wrong: dict[str, object]) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    with pytest.raises(IntegrityError):
        ladder.put("model_exceptions", **{**EXCEPTION, **wrong})
    ladder.put("model_exceptions", **EXCEPTION)
    ladder.down()
    ladder.up()
    assert ladder.ask("SELECT count(*) FROM model_exceptions") == [(0,)]


def test_a_briefing_is_written_once_a_day(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.put("briefings", **BRIEFING)
    with pytest.raises(IntegrityError):
        ladder.put("briefings", **BRIEFING)
    ladder.put("briefings", **{**BRIEFING, "briefed_on": "2026-11-02"})
    ladder.down()
