"""What venues and distributors said stays; what they have not been asked yet is not said."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder

REVISION = "e9416c0ab2f7"
_THEN = "2026-11-20 08:00:00.000000"


def test_what_was_said_stays_and_the_rest_is_not_said(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    before = ladder.ask("SELECT venue_id, website FROM venue_descriptions ORDER BY venue_id")
    ladder.put(
        "organisation_contacts", organisation_id=3, phone="08 123 4567", email="", address="", hours="{}",
        updated_by=3, updated_at=_THEN,
    )  # fmt: skip
    ladder.up()
    assert before
    assert ladder.ask("SELECT venue_id, website FROM venue_descriptions ORDER BY venue_id") == before
    assert set(
        ladder.ask("SELECT agency_fee, features, cloakroom, lanes, seats FROM venue_descriptions")
    ) == {("", "", None, None, None)}
    assert ladder.ask("SELECT phone, languages, website FROM organisation_contacts") == [
        ("08 123 4567", "", "")
    ]
    ladder.down()
    assert ladder.ask("SELECT phone FROM organisation_contacts") == [("08 123 4567",)]


@pytest.mark.parametrize("odd", ["lanes = 0", "seats = -1", "cloakroom = 'odd'"])
def test_what_cannot_be_is_refused(ladder: Ladder, odd: str) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    with pytest.raises(IntegrityError):
        ladder.run(f"UPDATE venue_descriptions SET {odd}")  # noqa: S608 - the test's own words
