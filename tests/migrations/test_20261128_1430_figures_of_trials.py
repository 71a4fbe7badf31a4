"""Figures of trials are handed in under an id of their own; everything before stays as it is."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder
from tests.migrations.rows import uid

REVISION = "6a0f3d92c8e7"
REPORT = {
    "id": uid(951), "network_id": 1, "kind": "interim", "first_day": "2026-01-01", "last_day": "2026-06-30",
    "figures": "{}", "handed_in_by": 4, "handed_in_at": "2026-11-28 08:00:00.000000",
}  # fmt: skip


def test_a_report_is_of_a_kind_and_its_days_are_in_order(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.put("trial_reports", **REPORT)
    for wrong in (
        REPORT,
        {**REPORT, "id": uid(952), "kind": "yearly"},
        {**REPORT, "id": uid(952), "last_day": "2025-12-31"},
        {**REPORT, "id": uid(952), "network_id": 99},
        {**REPORT, "id": uid(952), "handed_in_by": 99},
    ):
        with pytest.raises(IntegrityError):
            ladder.put("trial_reports", **wrong)
    ladder.put("trial_reports", **{**REPORT, "id": uid(952)})  # handed in anew


def test_going_back_forgets_reports_and_keeps_cards(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    cards = "SELECT id, issued_on, valid_until FROM cards ORDER BY id"
    before = ladder.ask(cards)
    ladder.up()
    ladder.put("trial_reports", **REPORT)
    ladder.down()
    assert ladder.ask(cards) == before
