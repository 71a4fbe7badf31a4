"""What is decided of trials is kept under an id of its own; cards stay as they are, up and down."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder
from tests.migrations.rows import uid

REVISION = "91b7e4d05c3a"
ENDING = {
    "id": uid(961), "network_id": 1, "kind": "extend", "municipalities": '["205"]', "until": "2027-09-30",
    "going_on": "[]", "decided_by": 1, "decided_at": "2026-11-28 08:00:00.000000", "last_card_id": None,
    "cards_moved": 0, "finished_at": None,
}  # fmt: skip


def test_only_an_extension_has_a_day_and_a_decision_is_made_once(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.put("trial_endings", **ENDING)
    for wrong in (
        ENDING,
        {**ENDING, "id": uid(962), "kind": "forget"},
        {**ENDING, "id": uid(962), "until": None},
        {**ENDING, "id": uid(962), "kind": "close"},
        {**ENDING, "id": uid(962), "cards_moved": -1},
        {**ENDING, "id": uid(962), "network_id": 99},
        {**ENDING, "id": uid(962), "decided_by": 99},
    ):
        with pytest.raises(IntegrityError):
            ladder.put("trial_endings", **wrong)
    ladder.put("trial_endings", **{**ENDING, "id": uid(962), "kind": "permanent", "until": None})


def test_going_back_keeps_the_days_of_cards(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    cards = "SELECT id, issued_on, valid_until FROM cards ORDER BY id"
    before = ladder.ask(cards)
    ladder.up()
    ladder.put("trial_endings", **ENDING)
    ladder.down()
    assert ladder.ask(cards) == before
