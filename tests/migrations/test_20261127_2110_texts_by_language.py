"""Names and texts go from a column a language into one by language, and back."""

import json

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder
from tests.migrations.rows import ROWS, uid

REVISION = "b7e52a90c1d4"


def texts(ladder: Ladder, query: str) -> list[dict[str, str]]:
    """What a query for one text finds; SQLite gives JSON as it is written."""
    found = [value for (value,) in ladder.ask(query)]
    return [json.loads(value) if isinstance(value, str) else value for value in found]


def test_each_language_is_kept_and_what_is_empty_is_left_out(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.run("UPDATE municipalities SET name_sv = '' WHERE code = '205'")
    ladder.run("UPDATE organisations SET name_fi = 'Äänitalo \"Ö\"', name_sv = 'Ljudhuset' WHERE id = 2")
    ladder.up()
    assert texts(ladder, "SELECT name FROM municipalities") == [{"fi": "Kajaani"}]
    assert texts(ladder, "SELECT name FROM organisations WHERE id = 2") == [
        {"fi": 'Äänitalo "Ö"', "sv": "Ljudhuset"}
    ]
    assert texts(ladder, "SELECT short_name FROM counties") == [{"fi": "Kainuu", "sv": "Kajanaland"}]
    assert texts(ladder, "SELECT left_out FROM venue_descriptions") == [{}]
    assert texts(ladder, "SELECT text FROM tips") == [{"fi": "Mene.", "sv": "Gå.", "en": "Go."}]


def test_a_name_without_finnish_goes_back_with_what_stood_in(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.run("UPDATE organisations SET name = :name WHERE id = 2", name='{"sv":"Ljudhuset"}')
    ladder.down()
    assert ladder.ask("SELECT name_fi, name_sv FROM organisations WHERE id = 2") == [("Ljudhuset",) * 2]


def test_tips_are_in_finnish_and_networks_are_told_apart_before_and_after(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    tip = {**ROWS["tips"][0], "id": uid(59)}
    others = {name: fact for name, fact in tip.items() if not name.startswith(("title_", "text_"))}
    for said in ({"title": '{"sv":"Tips"}', "text": '{"fi":"Mene."}'}, {"title": '{"fi":"V"}', "text": "{}"}):
        with pytest.raises(IntegrityError):
            ladder.put("tips", **others, **said)
    with pytest.raises(IntegrityError):
        ladder.put("networks", id=9, name='{"fi":"Kainuu","sv":"Kainuu sv"}')
    ladder.down()
    with pytest.raises(IntegrityError):
        ladder.put("networks", id=9, name_fi="Kainuu", name_sv="")
