"""Validity: leap days, month ends, trial ends, midnight and summer time in Helsinki."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.calendar import day_began, day_ended, day_in_finland
from webapp.core.cards import rules
from webapp.core.cards.reasons import CardRefusal, IssuingRefusal
from webapp.core.cards.renewals import CountedFrom, Renewal, check_community_renewal, renewal
from webapp.core.cards.validity import CardStatus, Validity, last_valid_day, why_not_valid
from webapp.core.errors import Refusal, RefusedError
from webapp.core.networks.operating_model import OperatingModel

MODEL = OperatingModel(
    valid_from=date(2022, 1, 13), holder_age_years=16, child_age_years=16, validity_months=12,
    longest_community_validity_months=60,
)  # fmt: skip

days = st.dates(date(2015, 1, 1), date(2099, 12, 31))
moments = st.datetimes(datetime(2015, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis adds the zone


@pytest.mark.parametrize(
    ("issued", "last"),
    [
        (date(2026, 11, 22), date(2027, 11, 22)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
        (date(2026, 12, 31), date(2027, 12, 31)),
    ],
)
def test_a_card_is_valid_to_the_same_date_next_year(issued: date, last: date) -> None:
    assert last_valid_day(issued, 12) == last


@pytest.mark.parametrize(
    ("months", "last"), [(1, date(2026, 2, 28)), (3, date(2026, 4, 30)), (25, date(2028, 2, 29))]
)
def test_a_date_that_is_missing_becomes_the_months_last_day(months: int, last: date) -> None:
    assert last_valid_day(date(2026, 1, 31), months) == last


@given(days)
def test_a_card_issued_later_is_never_valid_for_less(day: date) -> None:
    assert last_valid_day(day, 12) <= last_valid_day(day + timedelta(days=1), 12)


@given(days)
def test_twelve_months_are_a_year_or_a_day_less(day: date) -> None:
    assert timedelta(days=365) <= last_valid_day(day, 12) - day <= timedelta(days=366)


@given(days, st.integers(-400, 400))
def test_the_last_valid_day_is_inclusive(until: date, away: int) -> None:
    refusal = why_not_valid(Validity(CardStatus.ACTIVE, until), until + timedelta(days=away))
    assert refusal == (CardRefusal.CARD_EXPIRED if away > 0 else None)


@given(moments)
def test_every_moment_lies_in_its_own_finnish_day(moment: datetime) -> None:
    day = day_in_finland(moment)
    assert day_began(day) <= moment < day_ended(day)


@given(days)
def test_days_follow_one_another_without_gap_through_summer_time(day: date) -> None:
    assert day_ended(day) == day_began(day + timedelta(days=1))
    assert day_ended(day) - day_began(day) in {timedelta(hours=hours) for hours in (23, 24, 25)}


def test_midnight_is_helsinkis() -> None:
    assert day_in_finland(datetime(2026, 11, 22, 21, 59, 59, tzinfo=UTC)) == date(2026, 11, 22)
    assert day_in_finland(datetime(2026, 11, 22, 22, 0, tzinfo=UTC)) == date(2026, 11, 23)
    assert day_in_finland(datetime(2026, 7, 1, 21, 0, tzinfo=UTC)) == date(2026, 7, 2)


def test_the_day_summer_time_begins_has_23_hours_and_the_day_it_ends_25() -> None:
    assert day_ended(date(2026, 3, 29)) - day_began(date(2026, 3, 29)) == timedelta(hours=23)
    assert day_ended(date(2026, 10, 25)) - day_began(date(2026, 10, 25)) == timedelta(hours=25)


def test_on_trial_a_card_is_valid_to_the_trials_end() -> None:
    assert rules.valid_until(("trial", date(2027, 3, 31)), date(2026, 11, 22), model=MODEL) == date(
        2027, 3, 31
    )
    assert rules.valid_until(("trial", date(2026, 11, 22)), date(2026, 11, 22), model=MODEL) == date(
        2026, 11, 22
    )


@pytest.mark.parametrize(
    ("participation", "reason"),
    [
        (("trial", date(2026, 11, 21)), IssuingRefusal.TRIAL_HAS_ENDED),
        (("interested", None), IssuingRefusal.NOT_IN_USE_HERE),
        (("preparing", None), IssuingRefusal.NOT_IN_USE_HERE),
        (("coming", None), IssuingRefusal.NOT_IN_USE_HERE),
        (("left", None), IssuingRefusal.NO_LONGER_HERE),
    ],
)
def test_after_the_trial_and_before_the_start_no_card_is_issued(
    participation: tuple[str, date | None], reason: Refusal
) -> None:
    with pytest.raises(RefusedError) as refused:
        rules.valid_until(participation, date(2026, 11, 22), model=MODEL)
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("birth_year", "reason"),
    [
        (2010, None),
        (2011, IssuingRefusal.UNDER_AGE),
        (2026, IssuingRefusal.UNDER_AGE),
        (2027, IssuingRefusal.BIRTH_YEAR_IMPOSSIBLE),
        (1911, None),
        (1910, IssuingRefusal.BIRTH_YEAR_IMPOSSIBLE),
        (84, IssuingRefusal.BIRTH_YEAR_IMPOSSIBLE),
    ],
)
def test_turning_sixteen_this_year_is_enough(birth_year: int, reason: Refusal | None) -> None:
    found = None
    try:
        rules.check_birth_year(birth_year, date(2026, 11, 22), model=MODEL)
    except RefusedError as refused:
        found = refused.reason
    assert found is reason


def renewed(until: date, today: date, status: CardStatus = CardStatus.ACTIVE) -> Renewal:
    return renewal(Validity(status, until), ("in_use", None), today, model=MODEL)


statuses = st.sampled_from((CardStatus.ACTIVE, CardStatus.ENDED))
participations = st.one_of(st.just(("in_use", None)), st.tuples(st.just("trial"), days))


@given(days, days, statuses, participations)
def test_renewing_never_shortens_and_twice_is_as_once(
    until: date, today: date, status: CardStatus, participation: tuple[str, date | None]
) -> None:
    once = renewal(Validity(status, until), participation, today, model=MODEL).until
    assert once >= until
    again = renewal(Validity(CardStatus.ACTIVE, once), participation, today, model=MODEL).until
    assert again == once


@given(days, days, statuses)
def test_where_the_card_is_in_use_a_renewal_is_worth_twelve_months_from_its_day(
    until: date, today: date, status: CardStatus
) -> None:
    assert renewed(until, today, status).until >= last_valid_day(today, 12)


@given(days, st.integers(0, 59))
def test_coming_early_costs_no_day_against_coming_on_the_last_one(until: date, days_early: int) -> None:
    early = renewed(until, until - timedelta(days=days_early))
    assert early == Renewal(last_valid_day(until, 12), CountedFrom.LAST_DAY)
    assert early.until == renewed(until, until).until


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2027, 9, 21), Renewal(date(2028, 9, 21), CountedFrom.TODAY)),
        (date(2027, 9, 22), Renewal(date(2028, 11, 22), CountedFrom.LAST_DAY)),
        (date(2027, 11, 22), Renewal(date(2028, 11, 22), CountedFrom.LAST_DAY)),
        (date(2027, 11, 23), Renewal(date(2028, 11, 23), CountedFrom.TODAY)),
        (date(2026, 11, 22), Renewal(date(2027, 11, 22), CountedFrom.OLD_DAY_STAYS)),
    ],
)
def test_two_months_before_the_end_a_renewal_is_counted_from_the_last_day(
    today: date, expected: Renewal
) -> None:
    assert renewed(date(2027, 11, 22), today) == expected


def test_an_ended_card_is_renewed_from_the_day_of_renewal() -> None:
    assert renewed(date(2027, 11, 22), date(2027, 11, 1), CardStatus.ENDED).until == date(2028, 11, 1)


def test_in_a_trial_a_card_is_renewed_to_the_trials_end() -> None:
    trial, today = ("trial", date(2027, 3, 31)), date(2027, 1, 2)
    ending = Validity(CardStatus.ACTIVE, date(2027, 1, 31))
    assert renewal(ending, trial, today, model=MODEL) == Renewal(date(2027, 3, 31), CountedFrom.TRIAL)


@given(days, days, days)
def test_a_community_cards_renewal_keeps_its_day_or_moves_it_on(
    until: date, wanted: date, today: date
) -> None:
    held = Validity(CardStatus.ACTIVE, until)
    try:
        check_community_renewal(wanted, held, today, model=MODEL)
    except RefusedError as refused:
        assert wanted < until or wanted < today or wanted > last_valid_day(today, 60)
        assert (refused.reason is IssuingRefusal.RENEWAL_SHORTENS) == (wanted < until)  # noqa: PT017
    else:
        assert wanted >= max(until, today)
