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
from webapp.core.partners.desks import Desk, own_desk
from webapp.core.visits.models import Visit
from webapp.core.visits.recording.forms import VisitForm, record_visit


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
    return recorded(session, own_desk(actor), visit(code, repeat_is_meant=True, **facts), now=at)


def recorded(session: Session, desk: Desk, form: VisitForm, *, now: datetime) -> Visit:
    """A visit recorded by a form at a desk."""
    record_visit(session, desk, form, now=now)
    return session.get_one(Visit, form.visit_id)


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
