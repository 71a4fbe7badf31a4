"""What a code means at a venue's desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, bindparam, func, select
from sqlalchemy.orm import Session

from webapp.core.accounts.roles import Permission
from webapp.core.calendar import day_in_finland
from webapp.core.cards.codes import CardCode, has_right_check_digit, read_code
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.cards.queries import letters_without_check_digit
from webapp.core.cards.reasons import CardRefusal, CodeRefusal
from webapp.core.cards.validity import CardKind, CardStatus, Validity, why_not_valid
from webapp.core.devices.claims import PROOF, Claim, actor_by, facts_of
from webapp.core.direct import DirectStatement, Row
from webapp.core.errors import Refusal
from webapp.core.partners.desks import Desk, own_desk
from webapp.core.partners.models import Organisation
from webapp.core.visits.models import Visit
from webapp.core.visits.rules import CardFacts, most_children


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that a venue learns of a code. `valid_until` and what follows only of a card that works."""

    code: CardCode
    refusal: Refusal | None
    kind: CardKind | None = None
    valid_until: date | None = None
    children: int = 0
    most_children: int = 0
    last_here: datetime | None = None


UNKNOWN: Final = frozenset({CardRefusal.CARD_NOT_REGISTERED, CodeRefusal.CODE_CHECK_DIGIT})
"""The verdicts on codes that no card has: whoever hears them may be guessing."""
_CARD: Final = (
    RegisteredCode.code, RegisteredCode.replaced_at, Card.kind.label("card_kind"), Card.status,
    Card.valid_until, Card.children,
)  # fmt: skip
_IS_ASKED: Final = RegisteredCode.code == bindparam("code")


def _last_here(venue_id: ColumnElement[int]) -> ColumnElement[datetime]:
    last: ColumnElement[datetime] = (
        select(func.max(Visit.happened_at))
        .where(Visit.card_id == Card.id, Visit.venue_id == venue_id, Visit.undone_at.is_(None))
        .correlate(Card, Organisation)
        .scalar_subquery()
        .label("last_here")
    )
    return last


# Built once: a statement as long as this takes several times longer to build than to run.
_CARD_AT_VENUE: Final = DirectStatement(
    select(*_CARD, _last_here(bindparam("venue_id", type_=Organisation.id.type)))
    .join(Card, Card.id == RegisteredCode.card_id)
    .where(_IS_ASKED)
)
_PROOF_AND_CARD: Final = {
    claim: DirectStatement(
        proof.add_columns(*_CARD, _last_here(Organisation.id.expression))
        .outerjoin(RegisteredCode, _IS_ASKED)
        .outerjoin(Card, Card.id == RegisteredCode.card_id)
    )
    for claim, proof in PROOF.items()
}


def verdict_on(session: Session, desk: Desk, typed: str, *, now: datetime) -> Verdict:
    """Check a typed or scanned code for a desk's venue.

    A wrong check digit is reported only of a code that is not registered: a known code is right anyway.

    Raises:
        NotAllowedError: the actor may not check.
        RefusedError: CODE_SHAPE, it is no code at all.
    """
    desk.must(Permission.CHECK_CARDS)
    code = read_code(typed)
    connection = session.connection()
    row = _CARD_AT_VENUE.first(connection, {"code": code, "venue_id": desk.venue_id})
    return _verdict(connection, code, row, now=now)


def prove_and_read(
    connection: Connection, claims: Iterable[Claim], code: CardCode
) -> tuple[Desk | None, Row]:
    """The desk of the first claim that holds and, in the same statement, what is known of a code there.

    The row is for verdict_of; there is no desk where no claim holds.
    """
    for claim in claims:
        row = _PROOF_AND_CARD[type(claim)].first(connection, {**facts_of(claim), "code": code})
        actor = actor_by(claim, row) if row is not None else None
        if actor is not None:
            return own_desk(actor), row
    return None, None


def verdict_of(connection: Connection, code: CardCode, row: Row, *, now: datetime) -> Verdict:
    """What the row of prove_and_read says of its code; the permission has been checked before."""
    return _verdict(connection, code, row if row.status is not None else None, now=now)


def _verdict(connection: Connection, code: CardCode, row: Row | None, *, now: datetime) -> Verdict:
    if row is None:
        return Verdict(code, _why_unknown(connection, code))
    validity = Validity(CardStatus(row.status), row.valid_until, is_replaced=row.replaced_at is not None)
    facts = CardFacts(CardKind(row.card_kind), validity, row.children, row.last_here)
    refusal = why_not_valid(validity, day_in_finland(now))
    if refusal is not None:
        until = validity.valid_until if refusal is CardRefusal.CARD_EXPIRED else None
        return Verdict(code, refusal, facts.kind, until)
    return Verdict(
        code,
        None,
        facts.kind,
        validity.valid_until,
        facts.children,
        most_children(facts),
        facts.last_here,
    )


def _why_unknown(connection: Connection, code: CardCode) -> Refusal:
    if has_right_check_digit(code) or code[0] in letters_without_check_digit(connection):
        return CardRefusal.CARD_NOT_REGISTERED
    return CodeRefusal.CODE_CHECK_DIGIT
