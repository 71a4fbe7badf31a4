"""How many of a batch's codes belong to a card is counted on the batch."""

from tests.migrations.ladder import Ladder

REVISION = "d9e6b2c8f354"
COUNTS = "SELECT id, size, registered FROM code_batches ORDER BY id"


def test_codes_that_belong_to_a_card_are_counted_replaced_ones_among_them(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.put("code_batches", id=2, network_id=1, letter="A", size=1, is_imported=False, made_by=1,
               made_at="2026-11-20 10:00:00.000000")  # fmt: skip
    ladder.put("card_codes", code="A000000002", batch_id=2)
    ladder.up()
    assert ladder.ask(COUNTS) == [(1, 4, 3), (2, 1, 0)]


def test_a_batch_of_the_version_before_begins_at_none(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.put("code_batches", id=2, network_id=1, letter="A", size=1, is_imported=False, made_by=1,
               made_at="2026-11-20 10:00:00.000000")  # fmt: skip
    assert (2, 1, 0) in ladder.ask(COUNTS)
