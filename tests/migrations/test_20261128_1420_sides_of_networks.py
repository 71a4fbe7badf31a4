"""Offices that were there are of both sides; partners go by their kind, or are given to the other side."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder

REVISION = "d51c8e3f7a20"


def test_offices_look_after_all_as_before_and_partners_go_by_their_kind(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    assert ladder.ask("SELECT kind, side FROM organisations ORDER BY id") == [
        ("national_office", None), ("venue", None), ("distributor", None), ("coordinator", "both")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "side"),
    [("coordinator", None), ("coordinator", "odd"), ("venue", "both"), ("national_office", "county")],
)
def test_a_side_that_cannot_be_is_refused(ladder: Ladder, kind: str, side: str | None) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.run("UPDATE organisations SET side = 'county' WHERE kind = 'venue'")
    with pytest.raises(IntegrityError):
        ladder.run("UPDATE organisations SET side = :side WHERE kind = :kind", side=side, kind=kind)


def test_an_office_leads_a_network_and_going_back_keeps_both(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    before = ladder.ask("SELECT id, kind FROM organisations ORDER BY id")
    ladder.up()
    ladder.put("network_leads", network_id=1, organisation_id=4, until="2027-12-31")
    with pytest.raises(IntegrityError):
        ladder.put("network_leads", network_id=1, organisation_id=4)
    ladder.down()
    assert ladder.ask("SELECT id, kind FROM organisations ORDER BY id") == before
