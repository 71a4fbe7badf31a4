"""Who is here: staff by Flask-Login and a row of the register, a counter's device, a cardholder's phone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import zip_longest
from typing import Final

import structlog
from flask import Flask, Response, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy.exc import SQLAlchemyError

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.events import SignedOut
from webapp.core.accounts.models import Proof
from webapp.core.accounts.sessions import (
    SESSION_RESTS,
    USE_NOTED_EVERY,
    NewSession,
    begin_session,
    choose_organisation,
    end_session,
    note_proof,
)
from webapp.core.accounts.sessions import note_use as note_use_of_session
from webapp.core.audit.actions import record_event
from webapp.core.calendar import is_between
from webapp.core.cards.queries import CardInHand
from webapp.core.devices.claims import Claim, DeviceClaim, PersonClaim
from webapp.core.devices.queries import actor_of_device
from webapp.core.omakaiku.phones.actions import note_use
from webapp.core.omakaiku.phones.queries import card_on_phone, in_order_of_coming, was_used_today
from webapp.core.partners.queries import SignedIn, signed_in
from webapp.plumbing.access.demand import current_demand
from webapp.plumbing.access.this_device import current_device, device_token
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.browsers import browser_kind
from webapp.plumbing.http.cookies import CARD_COOKIES, drop_secret, keep_secret, secret_in
from webapp.plumbing.http.transaction import db, sessions, write_at_once

log = structlog.get_logger()
_SEES_ONLY: Final = frozenset({"GET", "HEAD"})
_PROOF_OPENS_FOR: Final = timedelta(minutes=10)
_PROOF_SENDS_FOR: Final = timedelta(minutes=20)
"""A form that was opened in time may be sent for as long again: nobody loses what they typed."""

login_manager: Final = LoginManager()
# Its protection ties a session to an address and a browser's version: a phone changes the one between two
# rooms, the other at night. Ours ends on the server, wherever a copy of the cookie is.
login_manager.session_protection = None


def install_sign_in(app: Flask) -> None:
    """Let Flask-Login ask this register who is signed in."""
    # Not by init_app, whose hook for a "remember me" cookie opens the session in every answer, and so marks
    # each of them as different for everybody. Nobody is remembered longer than a working day.
    app.login_manager = login_manager  # type: ignore[attr-defined]  # where Flask-Login looks for it
    # Installed before the register's transaction, so that it comes after it: whatever the request was about
    # is then written, and no lock is held.
    app.after_request(_note_use_of_session)


class Person(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """A member of staff who is signed in, as `current_user`; its identifier is the session's token."""

    def __init__(self, token: str, found: SignedIn) -> None:
        self.token = token
        self.account_id = found.account_id
        self.session_id = found.session_id
        self.proof = found.proof
        self.proved_at = found.proved_at
        self.last_used_at = found.last_used_at
        self.has_chosen_organisation = found.has_chosen_organisation
        self.owes_factor = found.owes_factor
        self.actor = found.actor

    @property
    def stands_alone(self) -> bool:
        """Whether nobody else acts here: they act, have yet to choose a role, or owe a second factor."""
        return self.actor is not None or self.owes_factor or not self.has_chosen_organisation

    def get_id(self) -> str:
        """What the cookie holds: a copy of it is worth nothing once the session has ended."""
        return self.token


def _load(token: str) -> Person | None:
    now = current_time()
    found = signed_in(db(), token, current_demand(), now=now)
    if found is None:
        return None
    if found.last_used_at <= now - USE_NOTED_EVERY:
        g.used_session = found.session_id
    return Person(token, found)


login_manager.user_loader(_load)


def _note_use_of_session(response: Response) -> Response:
    session_id = g.pop("used_session", None)
    if session_id is not None:
        now = current_time()
        try:
            write_at_once(lambda session: note_use_of_session(session, session_id, now=now))
        except SQLAlchemyError as error:  # the page is there all the same
            log.warning("use of a session not noted", error=type(error).__name__)
    return response


def open_session(account_id: int, organisation_id: int | None, proof: Proof) -> None:
    """Sign a person in; they have no role until they have chosen where they work."""
    if before := current_person():
        end_session(db(), before.token)
    session.clear()  # a new session has a new CSRF token: nothing planted before the sign-in survives it
    session.permanent = True
    new = NewSession(account_id, organisation_id, proof, browser_kind())
    _become(begin_session(db(), new, now=current_time()))


def work_for(person: Person, organisation_id: int) -> None:
    """Work for this organisation from now on."""
    _become(choose_organisation(db(), person.token, organisation_id))


def take_proof(person: Person, proof: Proof) -> None:
    """Note that the person has just shown again who they are."""
    _become(note_proof(db(), person.token, proof, now=current_time()))


def close_session() -> None:
    """Sign the member of staff out: here, and on every copy of this session."""
    if person := current_person():
        end_session(db(), person.token)
        where = person.actor.organisation.id if person.actor else None
        record_event(
            db(), SignedOut(), now=current_time(), account_id=person.account_id, organisation_id=where
        )
    logout_user()
    session.clear()
    g.pop("actor", None)


def _become(token: str) -> None:
    login_user(_load(token))
    # What it notes of the browser and of freshness: the register has the one, and wants nothing of the other.
    session.pop("_id")
    session.pop("_fresh")
    g.pop("actor", None)


def current_person() -> Person | None:
    """The member of staff who is signed in, whether or not they have chosen where they work."""
    person: Person = current_user
    return person if person.is_authenticated else None


def has_proved_lately() -> bool:
    """Whether the person has written their password a short while ago."""
    person = current_person()
    if person is None:
        return False
    lasts = _PROOF_OPENS_FOR if request.method in _SEES_ONLY else _PROOF_SENDS_FOR
    return is_between(person.proved_at, person.proved_at + lasts, current_time())


def current_actor() -> Actor | None:
    """The acting member of staff or counter's device, proved against the register once a request."""
    if "actor" not in g:
        g.actor = _find_actor()
    actor: Actor | None = g.actor
    return actor


def claims() -> Iterator[Claim]:
    """Who the request says it is, unproved, in the order in which current_actor would believe it."""
    token, device = session.get("_user_id"), device_token()
    if token:
        now, demand = current_time(), current_demand()
        yield PersonClaim(token, now, now - USE_NOTED_EVERY, demand)
        person = current_person()
        if person is not None and person.stands_alone:
            yield PersonClaim(token, now, now - SESSION_RESTS, demand)
            return  # as in _find_actor: then the device in their hand does not act
    if device:
        yield DeviceClaim(device)


def _find_actor() -> Actor | None:
    # A counter's device is not Flask-Login's: nobody signs it in or out; it acts where nobody is signed in.
    person = current_person()
    return person.actor if person is not None and person.stands_alone else _device_alone()


def _device_alone() -> Actor | None:
    device = current_device()
    return actor_of_device(device) if device else None


@dataclass(frozen=True, slots=True)
class CarriedCard:
    """A card on the phone that asks, and the secret with which the phone shows it."""

    token: str
    held: CardInHand


def card_tokens() -> list[str]:
    """The secrets of the cardholder's phone, one for each card, whether or not they are still good."""
    return list(filter(None, map(secret_in, CARD_COOKIES)))


def cards_on_phone() -> Sequence[CarriedCard]:
    """The cards on the phone that asks; the pages are about the first."""
    if "holder_cards" not in g:
        tokens = card_tokens()
        for token in tokens if request.method in _SEES_ONLY else ():
            _note_use(token)
        found = ((token, card_on_phone(db(), token, now=current_time())) for token in tokens)
        g.holder_cards = [CarriedCard(token, held) for token, held in found if held is not None]
    cards: Sequence[CarriedCard] = g.holder_cards
    return cards


def cards_in_order() -> Sequence[CarriedCard]:
    """The cards on the phone that asks as they came to it, whichever of them the pages are about."""
    cards = cards_on_phone()
    if not cards[1:]:
        return cards
    by_token = {one.token: one for one in cards}
    return [by_token[token] for token in in_order_of_coming(db(), list(by_token))]


def phone_token() -> str | None:
    """The secret with which the phone shows the card that the pages are about."""
    cards = cards_on_phone()
    return cards[0].token if cards else None


def current_holder_card() -> CardInHand | None:
    """The card on the phone that asks, which the pages are about."""
    cards = cards_on_phone()
    return cards[0].held if cards else None


def _note_use(token: str) -> None:
    # Once a day, and over before this request's own transaction reads: SQLite lets no reader turn writer.
    now = current_time()
    with sessions()() as reading:
        if was_used_today(reading, token, now=now):
            return
    write_at_once(lambda session: note_use(session, token, now=now))


def keep_cards(response: Response, tokens: Sequence[str]) -> Response:
    """Let the phone keep these cards and no other, the one that the pages are about first."""
    for name, token in zip_longest(CARD_COOKIES, tokens):
        if token:
            keep_secret(response, name, token)
        elif secret_in(name):
            drop_secret(response, name)
    return response


def add_card(response: Response, token: str) -> Response:
    """Let the phone keep one card more, which the pages are about from now on."""
    g.pop("holder_cards", None)
    return keep_cards(response, [token, *(one.token for one in cards_on_phone())])


def drop_card(response: Response, token: str) -> Response:
    """Take a card off the phone."""
    return keep_cards(response, [one.token for one in cards_on_phone() if one.token != token])
