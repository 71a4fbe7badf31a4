"""A venue of the version before has fast mode off, and only a venue may turn it on."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder

REVISION = "e1a7c4d9b035"
ON = "SELECT id FROM organisations WHERE fast_mode ORDER BY id"
TURN_ON = "UPDATE organisations SET fast_mode = true WHERE kind = :kind"


def test_it_is_off_until_a_venue_turns_it_on(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    venues = ladder.ask("SELECT id FROM organisations WHERE kind = 'venue' ORDER BY id")
    ladder.up()
    assert venues
    assert ladder.ask(ON) == []
    ladder.run(TURN_ON, kind="venue")
    assert ladder.ask(ON) == venues


def test_an_organisation_of_the_version_before_begins_without_it(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.put("organisations", id=99, kind="venue", name='{"fi": "Uusi halli"}', venue_kind="swimming_hall",
               sector="sports", is_active=True)  # fmt: skip
    assert ladder.ask("SELECT id FROM organisations WHERE NOT fast_mode AND id = 99") == [(99,)]


def test_only_a_venue_has_it(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    with pytest.raises(IntegrityError):
        ladder.run(TURN_ON, kind="distributor")


def test_going_back_keeps_the_venues(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    before = ladder.ask("SELECT id, kind, venue_kind FROM organisations ORDER BY id")
    ladder.up()
    ladder.run(TURN_ON, kind="venue")
    ladder.down()
    assert ladder.ask("SELECT id, kind, venue_kind FROM organisations ORDER BY id") == before
