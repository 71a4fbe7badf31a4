"""A version that is there gets empty texts and no grace period; going back keeps its numbers."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder

REVISION = "b61f0c9d27ae"
VERSION = {
    "valid_from": "2022-01-13", "holder_age_years": 16, "child_age_years": 16, "validity_months": 12,
    "longest_community_validity_months": 60,
}  # fmt: skip


def test_commitments_to_earlier_versions_have_held_until_the_day_before(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.run("DELETE FROM operating_models")
    ladder.put("operating_models", **VERSION)
    ladder.up()
    found = ladder.ask("SELECT child_age_years, link, earlier_hold_until, published_by FROM operating_models")
    assert [(age, link, str(day), by) for age, link, day, by in found] == [(16, "", "2022-01-12", None)]
    with pytest.raises(IntegrityError):
        ladder.put("operating_models", **{**VERSION, "valid_from": "2027-01-01"})
    later = {**VERSION, "valid_from": "2027-01-01", "earlier_hold_until": "2027-06-30"}
    with pytest.raises(IntegrityError):
        ladder.put("operating_models", **later, published_by=1)
    ladder.put("operating_models", **later)
    ladder.down()
    assert ladder.ask("SELECT count(*), max(child_age_years) FROM operating_models") == [(2, 16)]
