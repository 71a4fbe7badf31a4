"""What the lists say of a code is laid out anew, and says the same."""

from tests.migrations.ladder import Ladder

REVISION = "c81d5e7a2f40"
ENTRIES = "SELECT list_entry FROM card_codes WHERE list_entry IS NOT NULL ORDER BY code"
FIRST = [4350 << 8 | 3, 4351 << 8 | 0x60 | 2, 4352 << 8 | 0x80 | 0x20 | 31]
SECOND = [4350 << 10 | 3, 4351 << 10 | 3 << 5 | 2, 4352 << 10 | 0x200 | 1 << 5 | 31]


def put(ladder: Ladder, entries: list[int]) -> None:
    codes = [
        code
        for (code,) in ladder.ask("SELECT code FROM card_codes WHERE list_entry IS NOT NULL ORDER BY code")
    ]
    for code, entry in zip(codes, entries, strict=True):
        ladder.run(f"UPDATE card_codes SET list_entry = {entry} WHERE code = '{code}'")  # noqa: S608 - ours


def listed_entries(ladder: Ladder) -> list[int]:
    return [entry for (entry,) in ladder.ask(ENTRIES)]


def test_entries_say_the_same_before_and_after_and_back_again(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    put(ladder, FIRST)
    ladder.up()
    assert listed_entries(ladder) == SECOND
    ladder.down()
    assert listed_entries(ladder) == FIRST


def test_a_day_and_a_reason_that_the_other_version_cannot_hold_come_as_near_as_they_can(
    ladder: Ladder,
) -> None:
    ladder.stand_before(REVISION)
    put(ladder, [0xFFFF << 8 | 1, *FIRST[1:]])
    ladder.up()
    assert listed_entries(ladder)[0] == 0x3FFF << 10 | 1
    put(ladder, [4350 << 10 | 9 << 5 | 1, *SECOND[1:]])
    ladder.down()
    assert listed_entries(ladder)[0] == 4350 << 8 | 0x40 | 1
