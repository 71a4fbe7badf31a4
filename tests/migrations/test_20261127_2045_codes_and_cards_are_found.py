"""A card's codes, and an office's newest cards, are found by indexes."""

from tests.migrations.ladder import Ladder

REVISION = "c8d5a1b7e243"
CODES = "SELECT code FROM card_codes WHERE card_id = '00000000000000000000000000000015' ORDER BY code"
NEWEST = "SELECT id FROM cards WHERE distributor_id = 3 ORDER BY registered_at DESC, id DESC"


def test_a_cards_codes_and_an_offices_cards_are_the_same_as_before(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    codes, newest = ladder.ask(CODES), ladder.ask(NEWEST)
    assert (len(codes), len(newest)) == (2, 2)
    ladder.up()
    assert (ladder.ask(CODES), ladder.ask(NEWEST)) == (codes, newest)
    assert "ix_card_codes_card_id" in {one[0] for one in ladder.tables()["indexes"]["card_codes"]}
    ladder.down()
    assert (ladder.ask(CODES), ladder.ask(NEWEST)) == (codes, newest)
