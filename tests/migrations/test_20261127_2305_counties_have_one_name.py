"""The short names of counties go, and come back with the version before."""

import json

from tests.migrations.ladder import Ladder

REVISION = "b1d8f36a0c75"


def test_a_county_of_the_list_gets_its_short_name_back_and_another_its_name(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.put("counties", code="ZZ", name='{"fi": "Uusi"}', population=1, population_year=2026)
    ladder.down()
    names = ladder.ask("SELECT code, short_name FROM counties ORDER BY code")
    texts = {code: json.loads(name) if isinstance(name, str) else name for code, name in names}
    assert texts == {"KA": {"fi": "Kainuu", "sv": "Kajanaland"}, "ZZ": {"fi": "Uusi"}}
