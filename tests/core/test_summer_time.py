"""The nights on which clocks are changed: 25 Oct 2026 has 03.30 twice, 28 Mar 2027 not at all."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.core.test_outings import new_outing
from tests.factories import World, personal_card, phone_visit, visit
from tests.support.counter_phone import Phone, outcomes
from tests.support.holder_portal import visited
from webapp.core.calendar import HELSINKI, day_began, day_ended
from webapp.core.cards.reasons import CardRefusal
from webapp.core.errors import RefusedError
from webapp.core.feedback.rules import deadline_of
from webapp.core.languages import LocalisedText
from webapp.core.offers.actions import NewOffer, add_offer
from webapp.core.offers.models import OfferKind
from webapp.core.offers.queries import offers_of_day
from webapp.core.offers.reasons import OfferRefusal
from webapp.core.omakaiku.reminders.rules import is_hour_for_notices
from webapp.core.outings.actions import announce_outing
from webapp.core.outings.queries import own_outings
from webapp.core.outings.rules import OutingTimes, moment_in_finland
from webapp.core.partners.desks import own_desk
from webapp.core.visits.checking import verdict_on
from webapp.core.visits.looking_back.days import counts_of_day, visits_of_day
from webapp.core.visits.recording.forms import record_visit
from webapp.core.visits.rules import Outcome

AUTUMN, SPRING = date(2026, 10, 25), date(2027, 3, 28)
NIGHTS = [AUTUMN, SPRING]
FIRST_HALF_PAST_THREE = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
SECOND_HALF_PAST_THREE = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
LAST_MINUTE_BEFORE = datetime(2027, 3, 28, 0, 59, tzinfo=UTC)
FIRST_MINUTE_AFTER = datetime(2027, 3, 28, 1, 0, tzinfo=UTC)


def clock(moment: datetime) -> str:
    return f"{moment.astimezone(HELSINKI):%H.%M}"


@pytest.fixture
def code(session: Session, world: World) -> str:
    """Of a card that is valid on both nights."""
    return personal_card(
        session, world.distributor, world.codes[0], now=datetime(2026, 10, 1, 9, tzinfo=UTC)
    ).code


def test_the_nights_are_what_they_are_said_to_be() -> None:
    assert (clock(FIRST_HALF_PAST_THREE), clock(SECOND_HALF_PAST_THREE)) == ("03.30", "03.30")
    assert (clock(LAST_MINUTE_BEFORE), clock(FIRST_MINUTE_AFTER)) == ("02.59", "04.00")


def test_two_visits_at_the_same_time_by_the_clock_are_an_hour_apart(
    session: Session, world: World, code: str
) -> None:
    desk = own_desk(world.venue)
    first = visit(code)
    record_visit(session, desk, first, now=FIRST_HALF_PAST_THREE)
    # No question whether it is the same visit: half an hour has passed, whatever the clock shows.
    assert record_visit(session, desk, visit(code), now=SECOND_HALF_PAST_THREE) is Outcome.RECORDED
    assert counts_of_day(session, desk, AUTUMN).visits == 2
    shown = [one.happened_at for one in visits_of_day(session, desk, AUTUMN)]
    assert shown == [SECOND_HALF_PAST_THREE, FIRST_HALF_PAST_THREE]


def test_a_visit_a_minute_later_is_asked_about_though_the_clock_has_gone_an_hour(
    session: Session, world: World, code: str
) -> None:
    desk = own_desk(world.venue)
    record_visit(session, desk, visit(code), now=LAST_MINUTE_BEFORE)
    with pytest.raises(RefusedError):
        record_visit(session, desk, visit(code), now=FIRST_MINUTE_AFTER)
    assert counts_of_day(session, desk, SPRING).visits == 1


@pytest.mark.parametrize("night", NIGHTS)
def test_the_first_and_the_last_second_belong_to_the_day(
    session: Session, world: World, code: str, night: date
) -> None:
    desk, second = own_desk(world.venue), timedelta(seconds=1)
    moments = [day_began(night) - second, day_began(night), day_ended(night) - second, day_ended(night)]
    for moment in moments:
        visited(session, world.venue, code, at=moment)
    assert [one.happened_at for one in visits_of_day(session, desk, night)] == [moments[2], moments[1]]
    for beside in (night - timedelta(days=1), night + timedelta(days=1)):
        assert counts_of_day(session, desk, beside).visits == 1


@pytest.mark.parametrize("night", NIGHTS)
def test_a_card_works_until_the_last_second_of_a_day_of_another_length(
    session: Session, world: World, night: date
) -> None:
    issued = datetime.combine(night.replace(year=night.year - 1), time(12), HELSINKI)
    held = personal_card(session, world.distributor, world.codes[1], now=issued)
    assert held.card.valid_until == night
    desk = own_desk(world.venue)
    assert verdict_on(session, desk, held.code, now=day_ended(night) - timedelta(seconds=1)).refusal is None
    assert verdict_on(session, desk, held.code, now=day_ended(night)).refusal is CardRefusal.CARD_EXPIRED


def test_late_visits_of_both_nights_keep_their_moments(session: Session, world: World, code: str) -> None:
    moments = [FIRST_HALF_PAST_THREE, SECOND_HALF_PAST_THREE, LAST_MINUTE_BEFORE, FIRST_MINUTE_AFTER]
    sent = datetime(2027, 3, 29, 9, tzinfo=UTC)
    phone = Phone(session, world.venue, sent)
    commands = [
        phone_visit(code, number, at=moment, repeat_is_meant=True) for number, moment in enumerate(moments, 1)
    ]
    assert outcomes(phone.send(*commands)) == [(Outcome.RECORDED, None)] * 4
    found = [
        one.happened_at
        for night in NIGHTS
        for one in reversed(visits_of_day(session, own_desk(world.venue), night))
    ]
    assert found == moments


@pytest.mark.parametrize("begins_at", [time(3), time(3, 30), time(3, 59)])
def test_nothing_is_put_on_at_a_time_that_does_not_come(
    session: Session, world: World, begins_at: time
) -> None:
    new = NewOffer(LocalisedText(fi="Yö"), OfferKind.TICKET, SPRING, begins_at)
    now = datetime(2027, 3, 1, tzinfo=UTC)
    with pytest.raises(RefusedError) as refused:
        add_offer(session, own_desk(world.venue), new, now=now)
    assert (refused.value.reason, refused.value.field) == (OfferRefusal.OFFER_NO_SUCH_TIME, "begins_at")


@pytest.mark.parametrize(
    ("day", "begins_at"), [(SPRING, time(2, 59)), (SPRING, time(4)), (AUTUMN, time(3, 30))]
)
def test_what_is_on_in_such_a_night_is_in_the_programme_of_that_day_only(
    session: Session, world: World, day: date, begins_at: time
) -> None:
    desk = own_desk(world.venue)
    now = day_began(day) - timedelta(days=7)
    new = NewOffer(LocalisedText(fi="Yö"), OfferKind.TICKET, day, begins_at)
    offer = add_offer(session, desk, new, now=now)
    shown = [
        beside
        for beside in (day - timedelta(days=1), day, day + timedelta(days=1))
        if offer in offers_of_day(session, desk, beside, language="fi")
    ]
    assert shown == [day]
    assert offer.begins_at == begins_at


def test_an_outing_at_the_hour_that_comes_twice_is_to_come_until_its_first(
    session: Session, world: World
) -> None:
    now = datetime(2026, 10, 20, 9, tzinfo=UTC)
    starts = moment_in_finland(AUTUMN, time(3, 30), "time")
    assert starts == FIRST_HALF_PAST_THREE
    times = OutingTimes(starts - timedelta(hours=1), starts, starts - timedelta(hours=1))
    outing = announce_outing(session, world.distributor, new_outing(now, times=times), now=now)
    assert outing.starts_at == starts
    assert [one.outing.id for one in own_outings(session, world.distributor, now=now)] == [outing.id]


@pytest.mark.parametrize("night", NIGHTS)
def test_phones_ring_from_nine_to_twenty_by_the_clock_on_the_wall(night: date) -> None:
    hours = [day_began(night) + timedelta(minutes=30 * step) for step in range(50)]
    ringing = [clock(one) for one in hours if one < day_ended(night) and is_hour_for_notices(one)]
    assert ringing[0] == "09.00"
    assert ringing[-1] == "19.30"
    assert len(ringing) == 22


@pytest.mark.parametrize("night", NIGHTS)
def test_a_deadline_across_such_a_night_is_counted_in_days(night: date) -> None:
    sent = day_ended(night - timedelta(days=1)) - timedelta(seconds=1)
    deadline = deadline_of(sent, night)
    assert deadline.day == night - timedelta(days=1) + timedelta(days=14)
    assert deadline.days_left == 13
