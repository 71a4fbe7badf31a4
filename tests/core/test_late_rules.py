"""What becomes of a phone's commands, whatever they are: properties of the pure decisions."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.core.cards.codes import CardCode
from webapp.core.cards.validity import CardKind, CardStatus
from webapp.core.commitments.rules import Coverage
from webapp.core.errors import Refusal
from webapp.core.visits.reasons import CommandRefusal
from webapp.core.visits.recording.commands import Command, RecordCommand, UndoCommand, UnreadableCommand
from webapp.core.visits.recording.decide import Mode
from webapp.core.visits.recording.decide import decide_all as decide_in_mode
from webapp.core.visits.recording.known import Correcting, Decision, Knowledge, KnownCard, NewVisit, Undoing
from webapp.core.visits.recording.phone_time import PhoneTime, phone_time
from webapp.core.visits.rules import OfferFacts, Outcome, Remark, UndoReason, VisitKind

NOW: Final = datetime(2026, 11, 22, 10, 5, tzinfo=UTC)
ENROLLED: Final = NOW - timedelta(days=30)
VENUE: Final = 7
CODES: Final = tuple(CardCode(f"A00000000{digit}") for digit in range(4))
IDS: Final = tuple(uuid.UUID(int=number) for number in range(1, 7))
STANDING: Final = {Outcome.RECORDED, Outcome.RECORDED_WITH_REMARK}

moments = st.timedeltas(timedelta(days=-50), timedelta(days=40)).map(
    lambda before: NOW + before
) | st.timedeltas(timedelta(hours=-2), timedelta(0)).map(lambda before: NOW + before)
days = st.dates(date(2026, 10, 1), date(2027, 1, 31))
cards = st.builds(
    KnownCard,
    card_id=st.sampled_from(IDS[:3]),
    kind=st.sampled_from(CardKind),
    status=st.sampled_from(CardStatus),
    stopped_at=st.none() | moments,
    replaced_at=st.none() | moments,
    issued_on=days,
    renewed_on=st.none() | days,
    valid_until=days,
    children=st.integers(0, 4),
)
records = st.builds(
    RecordCommand,
    id=st.sampled_from(IDS),
    sequence=st.integers(1, 5),
    at=moments,
    code=st.sampled_from(CODES),
    kind=st.sampled_from(VisitKind),
    children=st.integers(0, 5),
    assistants=st.integers(0, 2),
    offer_id=st.none() | st.integers(1, 3),
    group_id=st.none(),
    repeat_is_meant=st.booleans(),
)
undoings = st.builds(
    UndoCommand,
    id=st.uuids(),
    sequence=st.integers(1, 5),
    at=moments,
    visit_id=st.sampled_from(IDS),
    reason=st.sampled_from(UndoReason),
)
unreadable = st.builds(
    UnreadableCommand,
    reason=st.just(CommandRefusal.COMMAND_UNREADABLE),
    id=st.none() | st.uuids(),
    sequence=st.none() | st.integers(1, 5),
)
lists = st.lists(records | undoings | unreadable, max_size=12)
clocks = st.builds(
    phone_time,
    enrolled_at=st.just(ENROLLED),
    sent_at=st.none() | moments,
    now=st.just(NOW),
)
registers = st.dictionaries(st.sampled_from(CODES), cards)


def knowledge(known_cards: dict[CardCode, KnownCard], clock: PhoneTime) -> Knowledge:
    return Knowledge(
        VENUE,
        clock,
        cards={str(code): card for code, card in known_cards.items()},
        offers={one: OfferFacts(one, VENUE, None, None) for one in (1, 2)},
        commitments={Coverage(date.min, None)},
    )


def what_is_written(decisions: list[Decision]) -> list[NewVisit | Undoing | Correcting]:
    return [one.change for one in decisions if one.change is not None]


def decide_all(commands: list[Command], known: Knowledge) -> list[Decision]:
    return decide_in_mode(commands, known, Mode.LATE)


@given(lists, registers, clocks)
@settings(max_examples=300)
def test_a_list_sent_again_changes_nothing(
    commands: list[Command], known_cards: dict[CardCode, KnownCard], clock: PhoneTime
) -> None:
    known = knowledge(known_cards, clock)
    first, again = decide_all(commands, known), decide_all(commands, known)
    # An undo whose visit came after it in the list finds that visit the second time.
    assert all(isinstance(one, Undoing) for one in what_is_written(again))
    assert what_is_written(decide_all(commands, known)) == []
    assert not any(one.arrives for one in again)
    for before, after in zip(first, again, strict=True):
        if before.outcome is Outcome.REFUSED:
            assert after.outcome not in STANDING
        else:
            repeated = Outcome.ALREADY_RECORDED if before.outcome in STANDING else before.outcome
            assert after.outcome is repeated


@given(lists, registers, clocks, st.integers(0, 12))
def test_where_a_list_is_cut_makes_no_difference(
    commands: list[Command], known_cards: dict[CardCode, KnownCard], clock: PhoneTime, cut: int
) -> None:
    whole, parts = knowledge(known_cards, clock), knowledge(known_cards, clock)
    expected = decide_all(commands, whole)
    assert decide_all(commands[:cut], parts) + decide_all(commands[cut:], parts) == expected


@given(lists, registers, clocks)
def test_every_visit_is_one_the_register_can_hold(
    commands: list[Command], known_cards: dict[CardCode, KnownCard], clock: PhoneTime
) -> None:
    decisions = decide_all(commands, knowledge(known_cards, clock))
    visits = [one for one in what_is_written(decisions) if isinstance(one, NewVisit)]
    assert len({one.id for one in visits}) == len(visits)
    for visit in visits:
        assert visit.kind is VisitKind.TICKET or visit.children == 0
        assert visit.card_id is not None or visit.remark is Remark.CARD_NOT_REGISTERED
        assert visit.offer_id in {None, 1, 2}
        assert ENROLLED <= visit.happened_at <= NOW


@given(lists, registers, clocks)
def test_an_outcome_says_what_was_written(
    commands: list[Command], known_cards: dict[CardCode, KnownCard], clock: PhoneTime
) -> None:
    for decision in decide_all(commands, knowledge(known_cards, clock)):
        if isinstance(decision.change, NewVisit):
            assert decision.outcome is (
                Outcome.RECORDED_WITH_REMARK if decision.change.remark else Outcome.RECORDED
            )
            assert decision.reason == decision.change.remark
        elif isinstance(decision.change, Undoing):
            assert decision.outcome is Outcome.UNDONE
        else:
            assert decision.outcome not in STANDING
        assert isinstance(decision.reason, Refusal) is (decision.outcome is Outcome.REFUSED)


@given(lists, registers, clocks)
def test_a_number_arrives_once_with_the_first_that_bears_it(
    commands: list[Command], known_cards: dict[CardCode, KnownCard], clock: PhoneTime
) -> None:
    decisions = decide_all(commands, knowledge(known_cards, clock))
    arrived = [one.command.sequence for one in decisions if one.arrives]
    assert len(set(arrived)) == len(arrived)
    numbered = {one.sequence for one in commands if one.sequence is not None and one.id is not None}
    assert set(arrived) == numbered


@given(records, cards, moments)
def test_what_was_done_to_a_card_after_its_use_is_no_remark(
    command: RecordCommand, card: KnownCard, done_at: datetime
) -> None:
    clock = PhoneTime(ENROLLED, NOW)
    decision = decide_all([command], knowledge({command.code: card}, clock))[0]
    moment = clock.happened_at(command.at)
    if decision.reason in {Remark.CARD_ENDED, Remark.CARD_WITHDRAWN}:
        assert card.stopped_at is not None
        assert min(card.stopped_at, NOW) <= moment  # what is still to come was done under a wrong clock
    if decision.reason is Remark.CARD_REPLACED:
        assert card.replaced_at is not None
        assert min(card.replaced_at, NOW) <= moment


@given(
    st.timedeltas(timedelta(days=-400), timedelta(days=400)), st.timedeltas(timedelta(0), timedelta(days=20))
)
def test_a_clock_however_wrong_tells_the_right_moment_once_it_is_known_how_wrong(
    fault: timedelta, ago: timedelta
) -> None:
    truth = NOW - ago
    clock = phone_time(enrolled_at=ENROLLED, sent_at=NOW + fault, now=NOW)
    assert abs(clock.happened_at(truth + fault) - truth) <= timedelta(seconds=30)
    if abs(fault) > timedelta(minutes=5):
        assert clock.is_wrong(truth + fault)
    elif abs(fault) > timedelta(seconds=30):
        assert clock.happened_at(truth + fault) == truth
