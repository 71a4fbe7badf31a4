"""Recording a visit, repeating it, undoing it; and two tills at once, on both databases."""

import threading
import uuid
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from tests.factories import World, community_card, make_world, personal_card, visit
from tests.support.holder_portal import recorded
from webapp.core.cards.reasons import CardRefusal
from webapp.core.database import announce_writing, session_factory
from webapp.core.errors import NotAllowedError, NotFoundError, Refusal, RefusedError
from webapp.core.offers.reasons import OfferRefusal
from webapp.core.partners.desks import own_desk
from webapp.core.visits.checking import verdict_on
from webapp.core.visits.looking_back.days import counts_of_day, visits_of_day
from webapp.core.visits.models import Visit
from webapp.core.visits.reasons import CommandRefusal, VisitRefusal
from webapp.core.visits.recording.forms import VisitForm, record_visit, undo_visit
from webapp.core.visits.rules import Outcome, UndoReason, VisitKind


@pytest.fixture
def code(session: Session, world: World, now: datetime) -> str:
    return personal_card(session, world.distributor, world.codes[0], now=now, children=2).code


def test_a_visit_is_recorded_and_counted(session: Session, world: World, now: datetime, code: str) -> None:
    outcome = record_visit(session, own_desk(world.venue), visit(code, children=2), now=now)
    assert outcome is Outcome.RECORDED
    counts = counts_of_day(session, own_desk(world.venue), now.date())
    assert (counts.visits, counts.adults, counts.children) == (1, 1, 2)
    assert counts_of_day(session, own_desk(world.other_venue), now.date()).visits == 0


def test_the_same_command_twice_records_once_and_succeeds_for_ever(
    session: Session, world: World, now: datetime, code: str
) -> None:
    command = visit(code)
    record_visit(session, own_desk(world.venue), command, now=now)
    for later in (now, now + timedelta(minutes=1), now + timedelta(days=900)):
        assert record_visit(session, own_desk(world.venue), command, now=later) is Outcome.ALREADY_RECORDED
    assert session.scalar(select(func.count()).select_from(Visit)) == 1


def test_an_id_of_another_visit_is_not_taken_for_this_one(
    session: Session, world: World, now: datetime, code: str
) -> None:
    other = personal_card(session, world.distributor, world.codes[1], now=now).code
    command = visit(code)
    record_visit(session, own_desk(world.venue), command, now=now)
    for actor, wrong in ((world.other_venue, code), (world.venue, other)):
        with pytest.raises(RefusedError) as refused:
            record_visit(session, own_desk(actor), visit(wrong, visit_id=command.visit_id), now=now)
        assert refused.value.reason is CommandRefusal.VISIT_DIFFERS


def test_the_same_card_a_moment_ago_is_asked_about_and_not_forbidden(
    session: Session, world: World, now: datetime, code: str
) -> None:
    record_visit(session, own_desk(world.venue), visit(code), now=now)
    soon = now + timedelta(minutes=5)
    with pytest.raises(RefusedError) as refused:
        record_visit(session, own_desk(world.venue), visit(code), now=soon)
    assert (refused.value.reason, refused.value.facts["at"]) == (VisitRefusal.ALREADY_HERE, now)
    assert (
        record_visit(session, own_desk(world.venue), visit(code, repeat_is_meant=True), now=soon)
        is Outcome.RECORDED
    )
    assert record_visit(session, own_desk(world.other_venue), visit(code), now=soon) is Outcome.RECORDED


def test_an_undone_visit_is_not_counted_and_not_asked_about(
    session: Session, world: World, now: datetime, code: str
) -> None:
    mistake = recorded(session, own_desk(world.venue), visit(code), now=now)
    for _ in range(2):
        undo_visit(session, own_desk(world.venue), mistake.id, reason=UndoReason.MISTAKE, now=now)
    assert counts_of_day(session, own_desk(world.venue), now.date()).visits == 0
    assert [one.undone_by for one in visits_of_day(session, own_desk(world.venue), now.date())] == [
        world.venue.account_id
    ]
    assert record_visit(session, own_desk(world.venue), visit(code), now=now) is Outcome.RECORDED


def test_another_venues_visit_cannot_be_undone(
    session: Session, world: World, now: datetime, code: str
) -> None:
    other = recorded(session, own_desk(world.venue), visit(code), now=now)
    with pytest.raises(NotFoundError):
        undo_visit(session, own_desk(world.other_venue), other.id, reason=UndoReason.MISTAKE, now=now)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"children": 3}, VisitRefusal.MORE_CHILDREN_THAN_REGISTERED),
        ({"kind": VisitKind.COURSE, "children": 1}, VisitRefusal.CHILDREN_ON_COURSE),
        ({"assistants": 31}, CommandRefusal.COUNT_IMPOSSIBLE),
        ({"offer_id": 999}, OfferRefusal.OFFER_UNKNOWN),
    ],
)
def test_a_forbidden_visit_leaves_nothing(
    session: Session, world: World, now: datetime, code: str, facts: dict[str, object], reason: Refusal
) -> None:
    with pytest.raises(RefusedError) as refused:
        record_visit(session, own_desk(world.venue), visit(code, **facts), now=now)
    assert refused.value.reason is reason
    assert session.scalar(select(func.count()).select_from(Visit)) == 0


def test_a_community_card_brings_children_but_takes_no_course_place(
    session: Session, world: World, now: datetime
) -> None:
    code = community_card(session, world.distributor, world.codes[1], now=now, until=now.date()).code
    assert recorded(session, own_desk(world.venue), visit(code, children=5), now=now).children == 5
    with pytest.raises(RefusedError) as refused:
        record_visit(session, own_desk(world.venue), visit(code, kind=VisitKind.COURSE), now=now)
    assert refused.value.reason is VisitRefusal.COMMUNITY_CARD_ON_COURSE


def test_a_code_nobody_has_cannot_be_recorded(session: Session, world: World, now: datetime) -> None:
    with pytest.raises(RefusedError) as refused:
        record_visit(session, own_desk(world.venue), visit(world.codes[5]), now=now)
    assert refused.value.reason is CardRefusal.CARD_NOT_REGISTERED


def test_a_venue_is_told_nothing_else(session: Session, world: World, now: datetime, code: str) -> None:
    verdict = verdict_on(session, own_desk(world.venue), code, now=now)
    assert set(verdict.__slots__) == {
        "code", "refusal", "kind", "valid_until", "children", "most_children", "last_here",
    }  # fmt: skip
    assert (verdict.children, verdict.most_children, verdict.last_here) == (2, 2, None)


def test_only_a_venue_checks_and_records(session: Session, world: World, now: datetime, code: str) -> None:
    for actor in (world.distributor, world.coordinator, world.office):
        with pytest.raises(NotAllowedError):
            verdict_on(session, own_desk(actor), code, now=now)
        with pytest.raises(NotAllowedError):
            record_visit(session, own_desk(actor), visit(code), now=now)


def test_two_tills_that_record_one_card_at_once_are_judged_one_after_the_other(
    engine: Engine, now: datetime
) -> None:
    sessions = session_factory(engine)
    with sessions.begin() as made:
        world = make_world(made, now=now)
        code = personal_card(made, world.distributor, world.codes[0], now=now).code
    same_id = uuid.uuid4()
    commands = [visit(code) for _ in range(4)] + [visit(code, visit_id=same_id) for _ in range(4)]
    outcomes: list[str] = []
    gate = threading.Barrier(len(commands))

    def till(command: VisitForm) -> None:
        gate.wait()
        with sessions() as own:
            announce_writing(own)
            try:
                outcomes.append(record_visit(own, own_desk(world.venue), command, now=now))
                own.commit()
            except RefusedError as refused:
                outcomes.append(refused.reason)

    threads = [threading.Thread(target=till, args=(command,)) for command in commands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with sessions() as after:
        assert after.scalar(select(func.count()).select_from(Visit)) == 1
    assert outcomes.count(Outcome.RECORDED) == 1
    assert set(outcomes) <= {Outcome.RECORDED, Outcome.ALREADY_RECORDED, VisitRefusal.ALREADY_HERE}
