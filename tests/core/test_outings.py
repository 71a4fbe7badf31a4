"""A distributor announces an outing; those for whom it is meant join and leave; nobody else sees it."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from tests.factories import World, add_actor, community_card, personal_card
from tests.support.race import times_won
from webapp.core.accounts.actor import Actor
from webapp.core.audit.models import AuditRecord
from webapp.core.cards.actions import Replacement, replace_card, stop_card
from webapp.core.cards.queries import CardInHand, in_hand, own_card
from webapp.core.cards.reasons import CardRefusal
from webapp.core.cards.validity import CardStatus
from webapp.core.errors import NotAllowedError, NotFoundError, Refusal, RefusedError
from webapp.core.free_text.reasons import TextRefusal
from webapp.core.identifiers import new_id
from webapp.core.languages import UNSAID, LocalisedText
from webapp.core.networks.models import Network
from webapp.core.outings.actions import (
    NewOuting,
    announce_outing,
    cancel_outing,
    forget_old_joins,
    join_outing,
    leave_coming_outings,
    leave_outing,
)
from webapp.core.outings.models import Audience, Outing, OutingJoin
from webapp.core.outings.queries import cards_along, joins_of_card, outings_for, own_outing, own_outings
from webapp.core.outings.reasons import OutingRefusal
from webapp.core.outings.rules import OutingTimes, moment_in_finland
from webapp.core.partners.reasons import PartnerRefusal

DAY = timedelta(days=1)


def in_finnish(text: str) -> LocalisedText:
    return LocalisedText(fi=text)


def new_outing(now: datetime, **facts: object) -> NewOuting:
    """To a summer theatre in five days; one can join for three."""
    times = OutingTimes(now + 5 * DAY, now + 5 * DAY + timedelta(hours=1), now + 3 * DAY)
    plain = NewOuting(
        new_id(now), in_finnish("Kesäteatteri"), None, in_finnish("Rantapuisto"),
        in_finnish("Linja-autoasema"), times, Audience.OWN_CARDS,
    )  # fmt: skip
    return replace(plain, **facts)  # type: ignore[arg-type]  # any of its fields


@pytest.fixture
def outing(session: Session, world: World, now: datetime) -> Outing:
    """For the distributor's own cards."""
    return announce_outing(session, world.distributor, new_outing(now), now=now)


@pytest.fixture
def held(session: Session, world: World, now: datetime) -> CardInHand:
    """A card of the distributor."""
    return personal_card(session, world.distributor, world.codes[0], now=now, children=2)


@pytest.fixture
def neighbour(session: Session, world: World, now: datetime) -> Actor:
    """Another distributor of the same network."""
    network = session.get_one(Network, world.kainuu)
    return add_actor(session, "distributor", now=now, network=network, municipality="205")


def test_a_time_in_finland_is_an_instant() -> None:
    assert moment_in_finland(date(2026, 7, 1), time(17), "time") == datetime(2026, 7, 1, 14, tzinfo=UTC)
    assert moment_in_finland(date(2026, 12, 1), time(17), "time") == datetime(2026, 12, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize("clock", [time(3), time(3, 30), time(3, 59)])
def test_a_time_that_the_clocks_leave_out_is_refused(clock: time) -> None:
    with pytest.raises(RefusedError) as refused:
        moment_in_finland(date(2027, 3, 28), clock, "meeting_time")
    assert refused.value.reason is OutingRefusal.OUTING_NO_SUCH_TIME
    assert refused.value.field == "meeting_time"


@pytest.mark.parametrize(("clock", "hour"), [(time(2, 59), 0), (time(4), 1)])
def test_the_times_beside_the_one_left_out_are_instants(clock: time, hour: int) -> None:
    assert moment_in_finland(date(2027, 3, 28), clock, "time") == datetime(
        2027, 3, 28, hour, clock.minute, tzinfo=UTC
    )


@pytest.mark.parametrize("fold", [0, 1])
def test_of_an_hour_that_comes_twice_a_time_is_the_first(fold: int) -> None:
    twice = time(3, 30, fold=fold)
    assert moment_in_finland(date(2026, 10, 25), twice, "time") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment_in_finland(date(2026, 10, 25), time(4), "time") == datetime(2026, 10, 25, 2, tzinfo=UTC)


def test_a_holder_joins_once_leaves_and_joins_again(
    session: Session, world: World, outing: Outing, held: CardInHand, now: datetime
) -> None:
    for _ in range(2):
        join_outing(session, held, outing.id, now=now)
    assert [one.is_joined for one in outings_for(session, held, now=now)] == [True]
    assert [one.code for one in cards_along(session, world.distributor, outing.id)] == [held.code]
    assert own_outings(session, world.distributor, now=now)[0].cards == 1
    for _ in range(2):
        leave_outing(session, held, outing.id, now=now + DAY)
    assert [one.is_joined for one in outings_for(session, held, now=now)] == [False]
    assert cards_along(session, world.distributor, outing.id) == []
    join_outing(session, held, outing.id, now=now + 2 * DAY)
    assert own_outings(session, world.distributor, now=now)[0].cards == 1
    assert session.scalar(select(func.count()).select_from(OutingJoin)) == 1


def test_a_card_comes_along_to_nothing_any_more_and_what_has_been_stays(
    session: Session, world: World, outing: Outing, held: CardInHand, now: datetime
) -> None:
    earlier = announce_outing(session, world.distributor, new_outing(now - 10 * DAY), now=now - 10 * DAY)
    other = personal_card(session, world.distributor, world.codes[1], now=now - 10 * DAY)
    join_outing(session, held, earlier.id, now=now - 9 * DAY)
    for card in (held, other):
        join_outing(session, card, outing.id, now=now)
    for _ in range(2):
        leave_coming_outings(session, held, now=now + DAY)
    assert [one.code for one in cards_along(session, world.distributor, outing.id)] == [other.code]
    assert [one.code for one in cards_along(session, world.distributor, earlier.id)] == [held.code]


def test_after_the_last_moment_nobody_joins_but_everybody_may_leave(
    session: Session, outing: Outing, held: CardInHand, now: datetime
) -> None:
    join_outing(session, held, outing.id, now=outing.join_until)
    late = outing.join_until + timedelta(seconds=1)
    join_outing(session, held, outing.id, now=late)  # has joined already
    leave_outing(session, held, outing.id, now=late)
    with pytest.raises(RefusedError) as refused:
        join_outing(session, held, outing.id, now=late)
    assert refused.value.reason is OutingRefusal.OUTING_CLOSED


def test_a_cancelled_outing_is_seen_only_by_those_who_had_joined(
    session: Session, world: World, outing: Outing, held: CardInHand, now: datetime
) -> None:
    other = personal_card(session, world.distributor, world.codes[1], now=now)
    join_outing(session, held, outing.id, now=now)
    for _ in range(2):
        cancel_outing(session, world.distributor, outing.id, now=now)
    assert [one.outing.id for one in outings_for(session, held, now=now)] == [outing.id]
    assert outings_for(session, other, now=now) == []
    with pytest.raises(RefusedError) as refused:
        join_outing(session, other, outing.id, now=now)
    assert refused.value.reason is OutingRefusal.OUTING_CANCELLED
    events = session.scalars(select(AuditRecord.event)).all()
    assert (events.count("outing_announced"), events.count("outing_cancelled")) == (1, 1)


def test_what_has_been_is_not_cancelled(
    session: Session, world: World, outing: Outing, now: datetime
) -> None:
    cancel_outing(session, world.distributor, outing.id, now=now + 9 * DAY)
    assert outing.cancelled_at is None


def test_an_outing_for_own_cards_is_not_for_the_neighbours(
    session: Session, world: World, outing: Outing, neighbour: Actor, now: datetime
) -> None:
    held = personal_card(session, neighbour, world.codes[2], now=now)
    assert outings_for(session, held, now=now) == []
    with pytest.raises(NotFoundError):
        join_outing(session, held, outing.id, now=now)


def test_an_outing_for_the_network_is_for_all_its_cards_and_no_others(
    session: Session, world: World, neighbour: Actor, now: datetime
) -> None:
    outing = announce_outing(session, world.distributor, new_outing(now, audience=Audience.NETWORK), now=now)
    near = personal_card(session, neighbour, world.codes[2], now=now)
    far = personal_card(session, world.other_distributor, world.other_codes[0], now=now)
    join_outing(session, near, outing.id, now=now)
    assert [one.code for one in cards_along(session, world.distributor, outing.id)] == [near.code]
    assert outings_for(session, far, now=now) == []
    with pytest.raises(NotFoundError):
        join_outing(session, far, outing.id, now=now)
    for stranger in (neighbour, world.other_distributor):
        assert own_outings(session, stranger, now=now) == []
        with pytest.raises(NotFoundError):
            cards_along(session, stranger, outing.id)
        with pytest.raises(NotFoundError):
            cancel_outing(session, stranger, outing.id, now=now)


def test_only_a_valid_personal_card_joins(
    session: Session, world: World, outing: Outing, held: CardInHand, now: datetime
) -> None:
    together = community_card(session, world.distributor, world.codes[3], now=now, until=date(2027, 1, 1))
    with pytest.raises(RefusedError) as refused:
        join_outing(session, together, outing.id, now=now)
    assert refused.value.reason is OutingRefusal.OUTING_FOR_PERSONAL_CARDS
    stop_card(session, world.distributor, held.card.id, status=CardStatus.ENDED, now=now)
    ended = own_card(session, world.distributor, held.card.id, today=date(2026, 11, 22))
    with pytest.raises(RefusedError) as refused:
        join_outing(session, ended, outing.id, now=now)
    assert refused.value.reason is CardRefusal.CARD_ENDED
    assert outings_for(session, ended, now=now)[0].refusal is CardRefusal.CARD_ENDED


def test_a_phone_that_may_be_lost_sees_no_outings(
    session: Session, world: World, outing: Outing, held: CardInHand, now: datetime
) -> None:
    replace_card(session, world.distributor, held.card.id, replacement=Replacement(held.code, None), now=now)
    lost = in_hand(held.card, held.code, date(2026, 11, 22), is_replaced=True)
    with pytest.raises(NotAllowedError):
        outings_for(session, lost, now=now)
    with pytest.raises(NotAllowedError):
        join_outing(session, lost, outing.id, now=now)


def test_a_card_that_ends_before_the_outing_is_told_so(session: Session, world: World, now: datetime) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now - 362 * DAY)
    outing = announce_outing(session, world.distributor, new_outing(now), now=now)
    join_outing(session, held, outing.id, now=now)
    assert [one.refusal for one in cards_along(session, world.distributor, outing.id)] == [
        CardRefusal.CARD_EXPIRED
    ]


def test_an_outing_announced_twice_is_one_and_its_id_is_nobody_elses(
    session: Session, world: World, now: datetime
) -> None:
    new = new_outing(now)
    first = announce_outing(session, world.distributor, new, now=now)
    assert announce_outing(session, world.distributor, new, now=now + DAY).id == first.id
    with pytest.raises(NotFoundError):
        announce_outing(session, world.other_distributor, new, now=now)
    assert session.scalar(select(func.count()).select_from(Outing)) == 1


def test_it_goes_to_a_venue_of_the_network_or_to_one_place_in_words(
    session: Session, world: World, now: datetime
) -> None:
    venue = world.venue.organisation.id
    made = announce_outing(
        session, world.distributor, new_outing(now, venue_id=venue, place=in_finnish(" ")), now=now
    )
    assert (made.venue_id, made.place) == (venue, UNSAID)
    for wrong, reason, field in (
        ({"venue_id": venue}, OutingRefusal.OUTING_TWO_PLACES, "place_fi"),
        ({"place": UNSAID}, TextRefusal.TEXT_LENGTH, "place_fi"),
        (
            {"place": UNSAID, "venue_id": world.other_venue.organisation.id},
            PartnerRefusal.VENUE_UNKNOWN,
            "venue",
        ),
        (
            {"place": UNSAID, "venue_id": world.coordinator.organisation.id},
            PartnerRefusal.VENUE_UNKNOWN,
            "venue",
        ),
        ({"title": in_finnish("x" * 81)}, TextRefusal.TEXT_LENGTH, "title_fi"),
        ({"words": in_finnish("x" * 301)}, TextRefusal.TEXT_LENGTH, "words_fi"),
        ({"meeting_place": in_finnish(" ")}, TextRefusal.TEXT_LENGTH, "meeting_place_fi"),
    ):
        with pytest.raises(RefusedError) as refused:
            announce_outing(
                session, world.distributor, new_outing(now, outing_id=uuid.uuid4(), **wrong), now=now
            )
        assert (refused.value.reason, refused.value.field) == (reason, field)


def test_it_is_whole_in_each_language_in_which_something_is_said(
    session: Session, world: World, now: datetime
) -> None:
    both = {
        "title": LocalisedText(fi="Kesäteatteri", sv=" Sommar  teater "),
        "place": LocalisedText(fi="Rantapuisto", sv="Strandparken"),
        "meeting_place": LocalisedText(fi="Linja-autoasema", sv="Busstationen", en="Remembered from before"),
        "words": LocalisedText(sv="Kaffe efteråt."),
    }
    made = announce_outing(session, world.distributor, new_outing(now, **both), now=now)
    assert made.title == {"fi": "Kesäteatteri", "sv": "Sommar teater"}
    assert made.meeting_place == {"fi": "Linja-autoasema", "sv": "Busstationen"}
    assert made.words == {"sv": "Kaffe efteråt."}
    in_swedish = {what: LocalisedText(sv=text["sv"]) for what, text in both.items()}
    swedish = new_outing(now, outing_id=uuid.uuid4(), **in_swedish)
    assert announce_outing(session, world.distributor, swedish, now=now).title == {"sv": "Sommar teater"}
    for what, half in (("title", "title_sv"), ("place", "place_sv"), ("meeting_place", "meeting_place_sv")):
        wrong = new_outing(now, **both | {what: in_finnish("Jotain"), "outing_id": uuid.uuid4()})
        with pytest.raises(RefusedError) as refused:
            announce_outing(session, world.distributor, wrong, now=now)
        assert (refused.value.reason, refused.value.field) == (OutingRefusal.OUTING_HALF_WRITTEN, half)


@pytest.mark.parametrize(
    ("meets", "starts", "until", "reason"),
    [
        (-1, 2, 1, OutingRefusal.OUTING_IN_PAST),
        (3, 2, 1, OutingRefusal.OUTING_MEETS_LATE),
        (2, 3, 4, OutingRefusal.OUTING_JOINS_LATE),
        (2, 3, -1, OutingRefusal.OUTING_JOINS_IN_PAST),
    ],
)
def test_its_times_follow_each_other(
    session: Session, world: World, now: datetime, *, meets: int, starts: int, until: int, reason: Refusal
) -> None:
    times = OutingTimes(now + meets * DAY, now + starts * DAY, now + until * DAY)
    with pytest.raises(RefusedError) as refused:
        announce_outing(session, world.distributor, new_outing(now, times=times), now=now)
    assert refused.value.reason is reason


def test_who_joined_is_forgotten_when_it_is_a_month_past(
    session: Session, world: World, outing: Outing, held: CardInHand, now: datetime
) -> None:
    join_outing(session, held, outing.id, now=now)
    forget_old_joins(session, now=outing.starts_at + 30 * DAY)
    assert [one.outing_id for one in joins_of_card(session, held)] == [outing.id]
    later = outing.starts_at + 31 * DAY
    announce_outing(session, world.other_distributor, new_outing(later), now=later)
    assert joins_of_card(session, held) == []
    assert own_outings(session, world.distributor, now=later) == []


@pytest.mark.parametrize("role", ["venue", "coordinator", "office"])
def test_only_distributors_announce(session: Session, world: World, now: datetime, role: str) -> None:
    with pytest.raises(NotAllowedError):
        announce_outing(session, getattr(world, role), new_outing(now), now=now)
    with pytest.raises(NotAllowedError):
        own_outing(session, getattr(world, role), uuid.uuid4())


def test_pressing_on_several_phones_at_once_is_joining_once(
    engine: Engine, session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    new = new_outing(now)
    assert held.card.distributor.network_id  # known before six threads ask
    session.commit()
    assert times_won(engine, lambda own: announce_outing(own, world.distributor, new, now=now)) == 6
    assert times_won(engine, lambda own: join_outing(own, held, new.outing_id, now=now)) == 6
    assert own_outings(session, world.distributor, now=now)[0].cards == 1
    assert session.scalar(select(func.count()).select_from(Outing)) == 1
