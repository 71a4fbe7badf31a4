"""The operating model's versions: a table that begins empty, and one version for each day."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder

REVISION = "3d81f0c4e29b"
VERSION = {
    "valid_from": "2022-01-13", "holder_age_years": 16, "child_age_years": 16, "validity_months": 12,
    "longest_community_validity_months": 60,
}  # fmt: skip


def test_it_begins_without_versions_and_has_one_a_day(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    assert ladder.ask("SELECT count(*) FROM operating_models") == [(0,)]
    ladder.put("operating_models", **VERSION)
    with pytest.raises(IntegrityError):
        ladder.put("operating_models", **VERSION)
    ladder.down()
    ladder.up()
    assert ladder.ask("SELECT count(*) FROM operating_models") == [(0,)]


@pytest.mark.parametrize("number", [name for name in VERSION if name != "valid_from"])
def test_a_number_of_the_model_is_more_than_nothing(ladder: Ladder, number: str) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    with pytest.raises(IntegrityError):
        ladder.put("operating_models", **{**VERSION, number: 0})
