"""Each notice comes once for a last valid day, never for a card that does not work, and never at night."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.cards.validity import CardStatus, Validity
from webapp.core.omakaiku.reminders.rules import (
    NoticeKind,
    Reminded,
    due_notice,
    is_hour_for_notices,
    reminded_now,
)

ENDS = date(2027, 3, 31)
TWO_MONTHS_BEFORE = date(2027, 1, 31)
LONG_AGO = date(2026, 3, 31)


def active(until: date = ENDS) -> Validity:
    return Validity(CardStatus.ACTIVE, until)


@pytest.mark.parametrize(
    ("today", "reminded", "notice"),
    [
        (TWO_MONTHS_BEFORE - timedelta(days=1), Reminded(ENDS), None),
        (TWO_MONTHS_BEFORE, Reminded(ENDS), NoticeKind.RENEWAL_SOON),
        (ENDS, Reminded(ENDS), NoticeKind.RENEWAL_SOON),
        (ENDS, Reminded(ENDS, ENDS), None),
        (ENDS, Reminded(ENDS, LONG_AGO), NoticeKind.RENEWAL_SOON),
        (ENDS + timedelta(days=1), Reminded(ENDS), None),
        (LONG_AGO, Reminded(LONG_AGO, LONG_AGO), NoticeKind.CARD_RENEWED),
        (TWO_MONTHS_BEFORE, Reminded(LONG_AGO, LONG_AGO), NoticeKind.CARD_RENEWED),
        (ENDS + timedelta(days=1), Reminded(LONG_AGO), None),
    ],
)
def test_what_is_due_on_a_day(today: date, reminded: Reminded, notice: NoticeKind | None) -> None:
    assert due_notice(active(), reminded, today) == notice


def test_a_renewal_that_is_near_its_end_is_told_once_and_not_twice() -> None:
    reminded = reminded_now(active(), Reminded(LONG_AGO), ENDS)
    assert reminded == Reminded(ENDS, ENDS)
    assert due_notice(active(), reminded, ENDS) is None


CARDS = st.builds(
    Validity,
    st.sampled_from([CardStatus.ACTIVE] * 4 + [CardStatus.ENDED, CardStatus.WITHDRAWN]),
    st.dates(date(2026, 1, 1), date(2029, 12, 31)),
    is_replaced=st.sampled_from([False, False, False, True]),
)


@given(
    start=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    first=CARDS,
    runs=st.lists(st.tuples(st.integers(0, 90), st.none() | CARDS), max_size=40),
)
def test_each_is_told_once_for_a_last_valid_day_and_never_of_a_card_that_does_not_work(
    start: date, first: Validity, runs: list[tuple[int, Validity | None]]
) -> None:
    card, today = first, start
    reminded, rung = reminded_now(card, Reminded(card.valid_until), today), []
    for days, changed in runs:
        card, today = changed or card, today + timedelta(days=days)
        notice = due_notice(card, reminded, today)
        if notice is not None:
            assert card.status is CardStatus.ACTIVE
            assert not card.is_replaced
            assert today <= card.valid_until
            rung.append((notice, card.valid_until))
            reminded = reminded_now(card, reminded, today)
            assert due_notice(card, reminded, today) is None
    assert len(rung) == len(set(rung))


@pytest.mark.parametrize(
    ("hour_utc", "may_ring"), [(6, False), (7, True), (17, True), (18, False), (0, False), (23, False)]
)
def test_phones_ring_by_day_in_finland(hour_utc: int, may_ring: bool) -> None:
    winter = datetime(2026, 11, 22, hour_utc, 30, tzinfo=UTC)
    assert is_hour_for_notices(winter) is may_ring
    assert is_hour_for_notices(winter.replace(month=7, hour=(hour_utc - 1) % 24)) is may_ring
