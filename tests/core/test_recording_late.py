"""What a phone brings in later is judged as of when it happened; remarks instead of dropping."""

import uuid
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import World, add_device, community_card, personal_card, phone_visit
from tests.support.counter_phone import Phone, outcomes
from webapp.core.cards.actions import RenewalAnswers, Replacement, renew_card, replace_card, stop_card
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.cards.validity import CardStatus
from webapp.core.languages import LocalisedText
from webapp.core.offers.actions import NewOffer, add_offer
from webapp.core.offers.models import OfferKind
from webapp.core.partners.desks import own_desk
from webapp.core.visits.models import Visit
from webapp.core.visits.rules import Outcome, Remark, VisitKind


@pytest.fixture
def phone(session: Session, world: World, now: datetime) -> Phone:
    return Phone(session, world.venue, now)


@pytest.fixture
def code(session: Session, world: World, now: datetime) -> str:
    return personal_card(session, world.distributor, world.codes[0], now=now, children=2).code


def visit_of(session: Session, visit_id: uuid.UUID) -> Visit:
    return session.get_one(Visit, visit_id, populate_existing=True)


def test_a_visit_is_recorded_with_all_that_the_phone_told(
    session: Session, world: World, phone: Phone, code: str, now: datetime
) -> None:
    offer = add_offer(
        session, own_desk(world.venue), NewOffer(LocalisedText(fi="Kesäilta"), OfferKind.TICKET), now=now
    )
    group = uuid.uuid4()
    command = phone_visit(code, 1, at=now, children=2, assistants=1, offer_id=offer.id, group_id=group)
    assert outcomes(phone.send(command)) == [(Outcome.RECORDED, None)]
    visit = visit_of(session, command.id)
    assert (visit.children, visit.assistants, visit.offer_id, visit.group_id) == (2, 1, offer.id, group)
    assert (visit.happened_at, visit.recorded_at, visit.remark) == (now, now, None)
    assert (visit.device_id, visit.recorded_by, visit.recorder_name) == (phone.device.id, None, "Kassa 1")


def test_a_personal_phones_visits_are_its_persons(
    session: Session, world: World, phone: Phone, code: str, now: datetime
) -> None:
    phone.device = add_device(session, world.venue, now=now, personal=True)
    command = phone_visit(code, 1, at=now)
    phone.send(command)
    assert visit_of(session, command.id).recorded_by == world.venue.person_id


def test_the_card_is_judged_on_the_day_on_which_it_was_used(
    session: Session, phone: Phone, code: str, now: datetime
) -> None:
    used_at, expired_at = now, now + timedelta(days=366)
    sent = now + timedelta(days=400)
    decisions = phone.send(phone_visit(code, 1, at=used_at), phone_visit(code, 2, at=expired_at), now=sent)
    assert outcomes(decisions) == [
        (Outcome.RECORDED, None), (Outcome.RECORDED_WITH_REMARK, Remark.CARD_EXPIRED),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("status", "remark"),
    [(CardStatus.ENDED, Remark.CARD_ENDED), (CardStatus.WITHDRAWN, Remark.CARD_WITHDRAWN)],
)
def test_a_card_stopped_afterwards_was_good_when_it_was_used(
    session: Session, world: World, phone: Phone, status: CardStatus, remark: Remark
) -> None:
    now = phone.now
    held = personal_card(session, world.distributor, world.codes[1], now=now)
    stop_card(session, world.distributor, held.card.id, status=status, now=now + timedelta(hours=1))
    decisions = phone.send(
        phone_visit(held.code, 1, at=now + timedelta(minutes=59)),
        phone_visit(held.code, 2, at=now + timedelta(minutes=61), repeat_is_meant=True),
        now=now + timedelta(hours=2),
    )
    assert [one.reason for one in decisions] == [None, remark]


def test_a_code_replaced_afterwards_was_good_when_it_was_used(
    session: Session, world: World, phone: Phone, now: datetime
) -> None:
    held = personal_card(session, world.distributor, world.codes[1], now=now)
    later = now + timedelta(hours=1)
    replacement = Replacement(held.code, world.codes[2])
    replace_card(session, world.distributor, held.card.id, replacement=replacement, now=later)
    before = phone_visit(held.code, 1, at=now + timedelta(minutes=10))
    after = phone_visit(held.code, 2, at=later + timedelta(minutes=10), repeat_is_meant=True)
    decisions = phone.send(before, after, now=now + timedelta(hours=2))
    assert [one.reason for one in decisions] == [None, Remark.CARD_REPLACED]
    assert {visit_of(session, one.id).card_id for one in (before, after)} == {held.card.id}


def test_children_registered_before_a_renewal_are_not_held_against_the_visit(
    session: Session, world: World, phone: Phone, code: str, now: datetime
) -> None:
    card_id = session.get_one(RegisteredCode, code).card_id
    assert card_id is not None
    tomorrow = now + timedelta(days=1)
    renew_card(session, world.distributor, card_id, answers=RenewalAnswers(0), now=tomorrow)
    decisions = phone.send(
        phone_visit(code, 1, at=now, children=2),
        phone_visit(code, 2, at=tomorrow + timedelta(minutes=1), children=2),
        now=tomorrow + timedelta(hours=1),
    )
    assert [one.reason for one in decisions] == [None, Remark.MORE_CHILDREN_THAN_REGISTERED]


def test_a_code_nobody_has_is_recorded_without_a_card(
    session: Session, world: World, phone: Phone, now: datetime
) -> None:
    unregistered, never_made = phone_visit(world.codes[5], 1, at=now), phone_visit("A000000001", 2, at=now)
    expected = (Outcome.RECORDED_WITH_REMARK, Remark.CARD_NOT_REGISTERED)
    assert outcomes(phone.send(unregistered, never_made)) == [expected, expected]
    assert visit_of(session, never_made.id).card_id is None


def test_a_card_used_before_it_was_registered_is_still_found(
    session: Session, world: World, phone: Phone, code: str, now: datetime
) -> None:
    yesterday = phone_visit(code, 1, at=now - timedelta(days=1))
    assert outcomes(phone.send(yesterday)) == [
        (Outcome.RECORDED_WITH_REMARK, Remark.CARD_NOT_REGISTERED)
    ]  # fmt: skip
    assert visit_of(session, yesterday.id).card_id is not None


def test_what_the_rules_would_have_refused_is_recorded_with_a_remark(
    session: Session, world: World, phone: Phone, code: str, now: datetime
) -> None:
    community = community_card(session, world.distributor, world.codes[1], now=now, until=now.date()).code
    decisions = phone.send(
        phone_visit(code, 1, at=now, children=3),
        phone_visit(community, 2, at=now, kind=VisitKind.COURSE),
        phone_visit(code, 3, at=now),
        phone_visit(code, 4, at=now, repeat_is_meant=True),
        phone_visit(code, 5, at=now, offer_id=12345, repeat_is_meant=True),
    )
    assert [one.reason for one in decisions] == [
        Remark.MORE_CHILDREN_THAN_REGISTERED, Remark.COMMUNITY_CARD_ON_COURSE, Remark.ALREADY_HERE, None,
        Remark.OFFER_UNKNOWN,
    ]  # fmt: skip
    assert visit_of(session, decisions[4].command.id or uuid.UUID(int=0)).offer_id is None


def test_an_offer_of_another_venue_is_dropped(
    session: Session, world: World, phone: Phone, code: str, now: datetime
) -> None:
    offer = add_offer(
        session, own_desk(world.other_venue), NewOffer(LocalisedText(fi="Muualla"), OfferKind.TICKET), now=now
    )
    command = phone_visit(code, 1, at=now, offer_id=offer.id)
    assert outcomes(phone.send(command)) == [(Outcome.RECORDED_WITH_REMARK, Remark.OFFER_UNKNOWN)]
    assert visit_of(session, command.id).offer_id is None


@pytest.mark.parametrize("minutes", [-29, 29])
def test_near_is_near_whichever_of_two_phones_comes_first(
    phone: Phone, code: str, now: datetime, minutes: int
) -> None:
    later = now + timedelta(hours=5)
    phone.send(phone_visit(code, 1, at=now + timedelta(hours=2)), now=later)
    at = now + timedelta(hours=2, minutes=minutes)
    assert phone.send(phone_visit(code, 2, at=at), now=later)[0].reason is Remark.ALREADY_HERE
    alone = phone_visit(code, 3, at=now + timedelta(minutes=30))
    assert phone.send(alone, now=later)[0].reason is None


def test_a_community_card_brings_its_group_and_each_member_is_judged_alone(
    session: Session, world: World, phone: Phone, code: str, now: datetime
) -> None:
    community = community_card(session, world.distributor, world.codes[1], now=now, until=now.date()).code
    group = uuid.uuid4()
    members = [
        phone_visit(community, 1, at=now, children=4, group_id=group),
        phone_visit(code, 2, at=now, group_id=group),
        phone_visit(world.codes[5], 3, at=now, group_id=group),
    ]
    assert [one.reason for one in phone.send(*members)] == [None, None, Remark.CARD_NOT_REGISTERED]
    assert {visit_of(session, one.id).group_id for one in members} == {group}


def test_a_card_that_expired_between_two_visits_of_one_list(
    session: Session, phone: Phone, code: str, now: datetime
) -> None:
    card = session.scalars(select(Card)).one()
    card.valid_until = now.date()
    tomorrow = now + timedelta(days=1)
    decisions = phone.send(phone_visit(code, 1, at=now), phone_visit(code, 2, at=tomorrow), now=tomorrow)
    assert [one.reason for one in decisions] == [None, Remark.CARD_EXPIRED]
