"""A holder's phone in a browser without scripts, and a card's small history."""

from collections.abc import Callable
from datetime import datetime

from flask import Flask
from sqlalchemy.orm import Session

from tests.factories import World, personal_card, visit
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.accounts.actor import Actor
from webapp.core.cards.queries import CardInHand
from webapp.core.omakaiku.phones.actions import make_pairing, pair_phone
from webapp.core.omakaiku.phones.queries import card_on_phone
from webapp.core.visits.actions import record_visit
from webapp.core.visits.models import Visit


def new_phone(session: Session, actor: Actor, held: CardInHand, *, now: datetime) -> str:
    """The token of a phone that has just taken a card."""
    return pair_phone(session, make_pairing(session, actor, held.card.id, now=now).secret, now=now)


def on_phone(session: Session, token: str, *, now: datetime) -> CardInHand:
    """The card on a phone, which has one."""
    held = card_on_phone(session, token, now=now)
    assert held is not None
    return held


def visited(session: Session, actor: Actor, code: str, *, at: datetime, **facts: int) -> Visit:
    """A visit recorded at a moment."""
    command = visit(code, repeat_is_meant=True, **facts)
    return record_visit(session, actor, command, now=at).visit


def phone_with_card(
    app: Flask, world: World, visitor: Callable[[], Visitor], *, now: datetime, children: int = 2
) -> tuple[Visitor, CardInHand]:
    """A holder's phone that carries a card issued at a moment, speaking English."""
    with session_factory_of(app).begin() as session:
        held = personal_card(session, world.distributor, world.codes[0], now=now, children=children)
        token = new_phone(session, world.distributor, held, now=now)
    phone = visitor()
    phone.speak("en")
    phone.client.set_cookie("card", token)
    return phone, held
