"""Names of before are sorted and found as those of now are."""

from tests.migrations.ladder import Ladder
from webapp.core.alphabet import sort_key

REVISION = "c3f5a8d1e724"


def test_rows_of_before_are_sorted_and_found_by_what_is_shown(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.run("UPDATE municipalities SET name = :name", name='{"fi":"Inari","se":"Anár Ŋ","sv":"Enare"}')
    ladder.run("UPDATE organisations SET name = :name WHERE id = 2", name='{"sv":"Åbo teater"}')
    ladder.up()
    found = ladder.ask("SELECT name_key_fi, name_key_sv, name_key_en, name_letters FROM municipalities")
    finnish = sort_key("Inari", "fi")
    assert found == [(finnish, sort_key("Enare", "sv"), finnish, "inari\nanar n\nenare")]
    in_swedish_only = (sort_key("Åbo teater", "fi"), sort_key("Åbo teater", "sv"), "abo teater")
    columns = "name_key_fi, name_key_sv, name_letters"
    assert ladder.ask(f"SELECT {columns} FROM organisations WHERE id = 2") == [in_swedish_only]  # noqa: S608 - our own names
    for table in ("accounts", "devices", "networks", "offers"):
        keys = [key for (key,) in ladder.ask(f"SELECT name_key_sv FROM {table}")]  # noqa: S608 - our own names
        assert keys
        assert all(keys)


def test_a_release_before_may_still_add_rows(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.put("networks", id=9, name='{"fi":"Lappi"}')
    assert ladder.ask("SELECT name_key_fi FROM networks WHERE id = 9") == [("",)]


def test_the_way_back_keeps_the_names(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.run("UPDATE accounts SET name = 'Äijih' WHERE id = 1")
    ladder.down()
    assert ladder.ask("SELECT name FROM accounts WHERE id = 1") == [("Äijih",)]
