"""Networks that are there have no website until somebody writes one that is one."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder

REVISION = "5fd08b27c6e3"


def test_it_is_empty_until_one_is_written(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    before = ladder.ask("SELECT id, name FROM networks ORDER BY id")
    ladder.up()
    assert ladder.ask("SELECT website FROM networks") == [("",)]
    ladder.run("UPDATE networks SET website = 'https://example.fi'")
    with pytest.raises(IntegrityError):
        ladder.run("UPDATE networks SET website = 'javascript:alert(1)'")
    ladder.down()
    assert ladder.ask("SELECT id, name FROM networks ORDER BY id") == before
