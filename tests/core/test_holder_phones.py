"""A holder's phones: seen, ended, one more; and a lost card that stops at once and for good."""

import uuid
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import World, personal_card
from webapp.core.audit.models import AuditRecord
from webapp.core.cards.actions import RenewalAnswers, Replacement, renew_card, replace_card, stop_card
from webapp.core.cards.listing import list_entry
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.cards.queries import CardInHand
from webapp.core.cards.reasons import CardRefusal, IssuingRefusal
from webapp.core.cards.validity import CardKind, CardStatus, Validity
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.omakaiku.phones.actions import (
    end_phone,
    make_pairing,
    make_pairing_by_holder,
    note_use,
    pair_phone,
    report_card_lost,
)
from webapp.core.omakaiku.phones.models import PhoneKind
from webapp.core.omakaiku.phones.queries import card_on_phone, phones_of_card, was_used_today
from webapp.core.omakaiku.phones.reasons import PhoneRefusal


@pytest.fixture
def held(session: Session, world: World, now: datetime) -> CardInHand:
    return personal_card(session, world.distributor, world.codes[0], now=now)


@pytest.fixture
def token(session: Session, world: World, held: CardInHand, now: datetime) -> str:
    """An iPhone that carries the card."""
    return phone(session, world, held, now, PhoneKind.IPHONE)


def phone(
    session: Session, world: World, held: CardInHand, now: datetime, kind: PhoneKind = PhoneKind.ANDROID
) -> str:
    secret = make_pairing(session, world.distributor, held.card.id, now=now).secret
    return pair_phone(session, secret, now=now, kind=kind)


def replace(session: Session, world: World, held: CardInHand, now: datetime) -> CardInHand:
    replacement = Replacement(held.code, world.codes[1])
    return replace_card(session, world.distributor, held.card.id, replacement=replacement, now=now)


def id_of(session: Session, token: str) -> uuid.UUID:
    return next(found.phone.id for found in phones_of_card(session, token) if found.is_this)


def events(session: Session) -> list[str]:
    return list(session.scalars(select(AuditRecord.event)))


def test_the_phones_of_a_card_are_seen_this_one_first(
    session: Session, world: World, held: CardInHand, token: str, now: datetime
) -> None:
    phone(session, world, held, now + timedelta(days=2))
    phone(session, world, personal_card(session, world.distributor, world.codes[1], now=now), now)
    seen = phones_of_card(session, token)
    assert [(found.phone.kind, found.is_this) for found in seen] == [("iphone", True), ("android", False)]
    assert seen[1].phone.paired_at == seen[1].phone.last_used_at == now + timedelta(days=2)


def test_a_use_is_noted_once_a_day_in_finland(session: Session, token: str, now: datetime) -> None:
    assert was_used_today(session, token, now=now + timedelta(hours=11))  # 23.05 in Helsinki
    later = now + timedelta(hours=12)  # 0.05 there, though the day is the same in London
    assert not was_used_today(session, token, now=later)
    note_use(session, token, now=later)
    assert was_used_today(session, token, now=later + timedelta(hours=2))
    assert phones_of_card(session, token)[0].phone.last_used_at == later


def test_a_holder_ends_another_phone_once(
    session: Session, world: World, held: CardInHand, token: str, now: datetime
) -> None:
    other = phone(session, world, held, now)
    other_id = id_of(session, other)
    for _ in range(2):
        end_phone(session, token, other_id, now=now)
        session.flush()
    assert card_on_phone(session, other, now=now) is None
    assert card_on_phone(session, token, now=now) is not None
    assert events(session).count("phone_ended") == 1


def test_a_holder_ends_neither_this_phone_nor_one_of_another_card(
    session: Session, world: World, token: str, now: datetime
) -> None:
    stranger = phone(session, world, personal_card(session, world.distributor, world.codes[1], now=now), now)
    for phone_id in (id_of(session, token), id_of(session, stranger), uuid.uuid4()):
        end_phone(session, token, phone_id, now=now)
    session.flush()
    assert card_on_phone(session, stranger, now=now) is not None
    assert card_on_phone(session, token, now=now) is not None
    assert "phone_ended" not in events(session)


def test_another_phone_takes_the_card_from_the_first(session: Session, token: str, now: datetime) -> None:
    secret = make_pairing_by_holder(session, token, now=now).secret
    with pytest.raises(RefusedError):
        pair_phone(session, secret, now=now + timedelta(minutes=10))
    other = pair_phone(session, secret, now=now + timedelta(minutes=9))
    assert len(phones_of_card(session, other)) == 2
    with pytest.raises(RefusedError):
        pair_phone(session, secret, now=now)
    assert "pairing_made_by_holder" in events(session)


def test_no_sixth_phone_is_offered_the_card(
    session: Session, world: World, held: CardInHand, token: str, now: datetime
) -> None:
    for _ in range(4):
        phone(session, world, held, now)
    with pytest.raises(RefusedError) as refused:
        make_pairing_by_holder(session, token, now=now)
    assert refused.value.reason is PhoneRefusal.TOO_MANY_PHONES


def test_a_phone_that_nobody_uses_any_more_makes_way(
    session: Session, world: World, held: CardInHand, token: str, now: datetime
) -> None:
    used = [phone(session, world, held, now) for _ in range(4)]
    later = now + timedelta(days=31)
    for one in (*used[:2], token):
        note_use(session, one, now=later)
    sixth = pair_phone(session, make_pairing_by_holder(session, token, now=later).secret, now=later)
    carry = [one for one in (*used, token, sixth) if card_on_phone(session, one, now=later)]
    assert len(carry) == 5
    assert {*used[:2], token, sixth} < set(carry)
    assert "phone_ended" in events(session)


def test_a_phone_that_takes_its_card_again_keeps_one_place(
    session: Session, world: World, held: CardInHand, token: str, now: datetime
) -> None:
    for _ in range(4):
        phone(session, world, held, now)
    secret = make_pairing(session, world.distributor, held.card.id, now=now).secret
    again = pair_phone(session, secret, now=now, carried=[token])
    assert len(phones_of_card(session, again)) == 5
    assert card_on_phone(session, token, now=now) is None


def test_a_card_that_does_not_work_is_given_on_to_no_phone(
    session: Session, world: World, held: CardInHand, token: str, now: datetime
) -> None:
    stop_card(session, world.distributor, held.card.id, status=CardStatus.ENDED, now=now)
    with pytest.raises(RefusedError) as refused:
        make_pairing_by_holder(session, token, now=now)
    assert refused.value.reason is CardRefusal.CARD_ENDED


def test_a_token_that_is_not_good_does_nothing(session: Session, world: World, now: datetime) -> None:
    with pytest.raises(NotFoundError):
        make_pairing_by_holder(session, "guess", now=now)
    with pytest.raises(NotFoundError):
        report_card_lost(session, "guess", now=now)
    end_phone(session, "guess", uuid.uuid4(), now=now)
    assert not phones_of_card(session, "guess")
    assert was_used_today(session, "guess", now=now)


def test_a_lost_card_stops_on_every_phone_and_in_the_lists(
    session: Session, world: World, held: CardInHand, token: str, now: datetime
) -> None:
    other = phone(session, world, held, now)
    before = session.get_one(RegisteredCode, held.code).list_change or 0
    for _ in range(2):
        report_card_lost(session, token, now=now)
    for carried in (token, other):
        seen = card_on_phone(session, carried, now=now)
        assert seen is not None
        assert seen.refusal is CardRefusal.CARD_WITHDRAWN
    code = session.get_one(RegisteredCode, held.code)
    validity = Validity(CardStatus.WITHDRAWN, held.card.valid_until)
    assert code.list_entry == list_entry(CardKind.PERSONAL, validity, 0)
    assert (code.list_change or 0) >= before
    assert events(session).count("card_reported_lost") == 1


def test_of_a_lost_card_the_log_names_no_person(session: Session, token: str, now: datetime) -> None:
    report_card_lost(session, token, now=now)
    session.flush()
    record = session.scalars(select(AuditRecord).where(AuditRecord.event == "card_reported_lost")).one()
    assert (record.account_id, record.organisation_id) == (None, None)
    assert set(record.facts) == {"card_id", "code"}


def test_only_a_replacement_brings_a_lost_card_back(
    session: Session, world: World, held: CardInHand, token: str, now: datetime
) -> None:
    report_card_lost(session, token, now=now)
    with pytest.raises(RefusedError) as refused:
        renew_card(session, world.distributor, held.card.id, answers=RenewalAnswers(0), now=now)
    assert refused.value.reason is IssuingRefusal.CARD_NOT_RENEWABLE
    with pytest.raises(RefusedError):
        stop_card(session, world.distributor, held.card.id, status=CardStatus.ENDED, now=now)
    assert replace(session, world, held, now).refusal is None
    lost = card_on_phone(session, token, now=now)
    assert lost is not None
    assert lost.refusal is CardRefusal.CARD_REPLACED


def test_a_lost_phone_cannot_stop_the_card_that_came_instead(
    session: Session, world: World, held: CardInHand, token: str, now: datetime
) -> None:
    replace(session, world, held, now)
    with pytest.raises(RefusedError) as refused:
        report_card_lost(session, token, now=now)
    assert refused.value.reason is CardRefusal.CARD_REPLACED
    with pytest.raises(RefusedError):
        make_pairing_by_holder(session, token, now=now)
    assert session.get_one(Card, held.card.id).status == CardStatus.ACTIVE
