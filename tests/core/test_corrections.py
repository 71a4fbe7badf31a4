"""Earlier visits: found again, and corrected."""

import uuid
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import World, community_card, personal_card, phone_visit, visit
from tests.support.counter_phone import Phone
from tests.support.holder_portal import recorded as recorded_by_form
from webapp.core.audit.models import AuditRecord
from webapp.core.errors import NotAllowedError, NotFoundError, Refusal, RefusedError
from webapp.core.languages import LocalisedText
from webapp.core.offers.actions import NewOffer, add_offer
from webapp.core.offers.models import OfferKind
from webapp.core.offers.reasons import OfferRefusal
from webapp.core.partners.desks import own_desk
from webapp.core.visits.looking_back.earlier import PAGE_SIZE, VisitSearch, earlier_visits, own_visit
from webapp.core.visits.models import Visit
from webapp.core.visits.reasons import CommandRefusal, LookingBackRefusal, VisitRefusal
from webapp.core.visits.recording.commands import Correction
from webapp.core.visits.recording.forms import correct_visit, undo_visit
from webapp.core.visits.rules import Remark, UndoReason, VisitKind

TICKET, COURSE = VisitKind.TICKET, VisitKind.COURSE


@pytest.fixture
def code(session: Session, world: World, now: datetime) -> str:
    return personal_card(session, world.distributor, world.codes[0], now=now, children=2).code


@pytest.fixture
def recorded(session: Session, world: World, now: datetime, code: str) -> Visit:
    return recorded_by_form(session, own_desk(world.venue), visit(code, children=2), now=now)


def corrected(session: Session, world: World, visit_id: uuid.UUID, *facts: object, now: datetime) -> Visit:
    correction = Correction(*facts)  # type: ignore[arg-type]
    correct_visit(session, own_desk(world.venue), visit_id, correction=correction, now=now)
    return session.get_one(Visit, visit_id)


def why_refused(
    session: Session, world: World, visit_id: uuid.UUID, *facts: object, now: datetime
) -> Refusal:
    with pytest.raises(RefusedError) as refused:
        corrected(session, world, visit_id, *facts, now=now)
    return refused.value.reason


def test_a_visit_is_corrected_and_the_log_says_what_changed(
    session: Session, world: World, now: datetime, recorded: Visit
) -> None:
    offer = add_offer(
        session, own_desk(world.venue), NewOffer(LocalisedText(fi="Iltanäytös"), OfferKind.TICKET), now=now
    )
    later = now + timedelta(days=3)
    visit = corrected(session, world, recorded.id, COURSE, 0, 1, offer.id, now=later)
    assert (visit.kind, visit.children, visit.assistants, visit.offer) == ("course", 0, 1, offer)
    assert (visit.happened_at, visit.corrected_at) == (now, later)
    record = session.scalars(select(AuditRecord).where(AuditRecord.event == "visit_corrected")).one()
    assert record.facts == {
        "visit_id": str(visit.id), "kind_was": "ticket", "kind_is": "course", "children_was": 2,
        "children_is": 0, "assistants_was": 0, "assistants_is": 1,
    }  # fmt: skip


def test_correcting_to_what_is_recorded_already_changes_nothing(
    session: Session, world: World, now: datetime, recorded: Visit
) -> None:
    assert corrected(session, world, recorded.id, TICKET, 2, 0, None, now=now).corrected_at is None
    assert not session.scalars(select(AuditRecord).where(AuditRecord.event == "visit_corrected")).all()


def test_what_the_rules_forbid_stays_forbidden(
    session: Session, world: World, now: datetime, recorded: Visit
) -> None:
    elsewhere = add_offer(
        session, own_desk(world.other_venue), NewOffer(LocalisedText(fi="Muualla"), OfferKind.TICKET), now=now
    )
    for facts, reason in (
        ((TICKET, 3, 0, None), VisitRefusal.MORE_CHILDREN_THAN_REGISTERED),
        ((COURSE, 1, 0, None), VisitRefusal.CHILDREN_ON_COURSE),
        ((TICKET, 2, 31, None), CommandRefusal.COUNT_IMPOSSIBLE),
        ((TICKET, 2, 0, elsewhere.id), OfferRefusal.OFFER_UNKNOWN),
    ):
        assert why_refused(session, world, recorded.id, *facts, now=now) is reason


def test_a_community_cards_visit_is_not_turned_into_a_course_place(
    session: Session, world: World, now: datetime
) -> None:
    code = community_card(session, world.distributor, world.codes[1], now=now, until=now.date()).code
    visit_id = recorded_by_form(session, own_desk(world.venue), visit(code, children=5), now=now).id
    assert corrected(session, world, visit_id, TICKET, 12, 0, None, now=now).children == 12
    reason = why_refused(session, world, visit_id, COURSE, 0, 0, None, now=now)
    assert reason is VisitRefusal.COMMUNITY_CARD_ON_COURSE


def test_a_remark_goes_with_its_cause_and_what_was_recorded_may_stay(
    session: Session, world: World, now: datetime, code: str
) -> None:
    phone = Phone(session, world.venue, now)
    command = phone_visit(code, 1, at=now, children=4)
    assert phone.send(command)[0].reason is Remark.MORE_CHILDREN_THAN_REGISTERED
    decision = corrected(session, world, command.id, TICKET, 4, 1, None, now=now)
    assert decision.remark == Remark.MORE_CHILDREN_THAN_REGISTERED
    assert why_refused(session, world, command.id, TICKET, 5, 1, None, now=now)
    assert corrected(session, world, command.id, TICKET, 2, 1, None, now=now).remark is None


def test_a_remark_about_the_card_stays_whatever_is_corrected(
    session: Session, world: World, now: datetime
) -> None:
    phone = Phone(session, world.venue, now)
    command = phone_visit(world.codes[5], 1, at=now)
    phone.send(command)
    decision = corrected(session, world, command.id, TICKET, 3, 0, None, now=now)
    assert (decision.children, decision.remark) == (3, Remark.CARD_NOT_REGISTERED)


def test_an_undone_visit_is_not_corrected(
    session: Session, world: World, now: datetime, recorded: Visit
) -> None:
    undo_visit(session, own_desk(world.venue), recorded.id, reason=UndoReason.NOT_USED, now=now)
    assert recorded.undo_reason == UndoReason.NOT_USED
    reason = why_refused(session, world, recorded.id, TICKET, 1, 0, None, now=now)
    assert reason is LookingBackRefusal.VISIT_UNDONE


def test_visits_are_the_venues_own(session: Session, world: World, now: datetime, recorded: Visit) -> None:
    correction = Correction(TICKET, 1, 0, None)
    with pytest.raises(NotFoundError):
        own_visit(session, own_desk(world.other_venue), recorded.id)
    with pytest.raises(NotFoundError):
        correct_visit(session, own_desk(world.other_venue), recorded.id, correction=correction, now=now)
    for actor in (world.distributor, world.coordinator, world.office):
        with pytest.raises(NotAllowedError):
            earlier_visits(session, own_desk(actor), VisitSearch())
    assert earlier_visits(session, own_desk(world.other_venue), VisitSearch()).total == 0


def test_visits_are_found_by_day_code_and_remark(
    session: Session, world: World, now: datetime, code: str
) -> None:
    phone = Phone(session, world.venue, now)
    week = [phone_visit(code, n + 1, at=now - timedelta(days=n)) for n in range(7)]
    other = phone_visit(world.codes[3], 8, at=now)
    phone.send(*week, other)
    today = now.date()

    def found(**facts: object) -> list[uuid.UUID]:
        search = VisitSearch(**facts)  # type: ignore[arg-type]
        return [one.id for one in earlier_visits(session, own_desk(world.venue), search).visits]

    assert len(found()) == 8
    assert set(found(first_day=today)) == {week[0].id, other.id}
    assert found(first_day=today - timedelta(days=2), last_day=today - timedelta(days=1)) == [
        week[1].id, week[2].id,
    ]  # fmt: skip
    assert found(code=code) == found(code=f" {code.lower()} ") == [one.id for one in week]
    assert found(code=world.codes[3][-4:]) == [other.id]
    assert set(found(only_with_remark=True)) == {other.id, *(one.id for one in week[1:])}


@pytest.mark.parametrize("part", ["12", "A12", "A99912345", "¹²³"])
def test_too_little_of_a_code_is_refused(session: Session, world: World, part: str) -> None:
    with pytest.raises(RefusedError) as refused:
        earlier_visits(session, own_desk(world.venue), VisitSearch(code=part))
    assert refused.value.reason is LookingBackRefusal.CODE_PART


def test_what_is_found_comes_in_pages_newest_first(
    session: Session, world: World, now: datetime, code: str
) -> None:
    phone = Phone(session, world.venue, now)
    later = now + timedelta(days=10)
    sent = [phone_visit(code, n + 1, at=now + timedelta(hours=n)) for n in range(PAGE_SIZE + 3)]
    phone.send(*sent, now=later)
    pages = [earlier_visits(session, own_desk(world.venue), VisitSearch(page=n)) for n in (1, 2, 99)]
    assert [(one.page, one.pages, one.total, len(one.visits)) for one in pages] == [
        (1, 2, 53, 50), (2, 2, 53, 3), (2, 2, 53, 3),
    ]  # fmt: skip
    assert pages[0].visits[0].id == sent[-1].id
