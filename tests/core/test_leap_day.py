"""29 February 2028: what begins on it, lasts over it and is counted from it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.factories import World, background, community_card, personal_card, visit
from tests.support.holder_portal import new_phone, on_phone
from webapp.core.calendar import HELSINKI, day_ended
from webapp.core.cards.actions import RenewalAnswers, issue_card, renew_card
from webapp.core.cards.reasons import CardRefusal, IssuingRefusal
from webapp.core.cards.unused_codes import NewCard
from webapp.core.cards.validity import CardStatus, Validity
from webapp.core.errors import RefusedError
from webapp.core.feedback.actions import (
    NewFeedback,
    answer_feedback,
    forget_old_feedback,
    send_feedback,
)
from webapp.core.feedback.models import FeedbackCategory
from webapp.core.feedback.queries import own_feedback
from webapp.core.identifiers import new_id
from webapp.core.omakaiku.wishes.rules import RenewalStage, renewal_stage
from webapp.core.partners.desks import own_desk
from webapp.core.visits.checking import verdict_on
from webapp.core.visits.looking_back.days import counts_of_day
from webapp.core.visits.looking_back.holder import holder_year
from webapp.core.visits.recording.forms import record_visit
from webapp.core.visits.rules import Outcome

LEAP_DAY = date(2028, 2, 29)
NOON = datetime.combine(LEAP_DAY, time(12), HELSINKI).astimezone(UTC)
LAST_DAY = date(2029, 2, 28)


def test_a_card_of_the_leap_day_is_valid_for_twelve_months(session: Session, world: World) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=NOON, children=1)
    assert (held.card.issued_on, held.card.valid_until) == (LEAP_DAY, LAST_DAY)
    desk, end = own_desk(world.venue), day_ended(LAST_DAY)
    assert verdict_on(session, desk, held.code, now=end - timedelta(seconds=1)).refusal is None
    assert verdict_on(session, desk, held.code, now=end).refusal is CardRefusal.CARD_EXPIRED


def test_a_card_is_renewed_on_the_leap_day_and_off_it(session: Session, world: World) -> None:
    issued = datetime(2027, 2, 28, 10, tzinfo=UTC)
    held = personal_card(session, world.distributor, world.codes[0], now=issued)
    assert held.card.valid_until == date(2028, 2, 28)
    card = renew_card(session, world.distributor, held.card.id, answers=RenewalAnswers(0), now=NOON).card
    assert (card.renewed_on, card.valid_until) == (LEAP_DAY, LAST_DAY)
    later = datetime(2029, 2, 28, 10, tzinfo=UTC)
    assert renew_card(
        session, world.distributor, card.id, answers=RenewalAnswers(0), now=later
    ).card.valid_until == date(2030, 2, 28)


def test_a_community_card_may_last_until_the_leap_day_and_from_it(session: Session, world: World) -> None:
    before = datetime(2027, 2, 28, 10, tzinfo=UTC)
    assert community_card(session, world.distributor, world.codes[0], now=before, until=LEAP_DAY)
    assert community_card(session, world.distributor, world.codes[1], now=NOON, until=LEAP_DAY)


def test_the_wish_to_renew_opens_two_months_before(session: Session, world: World) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=NOON)
    validity = Validity(CardStatus.ACTIVE, held.card.valid_until)
    assert renewal_stage(validity, date(2028, 12, 27)) is RenewalStage.NOT_YET
    assert renewal_stage(validity, date(2028, 12, 28)) is RenewalStage.SOON
    assert renewal_stage(validity, LAST_DAY) is RenewalStage.SOON


def test_a_visit_on_the_leap_day_counts_on_it_and_in_its_year(session: Session, world: World) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=NOON)
    token = new_phone(session, world.distributor, held, now=NOON)
    last = datetime.combine(LEAP_DAY, time(23, 59, 59), HELSINKI).astimezone(UTC)
    desk = own_desk(world.venue)
    assert record_visit(session, desk, visit(held.code), now=last) is Outcome.RECORDED
    assert counts_of_day(session, desk, LEAP_DAY).visits == 1
    assert counts_of_day(session, desk, date(2028, 3, 1)).visits == 0
    assert len(holder_year(session, on_phone(session, token, now=last), 2028).visits) == 1


@pytest.mark.parametrize("birth_year", [2012, 2013])
def test_who_turns_sixteen_in_the_leap_year_gets_a_card_on_its_leap_day(
    session: Session, world: World, birth_year: int
) -> None:
    def issue() -> object:
        new = NewCard(new_id(NOON), world.codes[0])
        holder = background(birth_year=birth_year)
        return issue_card(session, world.distributor, new, background=holder, now=NOON)

    if birth_year == 2012:
        assert issue()
        return
    with pytest.raises(RefusedError) as refused:
        issue()
    assert refused.value.reason is IssuingRefusal.UNDER_AGE


def test_feedback_answered_on_the_leap_day_is_kept_two_years(session: Session, world: World) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=NOON)
    token = new_phone(session, world.distributor, held, now=NOON)
    held = on_phone(session, token, now=NOON)
    new = NewFeedback(new_id(NOON), FeedbackCategory.OTHER, "Hyvä karkauspäivä.")
    sent = send_feedback(session, held, new, now=NOON)
    answer_feedback(session, world.coordinator, sent.id, answer="Kiitos.", now=NOON)
    forget_old_feedback(session, now=NOON + timedelta(days=729))
    assert len(own_feedback(session, held)) == 1
    forget_old_feedback(session, now=NOON + timedelta(days=731))
    assert own_feedback(session, held) == []
