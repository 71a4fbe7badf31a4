"""How distributors are reached has a table of its own; the version before loses it, and nothing else."""

from tests.migrations.ladder import Ladder
from tests.migrations.rows import ROWS

REVISION = "c40f7e1b92da"
CONTACTS = {
    "organisation_id": 3, "phone": "08 000 0101", "email": "", "address": "Torikatu 1", "updated_by": 3,
    "hours": '{"fi":"ma–pe 9–15"}', "updated_at": "2026-11-20 10:00:00.000000",
}  # fmt: skip


def test_distributors_stay_as_they_are_and_say_nothing_yet(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    assert ladder.ask("SELECT count(*) FROM organisations") == [(len(ROWS["organisations"]),)]
    assert ladder.ask("SELECT count(*) FROM organisation_contacts") == [(0,)]


def test_what_they_say_goes_with_its_table_when_the_version_before_comes_back(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.put("organisation_contacts", **CONTACTS)
    assert ladder.ask("SELECT phone, address FROM organisation_contacts") == [("08 000 0101", "Torikatu 1")]
    ladder.down()
    assert ladder.ask("SELECT count(*) FROM organisations") == [(len(ROWS["organisations"]),)]
    ladder.up()
    assert ladder.ask("SELECT count(*) FROM organisation_contacts") == [(0,)]
