"""What is kept for a time only is let go of by one table; docs/retention.md and the notice say the same."""

import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select, update

from tests.factories import make_world, personal_card
from tests.support.checkout import ROOT
from webapp.core.audit.chain import LOG_IS_KEPT
from webapp.core.database import session_factory
from webapp.core.omakaiku.phones.actions import make_slip
from webapp.core.omakaiku.phones.models import Pairing
from webapp.core.partners.invitations import INVITATION_LASTS, Invited, invite_person
from webapp.core.partners.models import Invitation
from webapp.core.registry import metadata
from webapp.core.retention import RETENTION, Kept, Retention
from webapp.plumbing.housekeeping import let_go

WRITTEN = (ROOT / "docs" / "retention.md").read_text(encoding="utf-8")
MIGRATION = ROOT / "webapp/migrations/versions/20261128_0810_log_is_only_added_to.py"


def tables_in(text: str) -> list[str]:
    return [word for word in re.findall(r"`(\w+)`", text) if word in metadata().tables]


@pytest.mark.parametrize("one", RETENTION, ids=lambda one: one.kept.value)
def test_what_is_written_is_what_housekeeping_does(one: Retention) -> None:
    rows = [line.split("|") for line in WRITTEN.splitlines() if line.startswith("| ")]
    (row,) = [row for row in rows if one.tables[0] in tables_in(row[2])]
    assert tuple(tables_in(row[2])) == one.tables
    found = re.match(r" (\d+) (\w+?)s? ", row[3])
    assert found is not None
    assert (int(found[1]), found[2]) == (one.number, one.unit)
    assert len(row[4].split()) > 3


def test_every_table_is_written_down_once() -> None:
    assert sorted(tables_in(WRITTEN)) == sorted(metadata().tables)


def test_everything_for_a_time_has_a_row() -> None:
    assert [one.kept for one in RETENTION if one.forget is None] == [Kept.LOG]
    assert sorted(one.kept for one in RETENTION) == sorted(Kept)


def test_the_database_keeps_the_log_as_long_as_housekeeping_but_for_a_day() -> None:
    days = re.search(r"_KEPT_DAYS: Final = (\d+) \* (\d+)", MIGRATION.read_text(encoding="utf-8"))
    assert days is not None
    assert timedelta(days=int(days[1]) * int(days[2])) == LOG_IS_KEPT - timedelta(days=1)


def test_codes_that_have_ended_go_after_a_month(engine: Engine, now: datetime) -> None:
    sessions = session_factory(engine)
    with sessions.begin() as session:
        world = make_world(session, now=now)
        held = personal_card(session, world.distributor, world.codes[0], now=now)
        make_slip(session, world.distributor, held.card.id, now=now)
        session.execute(update(Pairing).values(expires_at=now + INVITATION_LASTS))
        invited = Invited("new@staff.example")
        invite_person(session, world.office, world.venue.organisation.id, invited=invited, now=now)
    ended = now + INVITATION_LASTS
    for days, kept in ((30, 1), (31, 0)):
        let_go(sessions, now=ended + timedelta(days=days))
        with sessions() as session:
            assert session.scalar(select(func.count()).select_from(Invitation)) == kept
            assert session.scalar(select(func.count()).select_from(Pairing)) == kept
