"""Cards as their distributor sees them, and what the register knows of a code."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission
from webapp.core.cards.codes import CardCode
from webapp.core.cards.models import (
    Background,
    Card,
    Category,
    CategoryKind,
    CodeBatch,
    CodeSeries,
    RegisteredCode,
)
from webapp.core.cards.reasons import CardRefusal
from webapp.core.cards.rules import CodeFacts
from webapp.core.cards.validity import CardStatus, Validity, why_not_valid
from webapp.core.errors import NotAllowedError, NotFoundError, Refusal

_MAY_BE_LOST: Final = frozenset({CardRefusal.CARD_REPLACED, CardRefusal.CARD_WITHDRAWN})


@dataclass(frozen=True, slots=True)
class CardInHand:
    """A card with its code in force and what holds of it today."""

    card: Card
    code: str
    refusal: Refusal | None

    @property
    def may_be_lost(self) -> bool:
        """Whether a phone that shows it may be in anybody's hands: its card was lost or taken out of use."""
        return self.refusal in _MAY_BE_LOST


def check_own_hands(held: CardInHand) -> None:
    """A phone that may be lost neither sees nor changes anything of the holder's: NotAllowedError.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    if held.may_be_lost:
        raise NotAllowedError


def in_hand(card: Card, code: str, today: date, *, is_replaced: bool = False) -> CardInHand:
    """Put a card, its code and today's verdict together; the code is in force unless `is_replaced`."""
    validity = Validity(CardStatus(card.status), card.valid_until, is_replaced=is_replaced)
    return CardInHand(card, code, why_not_valid(validity, today))


_IS_HANDED_OVER: Final = (CodeBatch.is_imported | CodeBatch.handed_over_at.is_not(None)).label(
    "is_handed_over"
)


def code_facts(session: Session, code: CardCode) -> CodeFacts | None:
    """What is known of a code before it is given out, or None where it does not exist."""
    statement = (
        select(CodeBatch.network_id, RegisteredCode.card_id, _IS_HANDED_OVER)
        .join(CodeBatch, CodeBatch.id == RegisteredCode.batch_id)
        .where(RegisteredCode.code == code)
    )
    row = session.execute(statement).first()
    return CodeFacts(row.network_id, row.card_id is not None, row.is_handed_over) if row else None


def letters_without_check_digit(db: Session | Connection) -> set[str]:
    """The letters of old series."""
    return set(db.scalars(select(CodeSeries.letter).where(CodeSeries.has_check_digit.is_(False))))


def own_card(
    session: Session, actor: Actor, card_id: uuid.UUID, *, today: date, lock: bool = False
) -> CardInHand:
    """A card that the actor's organisation issued.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: for any other, existing or not.
    """
    actor.must(Permission.ISSUE_CARDS)
    statement = (
        select(Card, RegisteredCode.code)
        .join(RegisteredCode, (RegisteredCode.card_id == Card.id) & RegisteredCode.replaced_at.is_(None))
        .options(joinedload(Card.background).joinedload(Background.postal_area), selectinload(Card.codes))
        .where(Card.id == card_id, Card.distributor_id == actor.organisation.id)
    )
    row = session.execute(statement.with_for_update(of=Card) if lock else statement).first()
    if row is None:
        raise NotFoundError
    return in_hand(row.Card, row.code, today)


def is_on_cardboard(session: Session, held: CardInHand) -> bool:
    """Whether a card's code in force is printed on cardboard, also where a phone shows it, too."""
    return not session.get_one(RegisteredCode, held.code).batch.is_of_one_phone


# Asked of each card by itself: joined, the codes of the whole country were read to find those of an office.
_IN_FORCE: Final = (
    select(RegisteredCode.code)
    .where(RegisteredCode.card_id == Card.id, RegisteredCode.replaced_at.is_(None))
    .correlate(Card)
    .scalar_subquery()
)


def own_cards(
    session: Session, actor: Actor, *, today: date, code: str = "", limit: int = 50
) -> Sequence[CardInHand]:
    """The cards the actor's organisation issued, newest first; `code` narrows to codes that contain it.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.ISSUE_CARDS)
    statement = (
        select(Card, _IN_FORCE.label("code"))
        .where(Card.distributor_id == actor.organisation.id)
        .order_by(Card.registered_at.desc(), Card.id.desc())
        .limit(limit)
    )
    if code:
        statement = statement.where(_IN_FORCE.contains(code, autoescape=True))
    return [in_hand(row.Card, row.code, today) for row in session.execute(statement)]


def own_card_counts(session: Session, actor: Actor, *, today: date) -> tuple[int, int]:
    """How many cards the actor's organisation issued this year, and how many of its are valid today.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.ISSUE_CARDS)
    own = Card.distributor_id == actor.organisation.id
    issued = select(func.count()).select_from(Card).where(own, Card.issued_on >= date(today.year, 1, 1))
    valid = (
        select(func.count())
        .select_from(Card)
        .where(own, Card.status == CardStatus.ACTIVE, Card.valid_until >= today)
    )
    return session.scalar(issued) or 0, session.scalar(valid) or 0


def offered_categories(session: Session, kind: CategoryKind) -> Sequence[Category]:
    """The answers offered to one background question, in their order."""
    statement = select(Category).where(Category.kind == kind, Category.is_offered)
    return session.scalars(statement.order_by(Category.position, Category.id)).all()
