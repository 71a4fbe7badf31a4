"""A release is rolled back, and comes again: its tables go, the rows of the one before stay."""

import pytest
from sqlalchemy import Engine

from tests.conftest import NOW
from tests.factories import make_world
from tests.migrations.ladder import OLDEST, Ladder
from tests.support.command_line import run, said, url_of
from webapp.core.database import session_factory
from webapp.plumbing.migrations import go_back_to, migrate, versions

BROUGHT_UP_TO_DATE = {"postal_codes", "municipalities", "counties", "categories"}
"""Reference data, which `kaikukortti migrate` settles anew."""


@pytest.fixture
def settled(engine: Engine) -> Engine:
    """A register in use."""
    with session_factory(engine).begin() as session:
        make_world(session, now=NOW)
    return engine


def test_a_migration_that_fails_is_named_and_changes_nothing(ladder: Ladder) -> None:
    ladder.run("ALTER TABLE arrivals RENAME TO astray")
    tables, rows = ladder.tables(), ladder.rows()
    refused = said(run(url_of(ladder.engine), "migrate"))
    assert "20261127_1945_arrivals_are_counted" in refused
    assert (ladder.tables(), ladder.rows()) == (tables, rows)


def test_the_release_before_finds_its_tables_and_this_one_its_rows_again(settled: Engine) -> None:
    newest, before = versions()[-1].revision, versions()[-2].revision
    ladder, url = Ladder(lambda _revision: settled), url_of(settled)
    columns, rows = ladder.tables()["columns"], ladder.rows()
    back = run(url, "migrate", "--back-to", before)
    assert (back.exit_code, back.output) == (0, f"The register was taken back: version {before}.\n")
    shared = {name for name, shape in ladder.tables()["columns"].items() if columns.get(name) == shape}
    assert "behind its migrations" in said(run(url, "serve"))
    assert run(url, "migrate").output == f"The register is up to date: version {newest}.\n"
    again = ladder.rows()
    compared = shared & rows.keys() - BROUGHT_UP_TO_DATE
    assert sum(len(rows[name]) for name in compared) > 50
    for name in compared:
        assert set(rows[name]) <= set(again[name]), name
    told = ladder.ask("SELECT facts FROM audit_records WHERE event = 'register_migrated' ORDER BY at")
    assert [before in str(told[0]), newest in str(told[1])] == [True, True]


def test_every_migration_is_taken_back_and_run_again_without_losing_a_row(ladder: Ladder) -> None:
    engine = ladder.engine
    tables, rows = ladder.tables(), ladder.rows()
    migrate(engine)
    above = ladder.rows()
    go_back_to(engine, OLDEST, note=lambda _connection: None)
    assert (ladder.tables(), ladder.rows()) == (tables, rows)
    migrate(engine)
    assert ladder.rows() == above
