"""What is on and outings get their texts by language, in that of their organisation, and keep them back."""

import json

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder
from webapp.core.alphabet import sort_key

REVISION = "a4c82f6d15b9"
_OUTINGS = "SELECT title, place, meeting_place, words FROM outings"


def texts(ladder: Ladder, query: str) -> list[tuple[dict[str, str], ...]]:
    """What a query for texts finds; SQLite gives JSON as it is written."""
    return [
        tuple(json.loads(one) if isinstance(one, str) else one for one in row) for row in ladder.ask(query)
    ]


def test_texts_of_before_are_in_the_language_of_their_organisation(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.run("UPDATE outings SET venue_id = NULL, place = 'Puisto \"Ö\"'")
    ladder.up()
    assert texts(ladder, "SELECT name FROM offers") == [({"fi": "Kolme sisarta"},)]
    where: tuple[dict[str, str], ...] = ({"fi": "Teatteriin"}, {"fi": 'Puisto "Ö"'}, {"fi": "Ovella"}, {})
    assert texts(ladder, _OUTINGS) == [where]
    ladder.down()
    assert ladder.ask("SELECT name FROM offers") == [("Kolme sisarta",)]
    assert ladder.ask(_OUTINGS) == [("Teatteriin", 'Puisto "Ö"', "Ovella", "")]
    ladder.run("UPDATE organisations SET name = :name WHERE id IN (2, 3)", name='{"sv":"Wasa Teater"}')
    ladder.up()
    assert texts(ladder, "SELECT name FROM offers") == [({"sv": "Kolme sisarta"},)]
    assert texts(ladder, "SELECT title, words FROM outings") == [({"sv": "Teatteriin"}, {})]
    assert ladder.ask("SELECT name_key_fi FROM offers") == [(sort_key("Kolme sisarta", "fi"),)]


def test_what_is_in_several_languages_goes_back_in_the_first(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.run("UPDATE offers SET name = :name", name='{"en":"Three Sisters","sv":"Tre systrar"}')
    ladder.run("UPDATE tips SET title = :title, text = :text", title='{"sv":"Tips"}', text='{"sv":"Gå."}')
    ladder.down()
    assert ladder.ask("SELECT name FROM offers") == [("Tre systrar",)]
    tip = ({"fi": "Tips", "sv": "Tips"}, {"fi": "Gå.", "sv": "Gå."})
    assert texts(ladder, "SELECT title, text FROM tips") == [tip]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE offers SET name = '{}'",
        "UPDATE outings SET title = '{}'",
        "UPDATE outings SET meeting_place = '{}'",
        'UPDATE outings SET place = \'{"fi":"Puisto"}\'',
        "UPDATE tips SET text = '{}'",
    ],
)
def test_nothing_is_without_words_and_an_outing_has_one_place(ladder: Ladder, change: str) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    with pytest.raises(IntegrityError):
        ladder.run(change.replace(":", r"\:"))
