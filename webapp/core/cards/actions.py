"""What happens to a card: issue, renew, end, withdraw, replace."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission
from webapp.core.audit.actions import record_event
from webapp.core.audit.events import CardIssued, CardRenewed, CardReplaced, CardStopped, Event
from webapp.core.calendar import day_in_finland
from webapp.core.cards import rules
from webapp.core.cards.codes import CardCode, has_right_check_digit, new_codes, read_code
from webapp.core.cards.models import (
    Background,
    Card,
    Category,
    CategoryKind,
    CodeBatch,
    CodeSeries,
    RegisteredCode,
)
from webapp.core.cards.queries import CardInHand, code_facts, in_hand, own_card
from webapp.core.cards.validity import CardKind, CardStatus
from webapp.core.errors import Refusal, RefusedError
from webapp.core.identifiers import new_id
from webapp.core.networks.queries import participation_for, place_of_postal_code


@dataclass(frozen=True, slots=True)
class HolderBackground:
    """What is asked at issue; None in the last three where the person does not want to say."""

    birth_year: int
    postal_code: str
    children: int
    mother_tongue_id: int | None = None
    gender_id: int | None = None
    life_situation_id: int | None = None


def validity_today(session: Session, actor: Actor, today: date) -> date:
    """The last valid day a personal card issued today by this distributor would have."""
    actor.must(Permission.ISSUE_CARDS)
    organisation = actor.organisation
    participation = participation_for(
        session, network_id=actor.network_id, municipality_code=organisation.municipality_code
    )
    return rules.valid_until(participation, today)


def issue_card(
    session: Session, actor: Actor, *, card_id: uuid.UUID, typed_code: str | None, background: HolderBackground,
    now: datetime,
) -> CardInHand:  # fmt: skip
    """Register a personal card; without a code, one for the phone only. Repeating a card_id gives the same card."""
    actor.must(Permission.ISSUE_CARDS)
    today = day_in_finland(now)
    if session.get(Card, card_id) is not None:
        return own_card(session, actor, card_id, today=today)
    code = _code_to_register(session, actor, typed_code, for_card=card_id, now=now)
    if code.card_id == card_id:
        return own_card(session, actor, card_id, today=today)
    rules.check_birth_year(background.birth_year, today)
    rules.check_children(background.children)
    row = _background_row(session, background, now)
    card = Card(
        id=card_id, kind=CardKind.PERSONAL, distributor_id=actor.organisation.id, issued_on=today,
        valid_until=validity_today(session, actor, today), children=background.children, background=row,
        registered_by=actor.account_id, registered_at=now, status=CardStatus.ACTIVE,
    )  # fmt: skip
    return _register(session, actor, card, code, now=now)


def issue_community_card(
    session: Session, actor: Actor, *, card_id: uuid.UUID, typed_code: str | None, valid_until: date, now: datetime
) -> CardInHand:  # fmt: skip
    """Register a card of the organisation itself; it carries nothing about a person."""
    actor.must(Permission.ISSUE_CARDS)
    today = day_in_finland(now)
    if session.get(Card, card_id) is not None:
        return own_card(session, actor, card_id, today=today)
    code = _code_to_register(session, actor, typed_code, for_card=card_id, now=now)
    if code.card_id == card_id:
        return own_card(session, actor, card_id, today=today)
    rules.check_community_validity(valid_until, today)
    card = Card(
        id=card_id, kind=CardKind.COMMUNITY, distributor_id=actor.organisation.id, issued_on=today,
        valid_until=valid_until, registered_by=actor.account_id, registered_at=now, status=CardStatus.ACTIVE,
        children=0,
    )  # fmt: skip
    return _register(session, actor, card, code, now=now)


def _register(
    session: Session, actor: Actor, card: Card, code: RegisteredCode, *, now: datetime
) -> CardInHand:
    session.add(card)
    session.flush()
    code.card_id = card.id
    _log(session, actor, CardIssued(card.id, card.kind), now)
    return in_hand(card, code.code, day_in_finland(now))


def _code_to_register(
    session: Session, actor: Actor, typed: str | None, *, for_card: uuid.UUID | None, now: datetime
) -> RegisteredCode:  # fmt: skip
    if typed is None:
        return _code_for_phone(session, actor, now=now)
    code = read_code(typed)
    row = session.get(RegisteredCode, code, with_for_update=True)
    if row is None:
        _blame_check_digit(session, code)
    # The lock may have waited for the very request that this one repeats: its card is no obstacle.
    if row is None or row.card_id is None or row.card_id != for_card:
        rules.check_code(code_facts(session, code), network_id=actor.network_id)
    return session.get_one(RegisteredCode, code)


def _blame_check_digit(session: Session, code: CardCode) -> None:
    # Only of a code that does not exist is it worth asking whether it was mistyped.
    series = session.get(CodeSeries, code[0])
    if series is not None and series.has_check_digit and not has_right_check_digit(code):
        raise RefusedError(Refusal.CODE_CHECK_DIGIT, "code")


def _code_for_phone(session: Session, actor: Actor, *, now: datetime) -> RegisteredCode:
    # A card that lives only on a phone needs no printed batch: its code is made here, one at a time.
    checked = select(CodeSeries.letter).where(CodeSeries.has_check_digit).order_by(CodeSeries.letter).limit(1)
    letter = session.scalar(checked)
    if letter is None:
        raise RefusedError(Refusal.NO_CODES_FOR_PHONES, "code")
    code = _unused_code(session, letter)
    batch = CodeBatch(
        network_id=actor.network_id, letter=letter, size=1, made_by=actor.account_id, made_at=now, delivered_at=now
    )  # fmt: skip
    row = RegisteredCode(code=code, batch=batch)
    session.add(row)
    session.flush()
    return row


def _unused_code(session: Session, letter: str) -> CardCode:
    while True:
        (code,) = new_codes(letter, 1, taken=())
        if session.get(RegisteredCode, code) is None:
            return code


def _background_row(session: Session, background: HolderBackground, now: datetime) -> Background:
    if place_of_postal_code(session, background.postal_code) is None:
        raise RefusedError(Refusal.POSTAL_CODE_UNKNOWN, "postal_code")
    answers = {
        CategoryKind.MOTHER_TONGUE: background.mother_tongue_id,
        CategoryKind.GENDER: background.gender_id,
        CategoryKind.LIFE_SITUATION: background.life_situation_id,
    }
    for kind, answer in answers.items():
        category = session.get(Category, answer) if answer is not None else None
        if answer is not None and (category is None or category.kind != kind):
            raise RefusedError(Refusal.CATEGORY_UNKNOWN, kind)
    return Background(
        id=new_id(now), birth_year=background.birth_year, postal_code=background.postal_code,
        mother_tongue_id=background.mother_tongue_id, gender_id=background.gender_id,
        life_situation_id=background.life_situation_id,
    )  # fmt: skip


def renew_card(
    session: Session, actor: Actor, card_id: uuid.UUID, *, children: int, now: datetime
) -> CardInHand:
    """Twelve months on from today (or to the trial's end), with the number of children as it now is."""
    today = day_in_finland(now)
    held = own_card(session, actor, card_id, today=today, lock=True)
    card = held.card
    rules.check_renewable(card.status)
    if card.kind == CardKind.PERSONAL:
        rules.check_children(children)
        card.children = children
    card.valid_until = validity_today(session, actor, today)
    card.renewed_on = today
    card.status, card.stopped_at = CardStatus.ACTIVE, None
    _log(session, actor, CardRenewed(card.id), now)
    return in_hand(card, held.code, today)


def stop_card(
    session: Session, actor: Actor, card_id: uuid.UUID, *, status: CardStatus, now: datetime
) -> CardInHand:
    """End a card (the client's time with it is over) or withdraw it (lost or misused); it stops at once."""
    today = day_in_finland(now)
    held = own_card(session, actor, card_id, today=today, lock=True)
    card = held.card
    if card.status == status:
        return held
    if card.status == CardStatus.WITHDRAWN:
        raise RefusedError(Refusal.CARD_ALREADY_STOPPED)
    card.status, card.stopped_at = status, now
    _log(session, actor, CardStopped(card.id, status), now)
    return in_hand(card, held.code, today)


def replace_card(
    session: Session, actor: Actor, card_id: uuid.UUID, *, typed_code: str | None, now: datetime
) -> CardInHand:  # fmt: skip
    """Give the card a new code; the old code stops at once, history and validity stay. Undoes a withdrawal."""
    today = day_in_finland(now)
    held = own_card(session, actor, card_id, today=today, lock=True)
    new_code = _code_to_register(session, actor, typed_code, for_card=None, now=now)
    session.get_one(RegisteredCode, held.code).replaced_at = now
    session.flush()
    new_code.card_id = card_id
    held.card.status, held.card.stopped_at = CardStatus.ACTIVE, None
    _log(session, actor, CardReplaced(card_id, held.code, new_code.code), now)
    return in_hand(held.card, new_code.code, today)


def _log(session: Session, actor: Actor, event: Event, now: datetime) -> None:
    record_event(session, event, now=now, account_id=actor.account_id, organisation_id=actor.organisation.id)
