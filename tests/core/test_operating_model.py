"""The version of the operating model that holds on a day, and how versions come into the register."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.networks.models import OperatingModelVersion
from webapp.core.networks.operating_model import NoOperatingModelError, OperatingModel, in_force
from webapp.core.networks.queries import model_in_force
from webapp.core.networks.reference import load_operating_models

FIRST = OperatingModel(
    valid_from=date(2022, 1, 13), holder_age_years=16, child_age_years=16, validity_months=12,
    longest_community_validity_months=60,
)  # fmt: skip
SECOND = OperatingModel(
    valid_from=date(2027, 1, 1), holder_age_years=18, child_age_years=18, validity_months=12,
    longest_community_validity_months=60,
)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2021, 1, 1), FIRST),
        (date(2022, 1, 13), FIRST),
        (date(2026, 12, 31), FIRST),
        (date(2027, 1, 1), SECOND),
        (date(2030, 1, 1), SECOND),
    ],
)
def test_a_version_holds_from_its_day_until_the_next(day: date, holds: OperatingModel) -> None:
    assert in_force([FIRST, SECOND], day) is holds
    assert in_force([SECOND, FIRST], day) is holds


def test_without_a_version_nothing_holds() -> None:
    with pytest.raises(NoOperatingModelError):
        in_force([], date(2026, 1, 1))


def test_the_register_begins_with_the_version_of_january_2022(session: Session) -> None:
    assert model_in_force(session, date(2026, 11, 22)) == FIRST


def test_settling_again_keeps_the_versions_that_the_register_has(session: Session) -> None:
    session.scalars(select(OperatingModelVersion)).one().child_age_years = 17
    session.add(
        OperatingModelVersion(
            valid_from=SECOND.valid_from, holder_age_years=18, child_age_years=18, validity_months=12,
            longest_community_validity_months=60,
        )
    )  # fmt: skip
    load_operating_models(session)
    assert model_in_force(session, date(2026, 11, 22)).child_age_years == 17
    assert model_in_force(session, date(2027, 11, 22)) == SECOND
