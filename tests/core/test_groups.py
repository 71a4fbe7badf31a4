"""A group is undone and corrected as one; one card that was not along is taken out alone."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import World, community_card, personal_card, phone_visit
from tests.support.counter_phone import Phone
from webapp.core.audit.models import AuditRecord
from webapp.core.errors import NotAllowedError, NotFoundError, RefusedError
from webapp.core.languages import LocalisedText
from webapp.core.offers.actions import NewOffer, add_offer
from webapp.core.offers.models import OfferKind
from webapp.core.offers.reasons import OfferRefusal
from webapp.core.partners.desks import own_desk
from webapp.core.visits.looking_back.days import counts_of_day
from webapp.core.visits.models import Visit
from webapp.core.visits.reasons import VisitRefusal
from webapp.core.visits.recording.commands import Correction, UndoCommand
from webapp.core.visits.recording.forms import correct_visit, undo_group, undo_visit
from webapp.core.visits.rules import UndoReason, VisitKind

TICKET, COURSE = VisitKind.TICKET, VisitKind.COURSE


@pytest.fixture
def phone(session: Session, world: World, now: datetime) -> Phone:
    return Phone(session, world.venue, now)


@pytest.fixture
def group(session: Session, world: World, now: datetime, phone: Phone) -> Sequence[uuid.UUID]:
    """A community card with three children and two members' own cards, recorded together; it comes first."""
    codes = world.codes
    community_card(session, world.distributor, codes[0], now=now, until=now.date())
    for code in codes[1:4]:
        personal_card(session, world.distributor, code, now=now, children=1)
    group_id = uuid.uuid4()
    commands = [
        phone_visit(code, number, at=now, group_id=group_id, children=3 if number == 1 else 0)
        for number, code in enumerate(codes[:3], start=1)
    ]
    alone = phone_visit(codes[3], 4, at=now)
    phone.send(*commands, alone)
    return [one.id for one in commands]


def standing(session: Session) -> int:
    return len(session.scalars(select(Visit.id).where(Visit.undone_at.is_(None))).all())


def events(session: Session, name: str) -> list[str]:
    records = session.scalars(select(AuditRecord).where(AuditRecord.event == name))
    return sorted(record.facts["visit_id"] for record in records)


def test_undoing_one_of_a_group_as_a_group_undoes_all_of_it_and_nothing_else(
    session: Session, world: World, now: datetime, group: Sequence[uuid.UUID]
) -> None:
    later = now + timedelta(minutes=3)
    undo_group(session, own_desk(world.venue), group[1], reason=UndoReason.WRONG_CARD, now=later)
    undone = session.scalars(select(Visit).where(Visit.undone_at.is_not(None))).all()
    assert {one.id for one in undone} == set(group)
    assert {(one.undone_at, one.undo_reason, one.undone_by) for one in undone} == {
        (later, "wrong_card", world.venue.account_id)
    }
    assert events(session, "visit_undone") == sorted(map(str, group))
    counts = counts_of_day(session, own_desk(world.venue), now.date())
    assert (counts.visits, counts.adults, counts.children) == (1, 1, 0)


def test_undoing_it_again_changes_and_logs_nothing(
    session: Session, world: World, now: datetime, group: Sequence[uuid.UUID]
) -> None:
    for minutes, member in enumerate(group):
        at = now + timedelta(minutes=minutes)
        undo_group(session, own_desk(world.venue), member, reason=UndoReason.MISTAKE, now=at)
    assert {session.get_one(Visit, one).undone_at for one in group} == {now}
    assert len(events(session, "visit_undone")) == len(group)


def test_a_card_that_was_not_along_goes_alone_and_keeps_its_reason_when_the_rest_goes(
    session: Session, world: World, now: datetime, group: Sequence[uuid.UUID]
) -> None:
    undo_visit(session, own_desk(world.venue), group[2], reason=UndoReason.NOT_USED, now=now)
    assert standing(session) == 3
    assert [one.id for one in session.get_one(Visit, group[0]).standing_group] == sorted(group[:2])
    undo_group(session, own_desk(world.venue), group[0], reason=UndoReason.MISTAKE, now=now)
    assert [session.get_one(Visit, one).undo_reason for one in group] == ["mistake", "mistake", "not_used"]


def test_the_last_card_of_a_group_is_no_group(
    session: Session, world: World, now: datetime, group: Sequence[uuid.UUID]
) -> None:
    assert session.get_one(Visit, group[0]).is_in_group
    for one in group[1:]:
        undo_visit(session, own_desk(world.venue), one, reason=UndoReason.NOT_USED, now=now)
    assert not any(session.get_one(Visit, one).is_in_group for one in group)


def test_a_visit_without_a_group_is_undone_alone(
    session: Session, world: World, now: datetime, group: Sequence[uuid.UUID]
) -> None:
    alone = session.scalars(select(Visit).where(Visit.group_id.is_(None))).one()
    assert not alone.is_in_group
    undo_group(session, own_desk(world.venue), alone.id, reason=UndoReason.MISTAKE, now=now)
    assert events(session, "visit_undone") == [str(alone.id)]


def test_a_phone_undoes_a_group_card_by_card(
    session: Session, now: datetime, phone: Phone, group: Sequence[uuid.UUID]
) -> None:
    undoing = [
        UndoCommand(uuid.uuid4(), number, now, one, UndoReason.MISTAKE) for number, one in enumerate(group, 5)
    ]
    phone.send(*undoing)
    assert events(session, "visit_undone") == sorted(map(str, group))


def test_a_group_is_its_venues_own(
    session: Session, world: World, now: datetime, group: Sequence[uuid.UUID]
) -> None:
    shared = session.get_one(Visit, group[0]).group_id
    personal_card(session, world.distributor, world.codes[5], now=now)
    elsewhere = phone_visit(world.codes[5], 1, at=now, group_id=shared)
    Phone(session, world.other_venue, now).send(elsewhere)
    with pytest.raises(NotFoundError):
        undo_group(session, own_desk(world.other_venue), group[0], reason=UndoReason.MISTAKE, now=now)
    with pytest.raises(NotAllowedError):
        undo_group(session, own_desk(world.distributor), group[0], reason=UndoReason.MISTAKE, now=now)
    undo_group(session, own_desk(world.venue), group[0], reason=UndoReason.MISTAKE, now=now)
    assert session.get_one(Visit, elsewhere.id).undone_at is None
    assert not session.get_one(Visit, elsewhere.id).is_in_group


def test_the_offer_is_corrected_for_the_whole_group_and_the_counts_for_one_card(
    session: Session, world: World, now: datetime, group: Sequence[uuid.UUID]
) -> None:
    desk = own_desk(world.venue)
    offer_id = add_offer(
        session, desk, NewOffer(LocalisedText(fi="Iltanäytös"), OfferKind.TICKET), now=now
    ).id
    undo_visit(session, desk, group[2], reason=UndoReason.NOT_USED, now=now)
    correct_visit(session, desk, group[0], correction=Correction(TICKET, 5, 1, offer_id), now=now)
    found = [session.get_one(Visit, one) for one in group]
    assert [(one.offer_id, one.children, one.assistants) for one in found] == [
        (offer_id, 5, 1), (offer_id, 0, 0), (None, 0, 0),
    ]  # fmt: skip
    assert events(session, "visit_corrected") == sorted(map(str, group[:2]))
    correct_visit(session, desk, group[1], correction=Correction(TICKET, 0, 0, offer_id), now=now)
    assert len(events(session, "visit_corrected")) == 2


def test_a_group_is_corrected_whole_or_not_at_all(
    session: Session, world: World, now: datetime, group: Sequence[uuid.UUID]
) -> None:
    desk = own_desk(world.venue)
    ours = add_offer(session, desk, NewOffer(LocalisedText(fi="Iltanäytös"), OfferKind.TICKET), now=now).id
    theirs = add_offer(
        session, own_desk(world.other_venue), NewOffer(LocalisedText(fi="Muualla"), OfferKind.TICKET), now=now
    ).id
    for correction, reason in (
        (Correction(TICKET, 0, 0, theirs), OfferRefusal.OFFER_UNKNOWN),
        (Correction(COURSE, 0, 0, ours), VisitRefusal.COMMUNITY_CARD_ON_COURSE),
    ):
        with pytest.raises(RefusedError) as refused:
            correct_visit(session, desk, group[0], correction=correction, now=now)
        assert refused.value.reason is reason
    assert {session.get_one(Visit, one).offer_id for one in group} == {None}
    assert events(session, "visit_corrected") == []
