"""Events have no time and venues no way to get a ticket until they say so; the way back loses only that."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder

REVISION = "d91b6f04e7a3"


def test_what_was_there_says_nothing_new_and_comes_back_as_it_was(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    before = ladder.rows()
    ladder.up()
    assert ladder.ask("SELECT begins_at FROM offers") == [(None,)]
    assert ladder.ask("SELECT changed_at FROM outings") == [(None,)]
    assert ladder.ask("SELECT ticket_agency FROM venue_descriptions WHERE NOT tickets_at_door") == [("",)]
    ladder.run("UPDATE offers SET begins_at = '18:00:00.000000'")
    ladder.run("UPDATE venue_descriptions SET tickets = '{\"fi\":\"Soita.\"}', ticket_agency = 'Lippula'")
    ladder.down()
    assert ladder.rows() == before


def test_what_is_on_every_day_does_not_begin_at_a_time(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    with pytest.raises(IntegrityError):
        ladder.run("UPDATE offers SET day = NULL, begins_at = '18:00:00.000000'")
