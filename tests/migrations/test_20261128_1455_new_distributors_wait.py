"""Distributors that are there have the national office's yes; only a distributor is of its kinds."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder

REVISION = "7b3e90c5d148"
IS_OF = "UPDATE organisations SET distributor_kind_id = :of_kind, run_by = :run_by WHERE kind = :kind"


def test_distributors_that_are_there_wait_for_nothing(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    assert ladder.ask("SELECT count(*) FROM distributor_approvals") == [(0,)]
    assert set(ladder.ask("SELECT distributor_kind_id, run_by FROM organisations")) == {(None, None)}


def test_only_a_distributor_is_of_a_kind_and_run_by_somebody_known(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.put("distributor_kinds", id=1, code="other", name='{"fi": "muu"}', position=1)
    ladder.run(IS_OF, kind="distributor", of_kind=1, run_by="parish")
    for odd in (
        {"kind": "distributor", "of_kind": 1, "run_by": "odd"},
        {"kind": "distributor", "of_kind": 2, "run_by": "parish"},
        {"kind": "venue", "of_kind": None, "run_by": "public"},
        {"kind": "venue", "of_kind": 1, "run_by": None},
    ):
        with pytest.raises(IntegrityError):
            ladder.run(IS_OF, **odd)


def test_a_decision_has_somebody_and_a_time(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    asked = {"organisation_id": 3, "asked_by": 4, "asked_at": "2026-11-20 08:00:00.000000", "reason": ""}
    for half in ({"is_approved": True}, {"decided_by": 1}, {"decided_at": "2026-11-21 08:00:00.000000"}):
        with pytest.raises(IntegrityError):
            ladder.put("distributor_approvals", **asked, **half)
    ladder.put("distributor_approvals", **asked)
    ladder.down()
    assert ladder.ask("SELECT count(*) FROM organisations") == [(4,)]
