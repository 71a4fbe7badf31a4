"""A phone that two people share: both cards stay, and a third waits until one has left."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from tests.factories import World, personal_card
from webapp.core.cards.actions import Replacement, replace_card, stop_card
from webapp.core.cards.queries import CardInHand
from webapp.core.cards.validity import CardStatus
from webapp.core.errors import RefusedError
from webapp.core.omakaiku.phones.actions import make_pairing, pair_phone, report_card_lost
from webapp.core.omakaiku.phones.queries import card_on_phone
from webapp.core.omakaiku.phones.reasons import PhoneRefusal


@pytest.fixture
def cards(session: Session, world: World, now: datetime) -> list[CardInHand]:
    return [personal_card(session, world.distributor, code, now=now) for code in world.codes[:3]]


def take(
    session: Session, world: World, held: CardInHand, now: datetime, *, carried: Sequence[str] = ()
) -> str:
    secret = make_pairing(session, world.distributor, held.card.id, now=now).secret
    return pair_phone(session, secret, now=now, carried=carried)


def shown(session: Session, tokens: Sequence[str], now: datetime) -> list[str]:
    found = (card_on_phone(session, token, now=now) for token in tokens)
    return [held.code for held in found if held]


def test_a_second_card_leaves_the_first_where_it_is(
    session: Session, world: World, cards: list[CardInHand], now: datetime
) -> None:
    parent = take(session, world, cards[0], now)
    child = take(session, world, cards[1], now, carried=[parent])
    assert shown(session, [parent, child], now) == [cards[0].code, cards[1].code]


def test_a_third_card_is_refused_and_its_code_stays_good(
    session: Session, world: World, cards: list[CardInHand], now: datetime
) -> None:
    parent = take(session, world, cards[0], now)
    child = take(session, world, cards[1], now, carried=[parent])
    secret = make_pairing(session, world.distributor, cards[2].card.id, now=now).secret
    with pytest.raises(RefusedError) as refused, session.begin_nested():
        pair_phone(session, secret, now=now, carried=[parent, child])
    assert refused.value.reason is PhoneRefusal.TOO_MANY_CARDS
    assert shown(session, [parent, child], now) == [cards[0].code, cards[1].code]
    assert pair_phone(session, secret, now=now, carried=[parent])


def test_a_card_gives_way_to_itself_with_its_new_code(
    session: Session, world: World, cards: list[CardInHand], now: datetime
) -> None:
    parent = take(session, world, cards[0], now)
    child = take(session, world, cards[1], now, carried=[parent])
    change = Replacement(cards[0].code, world.codes[3])
    new = replace_card(session, world.distributor, cards[0].card.id, replacement=change, now=now)
    again = take(session, world, new, now, carried=[parent, child])
    assert shown(session, [parent, child, again], now) == [cards[1].code, world.codes[3]]


@pytest.mark.parametrize("status", [CardStatus.ENDED, CardStatus.WITHDRAWN])
def test_a_card_that_never_works_again_gives_way_to_any(
    session: Session, world: World, cards: list[CardInHand], now: datetime, status: CardStatus
) -> None:
    parent = take(session, world, cards[0], now)
    child = take(session, world, cards[1], now, carried=[parent])
    stop_card(session, world.distributor, cards[0].card.id, status=status, now=now)
    third = take(session, world, cards[2], now, carried=[parent, child])
    assert shown(session, [parent, child, third], now) == [cards[1].code, cards[2].code]


def test_the_loss_of_one_card_leaves_the_other_as_it_was(
    session: Session, world: World, cards: list[CardInHand], now: datetime
) -> None:
    parent = take(session, world, cards[0], now)
    child = take(session, world, cards[1], now, carried=[parent])
    report_card_lost(session, child, now=now)
    held = card_on_phone(session, parent, now=now)
    assert held
    assert held.refusal is None
