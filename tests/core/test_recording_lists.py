"""A phone's list: each command once, its number accounted for, none kept waiting by another."""

import traceback
import uuid
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.factories import World, personal_card, phone_visit
from tests.support.counter_phone import Phone, outcomes
from tests.support.poison import poison
from webapp.core.audit.models import AuditRecord
from webapp.core.devices.desks import desk_of_device
from webapp.core.devices.models import Arrival, Device
from webapp.core.errors import NotFoundError
from webapp.core.visits.models import Visit
from webapp.core.visits.reasons import CommandRefusal, VisitRefusal
from webapp.core.visits.recording.commands import UndoCommand, UnreadableCommand
from webapp.core.visits.recording.decide import Mode
from webapp.core.visits.recording.intake import Delivery, take_in_at_once
from webapp.core.visits.rules import Outcome, Remark, UndoReason, VisitKind


@pytest.fixture
def phone(session: Session, world: World, now: datetime) -> Phone:
    return Phone(session, world.venue, now)


@pytest.fixture
def code(session: Session, world: World, now: datetime) -> str:
    return personal_card(session, world.distributor, world.codes[0], now=now, children=2).code


def visit_of(session: Session, visit_id: uuid.UUID) -> Visit:
    return session.get_one(Visit, visit_id, populate_existing=True)


def counted(session: Session, phone: Phone) -> int:
    """How many numbers the device's row says have arrived."""
    return session.execute(select(Device.arrived).where(Device.id == phone.device.id)).scalar_one()


def number_of(session: Session, table: type[Visit | Arrival | AuditRecord]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_same_command_is_recorded_once_for_ever(
    session: Session, phone: Phone, code: str, now: datetime
) -> None:
    command = phone_visit(code, 1, at=now)
    assert outcomes(phone.send(command, command)) == [
        (Outcome.RECORDED, None), (Outcome.ALREADY_RECORDED, None),
    ]  # fmt: skip
    for later in (now, now + timedelta(days=900)):
        assert outcomes(phone.send(command, now=later)) == [(Outcome.ALREADY_RECORDED, None)]
    assert (number_of(session, Visit), number_of(session, Arrival)) == (1, 1)


def test_what_the_register_cannot_hold_is_refused_and_its_number_has_arrived(
    session: Session, world: World, phone: Phone, code: str, now: datetime
) -> None:
    other = phone_visit(code, 1, at=now)
    phone.send(other)
    decisions = phone.send(
        phone_visit(code, 2, at=now, kind=VisitKind.COURSE, children=1),
        phone_visit(world.codes[3], 3, at=now, id=other.id),
        UnreadableCommand(CommandRefusal.COMMAND_UNREADABLE, uuid.uuid4(), 4),
        UnreadableCommand(CommandRefusal.COMMAND_UNREADABLE),
        UndoCommand(uuid.uuid4(), 5, now, uuid.uuid4(), UndoReason.MISTAKE),
    )
    assert outcomes(decisions) == [
        (Outcome.REFUSED, VisitRefusal.CHILDREN_ON_COURSE),
        (Outcome.REFUSED, CommandRefusal.VISIT_DIFFERS),
        (Outcome.REFUSED, CommandRefusal.COMMAND_UNREADABLE),
        (Outcome.REFUSED, CommandRefusal.COMMAND_UNREADABLE),
        (Outcome.REFUSED, CommandRefusal.VISIT_UNKNOWN),
    ]
    arrived = session.execute(select(Arrival.sequence, Arrival.outcome).order_by(Arrival.sequence)).all()
    assert [tuple(row) for row in arrived] == [
        (1, "recorded"), (2, "refused"), (3, "refused"), (4, "refused"), (5, "refused"),
    ]  # fmt: skip


def test_an_undo_takes_a_visit_back_once_and_lets_the_card_be_recorded_again(
    session: Session, phone: Phone, code: str, now: datetime
) -> None:
    first = phone_visit(code, 1, at=now)
    undo = UndoCommand(uuid.uuid4(), 2, now + timedelta(minutes=1), first.id, UndoReason.WRONG_CARD)
    again = phone_visit(code, 3, at=now + timedelta(minutes=2))
    later = now + timedelta(minutes=3)
    before = number_of(session, AuditRecord)
    decisions = phone.send(first, undo, again, undo, now=later)
    assert outcomes(decisions) == [
        (Outcome.RECORDED, None), (Outcome.UNDONE, None), (Outcome.RECORDED, None), (Outcome.UNDONE, None),
    ]  # fmt: skip
    assert outcomes(phone.send(undo, first, now=later)) == [
        (Outcome.UNDONE, None), (Outcome.ALREADY_RECORDED, None),
    ]  # fmt: skip
    visit = visit_of(session, first.id)
    assert (visit.undone_at, visit.undo_reason) == (now + timedelta(minutes=1), UndoReason.WRONG_CARD)
    assert number_of(session, AuditRecord) == before + 1
    assert number_of(session, Arrival) == 3


def test_another_venues_visit_cannot_be_undone(
    session: Session, world: World, phone: Phone, code: str, now: datetime
) -> None:
    visit = phone_visit(code, 1, at=now)
    phone.send(visit)
    other = Phone(session, world.other_venue, now)
    undo = UndoCommand(uuid.uuid4(), 1, now, visit.id, UndoReason.MISTAKE)
    assert outcomes(other.send(undo)) == [(Outcome.REFUSED, CommandRefusal.VISIT_UNKNOWN)]
    assert visit_of(session, visit.id).undone_at is None


@pytest.mark.parametrize(
    ("behind", "moved", "remark"),
    [
        (timedelta(seconds=29), timedelta(), None),
        (timedelta(seconds=31), timedelta(seconds=31), None),
        (timedelta(minutes=-6), timedelta(minutes=-6), Remark.CLOCK_WRONG),
        (timedelta(days=1), timedelta(days=1), Remark.CLOCK_WRONG),
    ],
)
def test_a_wrong_clock_is_set_right_by_when_the_list_was_sent(
    session: Session,
    phone: Phone,
    code: str,
    now: datetime,
    behind: timedelta,
    moved: timedelta,
    remark: Remark | None,
) -> None:
    now += timedelta(hours=3)
    by_its_clock = now - timedelta(hours=1) - behind
    command = phone_visit(code, 1, at=by_its_clock)
    assert phone.send(command, sent_at=now - behind, now=now)[0].reason == remark
    assert visit_of(session, command.id).happened_at == by_its_clock + moved


def test_nothing_happens_after_now_or_before_the_phone_was_enrolled(
    session: Session, phone: Phone, code: str, now: datetime
) -> None:
    ahead, ages_ago = (
        phone_visit(code, 1, at=now + timedelta(hours=1)),
        datetime(1970, 1, 1, tzinfo=now.tzinfo),
    )
    old = phone_visit(code, 2, at=ages_ago, repeat_is_meant=True)
    decisions = phone.send(ahead, old)
    assert [one.reason for one in decisions] == [Remark.CLOCK_WRONG, Remark.CARD_NOT_REGISTERED]
    assert visit_of(session, ahead.id).happened_at == now
    assert visit_of(session, old.id).happened_at == phone.device.enrolled_at


def test_a_number_used_twice_is_remarked_on_and_arrives_once(
    session: Session, world: World, phone: Phone, code: str, now: datetime
) -> None:
    other = personal_card(session, world.distributor, world.codes[1], now=now).code
    first, second = phone_visit(code, 1, at=now), phone_visit(other, 1, at=now)
    assert [one.reason for one in phone.send(first, second)] == [None, Remark.SEQUENCE_REUSED]
    assert outcomes(phone.send(second)) == [(Outcome.ALREADY_RECORDED, None)]
    assert session.scalars(select(Arrival.command_id)).all() == [first.id]


def test_a_revoked_devices_leftovers_are_taken_from_a_colleague_of_the_same_venue_only(
    session: Session, world: World, phone: Phone, code: str, now: datetime
) -> None:
    phone.device.revoked_at = now
    command = phone_visit(code, 1, at=now - timedelta(minutes=5))
    for phone.actor in (world.other_venue, world.distributor):
        with pytest.raises(NotFoundError):
            phone.send(command)
    phone.actor = world.venue
    assert outcomes(phone.send(command)) == [(Outcome.RECORDED, None)]


def test_one_command_that_cannot_be_stored_does_not_keep_its_neighbours_waiting(
    session: Session, world: World, phone: Phone, code: str, now: datetime
) -> None:
    held = [personal_card(session, world.distributor, world.codes[n], now=now).code for n in (1, 2)]
    session.flush()
    poison(session, held[0])
    commands = [phone_visit(one, number, at=now) for number, one in enumerate((code, *held), start=1)]
    for expected in (Outcome.RECORDED, Outcome.ALREADY_RECORDED):
        assert outcomes(phone.send(*commands)) == [
            (expected, None), (Outcome.REFUSED, CommandRefusal.VISIT_NOT_STORED), (expected, None),
        ]  # fmt: skip
    assert number_of(session, Visit) == 2
    arrived = session.scalars(select(Arrival.outcome).order_by(Arrival.sequence)).all()
    assert arrived == ["recorded", "refused", "recorded"]
    assert counted(session, phone) == 3


def test_two_hundred_commands_with_duplicates_in_one_list(
    session: Session, world: World, phone: Phone, code: str, now: datetime
) -> None:
    start = now
    visits = [
        phone_visit(code, number, at=start + timedelta(hours=number), repeat_is_meant=True)
        for number in range(1, 101)
    ]
    later = now + timedelta(days=30)
    decisions = phone.send(*(one for visit in visits for one in (visit, visit)), now=later)
    assert [one.outcome for one in decisions] == [Outcome.RECORDED, Outcome.ALREADY_RECORDED] * 100
    assert (number_of(session, Visit), number_of(session, Arrival)) == (100, 100)
    assert counted(session, phone) == 100


def test_an_empty_list_is_no_error(phone: Phone) -> None:
    assert phone.send() == []


def test_devices_do_not_share_numbers(session: Session, world: World, code: str, now: datetime) -> None:
    for _ in range(2):
        phone = Phone(session, world.venue, now)
        assert phone.send(phone_visit(code, 1, at=now, repeat_is_meant=True))[0].reason is None
    assert len(session.scalars(select(Device)).all()) == 2


def test_a_list_is_taken_in_after_one_that_could_not_be_stored_on_a_connection_in_use(
    session: Session, world: World, phone: Phone, code: str, now: datetime
) -> None:
    good = personal_card(session, world.distributor, world.codes[1], now=now).code
    session.flush()
    for _ in range(8):  # psycopg has then prepared a statement of its own
        session.execute(select(func.count()).select_from(Visit))
    poison(session, code)
    assert outcomes(phone.send(phone_visit(code, 1, at=now))) == [
        (Outcome.REFUSED, CommandRefusal.VISIT_NOT_STORED)
    ]
    assert outcomes(phone.send(phone_visit(good, 2, at=now))) == [(Outcome.RECORDED, None)]


def test_an_error_of_the_database_quotes_no_row(
    session: Session, world: World, phone: Phone, code: str, now: datetime
) -> None:
    poison(session, code)
    desk = desk_of_device(world.venue, phone.device)
    with pytest.raises(IntegrityError) as refused:
        take_in_at_once(
            session.connection(), desk, Delivery([phone_visit(code, 1, at=now)]), mode=Mode.LATE, now=now
        )
    chain = "".join(traceback.format_exception(refused.value))
    assert code not in chain
