"""Every migration, also the next one, goes up and down again and leaves tables and rows as they were."""

import pytest

from tests.migrations.ladder import OLDEST, Ladder
from tests.migrations.rows import ROWS
from webapp.plumbing.migrations import versions

_ALL = [one.revision for one in versions()]
NEW = _ALL[_ALL.index(OLDEST) + 1 :]


@pytest.mark.parametrize("revision", NEW)
def test_up_and_down_again_changes_nothing_and_up_loses_no_row(ladder: Ladder, revision: str) -> None:
    ladder.stand_before(revision)
    tables, rows = ladder.tables(), ladder.rows()
    ladder.up()
    above = ladder.rows()
    assert [name for name in rows if len(above.get(name, [])) < len(rows[name])] == []
    ladder.down()
    assert ladder.tables() == tables
    assert ladder.rows() == rows
    ladder.up()
    assert ladder.rows() == above


def test_there_are_rows_in_every_table_to_begin_with(ladder: Ladder) -> None:
    rows = ladder.rows()
    assert set(rows) == set(ROWS)
    assert all(rows.values())
