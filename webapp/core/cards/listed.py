"""Keep what the sealed lists say of a code beside it, and number every change so that none is missed.

A change gets the number of its database transaction. A reader takes as its horizon the oldest transaction
that is still running, and asks next time for everything from there on: a change that commits late has a
number at or above the horizon of every reader who could not see it. SQLite runs one writer at a time:
counting is enough there.
"""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import BigInteger, ColumnElement, Select, Text, cast, func, literal, select, update
from sqlalchemy.orm import Session

from webapp.core.cards.listing import DAY_SHIFT, day_listed, list_entry
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.cards.validity import CardKind, CardStatus, Validity

_POSTGRESQL: Final = "postgresql"


def list_codes(session: Session, card: Card) -> None:
    """Bring the entries of a card's codes up to date; call last in every action that changes a card."""
    # A code that has just got its card has no entry yet, which the register forbids.
    with session.no_autoflush:
        change = next_change(session)
        codes = {row.code: row for row in session.scalars(_codes_of(card))}
        codes |= {row.code: row for row in session.dirty if isinstance(row, RegisteredCode)}
    for row in codes.values():
        if row.card_id == card.id:
            row.list_entry, row.list_change = entry_of(card, row), change
    session.flush()


def next_change(session: Session) -> int:
    """The number of the changes that this transaction makes."""
    return session.execute(select(_this_transaction(session))).scalar_one()


def list_another_last_day(
    session: Session, card_ids: Sequence[uuid.UUID], last_day: date, *, change: int
) -> None:
    """Bring the entries of many cards' codes up to date at once, where nothing but their day has changed."""
    rest = RegisteredCode.list_entry % (1 << DAY_SHIFT)
    session.execute(
        update(RegisteredCode)
        .where(RegisteredCode.card_id.in_(card_ids))
        .values(list_entry=rest + (day_listed(last_day) << DAY_SHIFT), list_change=change)
        .execution_options(synchronize_session=False)
    )


def _codes_of(card: Card) -> Select[RegisteredCode]:
    return select(RegisteredCode).where(RegisteredCode.card_id == card.id)


def entry_of(card: Card, code: RegisteredCode) -> int:
    """What the lists say of one of a card's codes."""
    validity = Validity(CardStatus(card.status), card.valid_until, is_replaced=code.replaced_at is not None)
    return list_entry(CardKind(card.kind), validity, card.children)


def _this_transaction(session: Session) -> ColumnElement[int]:
    if session.get_bind().dialect.name == _POSTGRESQL:
        return _number(func.pg_current_xact_id())
    return _next_number()


def change_horizon(session: Session) -> int:
    """From which change on a reader must ask next time; take it before reading the changes."""
    if session.get_bind().dialect.name == _POSTGRESQL:
        horizon = _number(func.pg_snapshot_xmin(func.pg_current_snapshot()))
    else:
        horizon = _next_number()
    return int(session.execute(select(horizon)).scalar_one())


def _next_number() -> ColumnElement[int]:
    last: ColumnElement[int] = func.coalesce(func.max(RegisteredCode.list_change), literal(0))
    return last + 1


def _number(transaction: ColumnElement[object]) -> ColumnElement[int]:
    # PostgreSQL's xid8 has no cast to a number but by way of text.
    return cast(cast(transaction, Text), BigInteger)
