"""Whoever is in the register keeps issuing and recording: commitments are carried over."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder

REVISION = "e7a94d50b3c8"
VERSION = {
    "holder_age_years": 16, "child_age_years": 16, "validity_months": 12,
    "longest_community_validity_months": 60,
}  # fmt: skip
FOUND = "SELECT organisation_id, kind, version, carried_over, in_force_from FROM commitments ORDER BY 1"


def found(ladder: Ladder) -> list[tuple[int, str, str, bool, str]]:
    return [(one[0], one[1], str(one[2]), bool(one[3]), str(one[4])) for one in ladder.ask(FOUND)]


def test_everybody_gets_one_to_the_version_in_force_and_the_national_office_none(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.run("DELETE FROM operating_models")
    for day, until in (
        ("2022-01-13", "2022-01-12"), ("2024-05-01", "2024-06-30"), ("2099-01-01", "2099-01-31"),
    ):  # fmt: skip
        ladder.put("operating_models", valid_from=day, earlier_hold_until=until, **VERSION)
    ladder.run("UPDATE organisations SET network_id = NULL WHERE kind = 'venue'")
    ladder.up()
    assert found(ladder) == [
        (2, "pop_up", "2024-05-01", True, "2024-05-01"),
        (3, "partner", "2024-05-01", True, "2024-05-01"),
        (4, "general", "2024-05-01", True, "2024-05-01"),
    ]


def test_a_register_from_before_there_were_versions_gets_the_first(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.run("DELETE FROM operating_models")
    ladder.up()
    assert {row[2] for row in found(ladder)} == {"2022-01-13"}
    assert ladder.ask("SELECT child_age_years FROM operating_models") == [(16,)]
    ladder.down()
    assert ladder.ask("SELECT count(*) FROM operating_models") == [(0,)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"in_force_from": "2026-01-01"},
        {"accepted_by": 2, "accepted_at": "2026-11-20 10:00:00.000000", "in_force_from": "2026-11-20"},
        {"accepted_by": 2},
        {"confirmed_by": 4, "confirmed_for": 4, "confirmed_at": "2026-11-20 10:00:00.000000"},
        {"kind": "other"},
    ],
)
def test_none_is_in_force_without_both_sides(ladder: Ladder, wrong: dict[str, object]) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.run("DELETE FROM commitments")
    usual = {"organisation_id": 2, "kind": "partner", "version": "2022-01-13", "carried_over": False}
    with pytest.raises(IntegrityError):
        ladder.put("commitments", **{**usual, **wrong})
    ladder.put("commitments", **usual, accepted_by=2, accepted_at="2026-11-20 10:00:00.000000")
