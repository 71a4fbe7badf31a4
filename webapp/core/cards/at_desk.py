"""What a code read at a distributor's desk is there: to be given out, one of its own cards, or another's."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission
from webapp.core.cards import rules
from webapp.core.cards.codes import CardCode, read_code
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.cards.queries import code_facts
from webapp.core.cards.renewals import early_renewal_begins
from webapp.core.cards.unused_codes import blame_check_digit
from webapp.core.cards.validity import CardStatus
from webapp.core.partners.models import Organisation


class NextStep(StrEnum):
    """What the desk does with a card of its own that has been read."""

    LOOK = "look"
    RENEW = "renew"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class UnusedCode:
    """No card has it: it can be given out here, once somebody says that it is in hand where that is asked."""

    code: CardCode
    is_handed_over: bool


@dataclass(frozen=True, slots=True)
class OwnCard:
    """A card of the desk's own; since when another code has been in the place of the one read, if one is."""

    code: CardCode
    card_id: uuid.UUID
    next_step: NextStep
    replaced_at: datetime | None


@dataclass(frozen=True, slots=True)
class CardOfAnother:
    """A card of another distributor: whom to ask, and nothing of the card."""

    distributor: Organisation


def next_step(card: Card, today: date) -> NextStep:
    """What a card most likely came for: near its end to be renewed, taken out of use to be replaced."""
    match CardStatus(card.status):
        case CardStatus.WITHDRAWN:
            return NextStep.REPLACE
        case CardStatus.ENDED:
            return NextStep.RENEW
        case CardStatus.ACTIVE:
            is_due = early_renewal_begins(card.valid_until) <= today
            return NextStep.RENEW if is_due else NextStep.LOOK


def code_at_desk(
    session: Session, actor: Actor, typed: str, *, today: date
) -> UnusedCode | OwnCard | CardOfAnother:
    """What a typed or scanned code is at the actor's desk.

    Raises:
        NotAllowedError: the actor may not do this.
        RefusedError: CODE_SHAPE, CODE_TWO_MEANINGS, CODE_CHECK_DIGIT, CODE_UNKNOWN or
            CODE_OF_ANOTHER_NETWORK.
    """
    actor.must(Permission.ISSUE_CARDS)
    code = read_code(typed)
    row = _registered(session, code)
    if row is None:
        blame_check_digit(session, code)
    if row is not None and row.card is not None:
        own = _own_card(row, actor, today)
        return own or CardOfAnother(row.card.distributor)
    facts = code_facts(session, code)
    rules.check_code(facts, network_id=actor.network_id, is_in_hand=True)
    return UnusedCode(code, facts is not None and facts.is_handed_over)


def own_card_with(session: Session, actor: Actor, typed: str, *, today: date) -> OwnCard | None:
    """The desk's own card that has or had a code, or None; a text that is no code is nobody's.

    Raises:
        NotAllowedError: the actor may not do this.
        RefusedError: CODE_SHAPE or CODE_TWO_MEANINGS.
    """
    actor.must(Permission.ISSUE_CARDS)
    row = _registered(session, read_code(typed))
    return None if row is None else _own_card(row, actor, today)


def _registered(session: Session, code: CardCode) -> RegisteredCode | None:
    statement = (
        select(RegisteredCode)
        .options(joinedload(RegisteredCode.card).joinedload(Card.distributor))
        .where(RegisteredCode.code == code)
    )
    return session.scalar(statement)


def _own_card(row: RegisteredCode, actor: Actor, today: date) -> OwnCard | None:
    card = row.card
    if card is None or card.distributor_id != actor.organisation.id:
        return None
    return OwnCard(CardCode(row.code), card.id, next_step(card, today), row.replaced_at)
