"""Municipalities keep their state; who has left has a day; going back nobody is in a state unknown then."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder

REVISION = "b7d2f09a4e61"
STATES = "SELECT municipality_code, state FROM participations ORDER BY municipality_code"


def municipality(ladder: Ladder, code: str, state: str, **facts: object) -> None:
    ladder.put("municipalities", code=code, name='{"fi": "Kunta"}', population=1, population_year=2021)
    ladder.put("participations", municipality_code=code, network_id=1, state=state, **facts)


def test_those_along_stay_as_they_are(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    before = ladder.ask("SELECT state, trial_ends_on FROM participations")
    ladder.up()
    assert ladder.ask("SELECT state, trial_ends_on FROM participations") == before
    assert ladder.ask("SELECT left_on FROM participations") == [(None,)]


def test_only_who_has_left_has_a_day_of_it(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    municipality(ladder, "901", "left", left_on="2026-11-20")
    for code, state, left_on in (
        ("902", "left", None),
        ("903", "preparing", "2026-11-20"),
        ("904", "odd", None),
    ):
        with pytest.raises(IntegrityError):
            municipality(ladder, code, state, left_on=left_on)


def test_going_back_nobody_has_a_state_unknown_then(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    municipality(ladder, "901", "left", left_on="2026-11-20")
    municipality(ladder, "902", "preparing")
    municipality(ladder, "903", "interested")
    ladder.down()
    assert ladder.ask(STATES) == [("205", "trial"), ("902", "coming"), ("903", "coming")]
