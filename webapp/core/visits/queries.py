"""What a code means at a venue, and what a venue has recorded."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeAlias

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission
from webapp.core.calendar import day_began, day_ended, day_in_finland
from webapp.core.cards.codes import CardCode, has_right_check_digit, read_code
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.cards.queries import letters_without_check_digit
from webapp.core.cards.reasons import CardRefusal, CodeRefusal
from webapp.core.cards.validity import CardKind, CardStatus, Validity, why_not_valid
from webapp.core.database import first_row
from webapp.core.errors import Refusal
from webapp.core.visits.models import Visit
from webapp.core.visits.rules import CardFacts, most_children


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that a venue is told of a code. `valid_until` and what follows only of a card that works."""

    code: CardCode
    refusal: Refusal | None
    kind: CardKind | None = None
    valid_until: date | None = None
    children: int = 0
    most_children: int = 0
    last_here: datetime | None = None


@dataclass(frozen=True, slots=True)
class DayCounts:
    """A venue's day: visits recorded, adults and children who came; assistants are no visitors."""

    visits: int
    adults: int
    children: int
    assistants: int


CardRow: TypeAlias = tuple[uuid.UUID, str, date, str, int, datetime | None, datetime]

_LAST_HERE: Final = (
    select(func.max(Visit.happened_at))
    .where(Visit.card_id == Card.id, Visit.venue_id == bindparam("venue_id"), Visit.undone_at.is_(None))
    .correlate(Card)
    .scalar_subquery()
)
# Built once: a statement as long as this takes several times longer to build than to run.
_CARD_AT_VENUE: Final[Select[*CardRow]] = (
    select(
        Card.id, Card.kind, Card.valid_until, Card.status, Card.children, RegisteredCode.replaced_at,
        _LAST_HERE.label("last_here"),
    )
    .join(Card, Card.id == RegisteredCode.card_id)
    .where(RegisteredCode.code == bindparam("code"))
)  # fmt: skip


def card_at_venue(session: Session, code: CardCode, *, venue_id: int) -> Row[*CardRow] | None:
    """The facts of a registered code, with the time it was last recorded at the venue."""
    return first_row(session, _CARD_AT_VENUE, {"code": code, "venue_id": venue_id})


def facts_of(row: Row[*CardRow]) -> CardFacts:
    """Turn a row of card_at_venue into the facts that the rules judge."""
    validity = Validity(CardStatus(row.status), row.valid_until, is_replaced=row.replaced_at is not None)
    return CardFacts(CardKind(row.kind), validity, row.children, row.last_here)


def verdict_on(session: Session, actor: Actor, typed: str, *, now: datetime) -> Verdict:
    """Check a typed or scanned code for the actor's venue; RefusedError where it is no code at all.

    A wrong check digit is told only of a code that is not registered: a known code is right by definition.
    """
    actor.must(Permission.CHECK_CARDS)
    code = read_code(typed)
    row = card_at_venue(session, code, venue_id=actor.organisation.id)
    if row is None:
        return Verdict(code, _why_unknown(session, code))
    facts = facts_of(row)
    refusal = why_not_valid(facts.validity, day_in_finland(now))
    if refusal is not None:
        until = facts.validity.valid_until if refusal is CardRefusal.CARD_EXPIRED else None
        return Verdict(code, refusal, facts.kind, until)
    return Verdict(
        code,
        None,
        facts.kind,
        facts.validity.valid_until,
        facts.children,
        most_children(facts),
        facts.last_here,
    )


def _why_unknown(session: Session, code: CardCode) -> Refusal:
    if has_right_check_digit(code) or code[0] in letters_without_check_digit(session):
        return CardRefusal.CARD_NOT_REGISTERED
    return CodeRefusal.CODE_CHECK_DIGIT


def visits_of_day(session: Session, actor: Actor, day: date, *, limit: int = 500) -> Sequence[Visit]:
    """The visits recorded at the actor's venue on a Finnish day, newest first, undone ones among them."""
    actor.must(Permission.RECORD_VISITS)
    statement = (
        select(Visit)
        .options(joinedload(Visit.recorder), joinedload(Visit.device), joinedload(Visit.offer))
        .where(
            Visit.venue_id == actor.organisation.id,
            Visit.happened_at >= day_began(day),
            Visit.happened_at < day_ended(day),
        )
        .order_by(Visit.happened_at.desc(), Visit.id)
        .limit(limit)
    )
    return session.scalars(statement).all()


def counts_of_day(session: Session, actor: Actor, day: date) -> DayCounts:
    """The actor's venue's day in numbers; undone visits do not count."""
    actor.must(Permission.RECORD_VISITS)
    statement = select(
        func.count(), _total(Visit.adults), _total(Visit.children), _total(Visit.assistants)
    ).where(
        Visit.venue_id == actor.organisation.id,
        Visit.happened_at >= day_began(day),
        Visit.happened_at < day_ended(day),
        Visit.undone_at.is_(None),
    )
    visits, adults, children, assistants = session.execute(statement).one()
    return DayCounts(visits, adults, children, assistants)


def _total(column: InstrumentedAttribute[int]) -> ColumnElement[int]:
    return func.coalesce(func.sum(column), 0)
