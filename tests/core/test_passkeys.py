"""Passkeys: made for a code, used once a question, worthless for another site, card or code."""

import json
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from tests.factories import World, personal_card
from tests.support.authenticator import SITE, Authenticator
from webapp.core.cards.actions import Replacement, replace_card
from webapp.core.cards.queries import CardInHand
from webapp.core.ceremonies import Answer, Site, question
from webapp.core.errors import RefusedError
from webapp.core.omakaiku.own_data.actions import leave_omakaiku
from webapp.core.omakaiku.passkeys.actions import (
    MOST_PASSKEYS,
    add_passkey,
    come_back,
    creation,
    end_passkey,
    passkeys_of_card,
)
from webapp.core.omakaiku.passkeys.reasons import PasskeyRefusal
from webapp.core.omakaiku.phones.actions import make_pairing, pair_phone
from webapp.core.omakaiku.phones.models import PhoneKind
from webapp.core.omakaiku.phones.queries import card_on_phone


@pytest.fixture
def held(session: Session, world: World, now: datetime) -> CardInHand:
    return personal_card(session, world.distributor, world.codes[0], now=now)


@pytest.fixture
def token(session: Session, world: World, held: CardInHand, now: datetime) -> str:
    """A phone that carries the card."""
    secret = make_pairing(session, world.distributor, held.card.id, now=now).secret
    return pair_phone(session, secret, now=now)


@pytest.fixture
def keeper(session: Session, token: str, now: datetime) -> Authenticator:
    """Has a passkey for the card."""
    made = Authenticator()
    add_passkey(session, token, made.make(creation(passkeys_of_card(session, token), SITE)), now=now)
    return made


def back(session: Session, answer: Answer, now: datetime) -> str:
    return come_back(session, answer, kind=PhoneKind.ANDROID, carried=(), now=now)


def is_refused(session: Session, answer: Answer, now: datetime) -> bool:
    with pytest.raises(RefusedError) as refused:
        back(session, answer, now)
    return refused.value.reason is PasskeyRefusal.PASSKEY_INVALID


def test_a_passkey_brings_the_card_onto_a_new_phone(
    session: Session, held: CardInHand, keeper: Authenticator, now: datetime
) -> None:
    for _ in range(2):
        found = card_on_phone(session, back(session, keeper.use(question(SITE)), now), now=now)
        assert found is not None
        assert found.code == held.code


def test_it_is_asked_for_without_saying_who_asks(session: Session, token: str, held: CardInHand) -> None:
    options = creation(passkeys_of_card(session, token), SITE).options + question(SITE).options
    assert held.code not in options
    assert "allowCredentials" not in json.loads(question(SITE).options) or not json.loads(
        question(SITE).options
    ).get("allowCredentials")


def test_an_answer_to_another_question_brings_nothing(
    session: Session, keeper: Authenticator, now: datetime
) -> None:
    answer = keeper.use(question(SITE))
    assert is_refused(session, Answer(answer.json, question(SITE).challenge, SITE), now)
    assert is_refused(session, Answer(answer.json, b"", SITE), now)


@pytest.mark.parametrize(
    "answer", ["", "[]", "{}", '{"rawId": "x"}', '{"rawId": 1}', "{", '{"rawId": "ÅÄÖ"}']
)
def test_what_is_no_answer_is_refused(
    session: Session, keeper: Authenticator, now: datetime, answer: str
) -> None:
    assert is_refused(session, Answer(answer, question(SITE).challenge, SITE), now)


def test_another_site_cannot_use_what_it_was_told(
    session: Session, keeper: Authenticator, now: datetime
) -> None:
    keeper.site = Site("kaikukortti.invalid", "https://kaikukortti.invalid")
    assert is_refused(session, keeper.use(question(SITE)), now)


def test_one_passkey_is_kept_once(session: Session, token: str, keeper: Authenticator, now: datetime) -> None:
    with pytest.raises(RefusedError):
        add_passkey(session, token, keeper.make(creation(passkeys_of_card(session, token), SITE)), now=now)


def test_a_copied_passkey_is_noticed(session: Session, keeper: Authenticator, now: datetime) -> None:
    back(session, keeper.use(question(SITE)), now)
    keeper.uses -= 1
    assert is_refused(session, keeper.use(question(SITE)), now)


def test_a_code_that_was_replaced_does_not_come_back(
    session: Session, world: World, held: CardInHand, keeper: Authenticator, now: datetime
) -> None:
    replacement = Replacement(held.code, world.codes[1])
    replace_card(session, world.distributor, held.card.id, replacement=replacement, now=now)
    session.flush()
    assert is_refused(session, keeper.use(question(SITE)), now)


def test_a_passkey_that_was_removed_brings_nothing(
    session: Session, token: str, keeper: Authenticator, now: datetime
) -> None:
    (passkey,) = passkeys_of_card(session, token)
    for _ in range(2):
        end_passkey(session, token, passkey.id, now=now)
        session.flush()
    assert is_refused(session, keeper.use(question(SITE)), now)


def test_leaving_omakaiku_takes_the_passkeys_along(
    session: Session, held: CardInHand, keeper: Authenticator, now: datetime
) -> None:
    leave_omakaiku(session, held, now=now)
    assert is_refused(session, keeper.use(question(SITE)), now)


def test_a_card_has_five_at_most(session: Session, token: str, now: datetime) -> None:
    for _ in range(MOST_PASSKEYS):
        add_passkey(
            session, token, Authenticator().make(creation(passkeys_of_card(session, token), SITE)), now=now
        )
        session.flush()
    with pytest.raises(RefusedError) as refused:
        add_passkey(
            session, token, Authenticator().make(creation(passkeys_of_card(session, token), SITE)), now=now
        )
    assert refused.value.reason is PasskeyRefusal.TOO_MANY_PASSKEYS
