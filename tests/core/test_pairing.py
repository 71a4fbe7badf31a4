"""A phone takes a card: once, in time, by whoever holds the secret, and no other way."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from tests.factories import World, make_world, personal_card
from tests.support.race import times_won
from webapp.core.cards.actions import Replacement, replace_card
from webapp.core.cards.reasons import CardRefusal
from webapp.core.database import session_factory
from webapp.core.errors import NotFoundError, Refusal, RefusedError
from webapp.core.omakaiku.phones.actions import forget_phone, make_pairing, pair_phone
from webapp.core.omakaiku.phones.models import HolderPhone, Pairing
from webapp.core.omakaiku.phones.queries import card_on_phone
from webapp.core.omakaiku.phones.reasons import PhoneRefusal
from webapp.core.secret_codes import new_secret


def refusal_of_pairing(session: Session, secret: str, now: datetime) -> Refusal:
    with pytest.raises(RefusedError) as refused:
        pair_phone(session, secret, now=now)
    return refused.value.reason


def test_a_phone_takes_the_card_and_keeps_it(session: Session, world: World, now: datetime) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    token = pair_phone(
        session, make_pairing(session, world.distributor, held.card.id, now=now).secret, now=now
    )
    found = card_on_phone(session, token, now=now + timedelta(days=100))
    assert found is not None
    assert found.code == held.code


def test_a_secret_works_once(session: Session, world: World, now: datetime) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    secret = make_pairing(session, world.distributor, held.card.id, now=now).secret
    pair_phone(session, secret.lower(), now=now)
    assert refusal_of_pairing(session, secret, now) is PhoneRefusal.PAIRING_INVALID


def test_a_secret_works_for_ten_minutes(session: Session, world: World, now: datetime) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    secret = make_pairing(session, world.distributor, held.card.id, now=now).secret
    assert refusal_of_pairing(session, secret, now + timedelta(minutes=10)) is PhoneRefusal.PAIRING_INVALID
    assert pair_phone(session, secret, now=now + timedelta(minutes=9, seconds=59))


def test_a_new_secret_ends_the_one_before(session: Session, world: World, now: datetime) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    old = make_pairing(session, world.distributor, held.card.id, now=now).secret
    make_pairing(session, world.distributor, held.card.id, now=now)
    assert refusal_of_pairing(session, old, now) is PhoneRefusal.PAIRING_INVALID


def test_a_guess_is_refused_like_a_used_secret(session: Session, world: World, now: datetime) -> None:
    assert refusal_of_pairing(session, new_secret(), now) is PhoneRefusal.PAIRING_INVALID


def test_only_the_issuing_distributor_pairs(session: Session, world: World, now: datetime) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    with pytest.raises(NotFoundError):
        make_pairing(session, world.other_distributor, held.card.id, now=now)


def test_five_phones_carry_a_card_at_most(session: Session, world: World, now: datetime) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    for _ in range(5):
        pair_phone(session, make_pairing(session, world.distributor, held.card.id, now=now).secret, now=now)
    sixth = make_pairing(session, world.distributor, held.card.id, now=now).secret
    assert refusal_of_pairing(session, sixth, now) is PhoneRefusal.TOO_MANY_PHONES


def test_a_forgotten_phone_has_no_card(session: Session, world: World, now: datetime) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    token = pair_phone(
        session, make_pairing(session, world.distributor, held.card.id, now=now).secret, now=now
    )
    forget_phone(session, token, now=now)
    forget_phone(session, token, now=now)
    session.flush()
    assert card_on_phone(session, token, now=now) is None


def test_a_lost_phone_does_not_get_the_new_code_and_says_so(
    session: Session, world: World, now: datetime
) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    token = pair_phone(
        session, make_pairing(session, world.distributor, held.card.id, now=now).secret, now=now
    )
    replacement = Replacement(held.code, world.codes[1])
    replace_card(session, world.distributor, held.card.id, replacement=replacement, now=now)
    lost = card_on_phone(session, token, now=now)
    assert lost is not None
    assert (lost.code, lost.refusal) == (held.code, CardRefusal.CARD_REPLACED)
    secret = make_pairing(session, world.distributor, held.card.id, now=now).secret
    found = card_on_phone(session, pair_phone(session, secret, now=now), now=now)
    assert found is not None
    assert (found.code, found.refusal) == (world.codes[1], None)


def test_neither_secret_nor_token_is_stored(session: Session, world: World, now: datetime) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    secret = make_pairing(session, world.distributor, held.card.id, now=now).secret
    token = pair_phone(session, secret, now=now)
    stored = [
        *session.scalars(select(Pairing.secret_digest)),
        *session.scalars(select(HolderPhone.token_digest)),
    ]
    assert not {secret, token} & set(stored)


def test_of_two_phones_that_read_one_code_at_once_one_gets_the_card(engine: Engine, now: datetime) -> None:
    sessions = session_factory(engine)
    with sessions.begin() as made:
        world = make_world(made, now=now)
        held = personal_card(made, world.distributor, world.codes[0], now=now)
        secret = make_pairing(made, world.distributor, held.card.id, now=now).secret
    won = times_won(engine, lambda own: pair_phone(own, secret, now=now))
    with sessions() as after:
        assert (won, after.scalar(select(func.count()).select_from(HolderPhone))) == (1, 1)
