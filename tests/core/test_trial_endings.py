"""A trial is extended, made permanent or closed; its cards go on as was told, none for less."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import NOKIA, TRIAL_ENDS, World, add_organisation, community_card, personal_card
from webapp.core.accounts.actor import Actor
from webapp.core.audit.models import AuditRecord
from webapp.core.cards.actions import stop_card
from webapp.core.cards.listed import change_horizon, entry_of
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.cards.validity import CardStatus, last_valid_day
from webapp.core.errors import NotAllowedError, NotFoundError, Refusal, RefusedError
from webapp.core.identifiers import new_id
from webapp.core.networks.models import Participation
from webapp.core.partners.models import Organisation
from webapp.core.trials import moving
from webapp.core.trials.endings import Decision, NewEnding, Outcome, decide_ending, endings_of, outcome_of
from webapp.core.trials.models import TrialEnding
from webapp.core.trials.moving import move_some, unfinished_endings
from webapp.core.trials.reasons import TrialRefusal
from webapp.core.trials.rules import EndingKind

TODAY = date(2026, 11, 22)
EXTENDED = date(2027, 9, 30)
EXTEND = NewEnding(EndingKind.EXTEND, until=EXTENDED)
PERMANENT = NewEnding(EndingKind.PERMANENT)


def network_of(world: World) -> int:
    return world.trial_distributor.network_id


def issued(session: Session, world: World, number: int, *, days_ago: int, now: datetime) -> Card:
    then = now - timedelta(days=days_ago)
    return personal_card(session, world.trial_distributor, world.trial_codes[number], now=then).card


def decided(session: Session, actor: Actor, network_id: int, *, new: NewEnding, now: datetime) -> TrialEnding:
    """Decided, and its cards have followed."""
    ending = decide_ending(session, actor, network_id, decision=Decision(new_id(now), new), now=now)
    while move_some(session, ending.id, now=now):
        pass
    return ending


def days_of(session: Session, cards: Sequence[Card]) -> list[date]:
    for card in cards:
        session.refresh(card)
    return [card.valid_until for card in cards]


def test_an_extension_moves_the_cards_of_the_trial_to_its_new_end(
    session: Session, world: World, now: datetime
) -> None:
    cards = [issued(session, world, number, days_ago=number, now=now) for number in range(3)]
    ended = issued(session, world, 3, days_ago=0, now=now)
    stop_card(session, world.trial_distributor, ended.id, status=CardStatus.ENDED, now=now)
    until = date(2027, 1, 31)
    together = community_card(session, world.trial_distributor, world.trial_codes[4], now=now, until=until)
    told = outcome_of(session, world.office, network_of(world), new=EXTEND, today=TODAY)
    assert told == Outcome([(EXTENDED, 3)], moved=3)
    ending = decided(session, world.office, network_of(world), new=EXTEND, now=now)
    assert days_of(session, cards) == [EXTENDED] * 3
    assert days_of(session, [ended, together.card]) == [TRIAL_ENDS, until]
    assert (ending.cards_moved, unfinished_endings(session)) == (3, [])
    assert session.get_one(Participation, NOKIA).trial_ends_on == EXTENDED


def test_phones_hear_of_the_new_day(session: Session, world: World, now: datetime) -> None:
    card = issued(session, world, 0, days_ago=0, now=now)
    before = change_horizon(session)
    decided(session, world.office, network_of(world), new=EXTEND, now=now)
    session.refresh(card)
    code = session.scalars(select(RegisteredCode).where(RegisteredCode.card_id == card.id)).one()
    session.refresh(code)
    assert code.list_entry == entry_of(card, code)
    assert code.list_change is not None
    assert code.list_change >= before


def test_a_permanent_network_gives_its_cards_the_whole_time_and_none_less_than_the_trial(
    session: Session, world: World, now: datetime
) -> None:
    new, old = (
        issued(session, world, number, days_ago=days, now=now) for number, days in ((0, 10), (1, 300))
    )
    renewed = issued(session, world, 2, days_ago=300, now=now)
    renewed.renewed_on = date(2026, 10, 1)
    session.flush()
    expected = [last_valid_day(date(2026, 11, 12), 12), TRIAL_ENDS, date(2027, 10, 1)]
    told = outcome_of(session, world.office, network_of(world), new=PERMANENT, today=TODAY)
    assert told.by_last_day == sorted((day, 1) for day in expected)
    assert (told.moved, told.cards) == (2, 3)
    decided(session, world.office, network_of(world), new=PERMANENT, now=now)
    assert days_of(session, [new, old, renewed]) == expected
    assert session.get_one(Participation, NOKIA).state == "in_use"


def test_a_closed_trial_gives_no_more_cards_and_takes_no_days(
    session: Session, world: World, now: datetime
) -> None:
    card = issued(session, world, 0, days_ago=5, now=now)
    closing = NewEnding(EndingKind.CLOSE)
    told = outcome_of(session, world.office, network_of(world), new=closing, today=TODAY)
    assert told == Outcome([(TRIAL_ENDS, 1)], moved=0)
    decided(session, world.office, network_of(world), new=closing, now=now)
    assert days_of(session, [card]) == [TRIAL_ENDS]
    with pytest.raises(RefusedError):
        issued(session, world, 1, days_ago=0, now=now)


def test_a_card_with_a_later_day_keeps_it_and_one_long_ended_stays_so(
    session: Session, world: World, now: datetime
) -> None:
    later = issued(session, world, 0, days_ago=0, now=now)
    past = issued(session, world, 1, days_ago=200, now=now)
    later.valid_until, past.valid_until = date(2028, 1, 1), date(2026, 11, 21)
    session.flush()
    decided(session, world.office, network_of(world), new=EXTEND, now=now)
    assert days_of(session, [later, past]) == [date(2028, 1, 1), date(2026, 11, 21)]


def test_a_trial_that_has_ended_takes_its_cards_along_when_it_goes_on(
    session: Session, world: World, now: datetime
) -> None:
    card = issued(session, world, 0, days_ago=0, now=now)
    after = now + timedelta(days=140)  # the trial ended eleven days before
    decided(session, world.office, network_of(world), new=EXTEND, now=after)
    assert days_of(session, [card]) == [EXTENDED]


def test_a_distributor_of_the_whole_network_goes_by_the_furthest(
    session: Session, world: World, now: datetime
) -> None:
    network_id = network_of(world)
    in_use = Participation(municipality_code="837", network_id=network_id, state="in_use")
    session.add(in_use)
    whole = add_organisation(session, "distributor", network_id=network_id)
    card = issued(session, world, 0, days_ago=0, now=now)
    of_whole = issued(session, world, 1, days_ago=0, now=now)
    of_whole.distributor_id = whole.id
    of_whole.valid_until = last_valid_day(TODAY, 12)  # Tampere is in use, so it is given for a year
    session.flush()
    decided(
        session, world.office, network_id, new=NewEnding(EndingKind.EXTEND, until=date(2028, 1, 1)), now=now
    )
    assert days_of(session, [card, of_whole]) == [date(2028, 1, 1), last_valid_day(TODAY, 12)]


def test_cards_follow_some_at_a_time_and_go_on_where_it_stopped(
    session: Session, world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "AT_ONCE", 2)
    cards = [issued(session, world, number, days_ago=number, now=now) for number in range(5)]
    ending = decide_ending(
        session, world.office, network_of(world), decision=Decision(new_id(now), PERMANENT), now=now
    )
    steps = []
    while move_some(session, ending.id, now=now):
        steps.append(ending.cards_moved)
    assert (steps, ending.cards_moved) == ([2, 4], 5)
    assert days_of(session, cards) == [
        last_valid_day(TODAY - timedelta(days=number), 12) for number in range(5)
    ]
    assert not move_some(session, ending.id, now=now)


def test_a_decision_sent_twice_is_one(session: Session, world: World, now: datetime) -> None:
    ending_id = new_id(now)
    for _ in range(2):
        decide_ending(session, world.office, network_of(world), decision=Decision(ending_id, EXTEND), now=now)
    assert [one.id for one in endings_of(session, network_of(world))] == [ending_id]
    told = select(func.count()).where(AuditRecord.event == "trial_decided")
    assert session.scalar(told) == 1
    with pytest.raises(NotFoundError):
        decide_ending(session, world.office, world.kainuu, decision=Decision(ending_id, EXTEND), now=now)


@pytest.mark.parametrize(
    ("new", "reason", "field"),
    [
        (NewEnding(EndingKind.EXTEND), TrialRefusal.EXTENSION_NEEDED, "trial_ends_on"),
        (NewEnding(EndingKind.EXTEND, until=TRIAL_ENDS), TrialRefusal.EXTENSION_NOT_LATER, "trial_ends_on"),
        (NewEnding(EndingKind.CLOSE, "205"), TrialRefusal.NOT_ON_TRIAL, "municipality"),
    ],
)
def test_what_cannot_be_decided_is_refused(
    session: Session, world: World, now: datetime, new: NewEnding, reason: Refusal, field: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        outcome_of(session, world.office, network_of(world), new=new, today=TODAY)
    assert (refused.value.reason, refused.value.field) == (reason, field)
    with pytest.raises(RefusedError):
        decide_ending(session, world.office, network_of(world), decision=Decision(uuid.uuid4(), new), now=now)


def test_only_the_national_office_decides(session: Session, world: World, now: datetime) -> None:
    for actor in (world.coordinator, world.trial_distributor, world.venue):
        with pytest.raises(NotAllowedError):
            outcome_of(session, actor, network_of(world), new=EXTEND, today=TODAY)
        with pytest.raises(NotAllowedError):
            decided(session, actor, network_of(world), new=EXTEND, now=now)
    assert session.get_one(Organisation, world.trial_distributor.organisation.id).is_active
