"""Populations, yearly costs and shares come, each once; everything before stays as it is."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.migrations.ladder import Ladder

REVISION = "4f8a2c6e0b19"
POPULATION = {"year": 2026, "municipality_code": "205", "persons": 36_000}
YEAR = {
    "year": 2026, "sum_cents": 2_900_000, "municipal_percent": 50, "trial_percent": 100, "written_by": 1,
    "settled_at": None,
}  # fmt: skip
SHARE = {"year": 2026, "kind": "municipality", "code": "205", "persons": 36_000, "cents": 30_000}


def test_rows_hold_what_they_may(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    ladder.up()
    ladder.put("populations", **POPULATION)
    ladder.put("cost_years", **YEAR)
    ladder.put("cost_shares", **SHARE)
    for table, wrong in (
        ("populations", POPULATION),
        ("populations", {**POPULATION, "year": 1999}),
        ("populations", {**POPULATION, "year": 2025, "persons": -1}),
        ("populations", {**POPULATION, "year": 2025, "municipality_code": "000"}),
        ("cost_years", YEAR),
        ("cost_years", {**YEAR, "year": 2025, "sum_cents": -1}),
        ("cost_years", {**YEAR, "year": 2025, "municipal_percent": 101}),
        ("cost_years", {**YEAR, "year": 2025, "trial_percent": -1}),
        ("cost_years", {**YEAR, "year": 2025, "written_by": 99}),
        ("cost_shares", SHARE),
        ("cost_shares", {**SHARE, "kind": "state"}),
        ("cost_shares", {**SHARE, "year": 2025}),
        ("cost_shares", {**SHARE, "code": "091", "cents": -1}),
    ):
        with pytest.raises(IntegrityError):
            ladder.put(table, **wrong)


def test_going_back_forgets_shares_and_keeps_municipalities(ladder: Ladder) -> None:
    ladder.stand_before(REVISION)
    municipalities = "SELECT code, population FROM municipalities ORDER BY code"
    before = ladder.ask(municipalities)
    ladder.up()
    ladder.put("populations", **POPULATION)
    ladder.put("cost_years", **YEAR)
    ladder.put("cost_shares", **SHARE)
    ladder.down()
    assert ladder.ask(municipalities) == before
