"""A slip: a short code on paper for three days, which a shown QR leaves alone, and which nobody guesses."""

import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.factories import World, personal_card
from webapp.core.cards.actions import Replacement, replace_card, stop_card
from webapp.core.cards.queries import CardInHand
from webapp.core.cards.reasons import CardRefusal
from webapp.core.cards.validity import CardStatus
from webapp.core.errors import NotFoundError, Refusal, RefusedError
from webapp.core.networks.service_numbers import SERVICE
from webapp.core.omakaiku.phones.actions import (
    SLIP_LENGTH,
    make_pairing,
    make_slip,
    pair_phone,
    report_card_lost,
)
from webapp.core.omakaiku.phones.reasons import PhoneRefusal
from webapp.plumbing.access.tries import PAIRINGS


@pytest.fixture
def held(session: Session, world: World, now: datetime) -> CardInHand:
    return personal_card(session, world.distributor, world.codes[0], now=now)


def slip(session: Session, world: World, held: CardInHand, now: datetime) -> str:
    return make_slip(session, world.distributor, held.card.id, now=now).secret


def refusal_of_pairing(session: Session, secret: str, now: datetime) -> Refusal:
    with pytest.raises(RefusedError) as refused:
        pair_phone(session, secret, now=now)
    return refused.value.reason


def test_a_slip_works_once_within_three_days(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    secret = slip(session, world, held, now)
    assert refusal_of_pairing(session, secret, now + timedelta(days=3)) is PhoneRefusal.PAIRING_INVALID
    assert pair_phone(session, secret, now=now + timedelta(days=3, seconds=-1))
    assert refusal_of_pairing(session, secret, now) is PhoneRefusal.PAIRING_INVALID


def test_a_slip_forgives_how_it_is_typed(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    secret = slip(session, world, held, now)
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{14}", secret)
    typed = secret.lower().replace("0", "o").replace("1", "l")
    assert pair_phone(session, f" {typed[:4]}-{typed[4:8]} {typed[8:]} ", now=now)


def test_a_qr_and_a_slip_leave_each_other_alone(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    paper = slip(session, world, held, now)
    screen = make_pairing(session, world.distributor, held.card.id, now=now).secret
    later = now + timedelta(minutes=5)
    slip_of_another = make_slip(
        session,
        world.distributor,
        personal_card(session, world.distributor, world.codes[1], now=now).card.id,
        now=now,
    )
    assert pair_phone(session, screen, now=later)
    assert pair_phone(session, paper, now=later)
    assert pair_phone(session, slip_of_another.secret, now=later)


def test_a_new_slip_ends_the_one_before_and_no_qr(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    screen = make_pairing(session, world.distributor, held.card.id, now=now).secret
    old, new = slip(session, world, held, now), slip(session, world, held, now)
    assert refusal_of_pairing(session, old, now) is PhoneRefusal.PAIRING_INVALID
    assert pair_phone(session, new, now=now)
    assert pair_phone(session, screen, now=now)


def test_a_slip_lost_with_the_card_does_not_bring_the_new_one(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    secret = slip(session, world, held, now)
    replacement = Replacement(held.code, world.codes[1])
    replace_card(session, world.distributor, held.card.id, replacement=replacement, now=now)
    assert refusal_of_pairing(session, secret, now) is PhoneRefusal.PAIRING_INVALID


def test_a_lost_card_takes_its_slip_with_it(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    token = pair_phone(
        session, make_pairing(session, world.distributor, held.card.id, now=now).secret, now=now
    )
    secret = slip(session, world, held, now)
    report_card_lost(session, token, now=now)
    assert refusal_of_pairing(session, secret, now) is PhoneRefusal.PAIRING_INVALID


def test_a_slip_is_made_by_the_issuer_for_a_card_that_works(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    with pytest.raises(NotFoundError):
        make_slip(session, world.other_distributor, held.card.id, now=now)
    stop_card(session, world.distributor, held.card.id, status=CardStatus.ENDED, now=now)
    with pytest.raises(RefusedError) as refused:
        slip(session, world, held, now)
    assert refused.value.reason is CardRefusal.CARD_ENDED


def test_guessing_a_slip_costs_thousands_of_years() -> None:
    open_at_once = 10_000  # of cards issued in three days, ten times today's, far more than all
    tries_to_find_one = 32**SLIP_LENGTH / open_at_once
    year = timedelta(days=365)
    shortest = PAIRINGS.windows[0]
    tries_of_an_address = year / timedelta(seconds=shortest.get_expiry()) * shortest.amount
    assert tries_to_find_one / tries_of_an_address > 10**8
    tries_of_any_number_of_addresses = 1000 * year.total_seconds()
    assert tries_to_find_one / tries_of_any_number_of_addresses > 3600
    assert SERVICE.slip_lasts == timedelta(days=3)
