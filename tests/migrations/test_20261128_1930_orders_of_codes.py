"""Batches that are there have no order; one order makes a batch once."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder

REVISION = "b2d95e71c604"
ORDER = "0192f3c4b5a67d8e9f00112233445566"


def test_batches_stay_as_they_are_and_an_order_is_there_once(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    before = ladder.ask("SELECT id, letter, size FROM code_batches ORDER BY id")
    network_id, letter, made_by = ladder.ask("SELECT network_id, letter, made_by FROM code_batches")[0]
    ladder.up()
    assert set(ladder.ask("SELECT order_id FROM code_batches")) == {(None,)}
    batch = {
        "network_id": network_id, "letter": letter, "size": 5, "is_imported": False, "made_by": made_by,
        "made_at": "2026-11-28 12:00:00.000000", "registered": 0, "order_id": ORDER,
    }  # fmt: skip
    ladder.put("code_batches", id=901, **batch)
    with pytest.raises(IntegrityError):
        ladder.put("code_batches", id=902, **batch)
    ladder.put("code_batches", id=903, **{**batch, "size": 6})
    ladder.run("DELETE FROM code_batches WHERE id > 900")
    ladder.down()
    assert ladder.ask("SELECT id, letter, size FROM code_batches ORDER BY id") == before
