"""A distributor's cards as a list: valid, ending soon or wished for, on cardboard or on phones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final, assert_never

from sqlalchemy import ColumnElement, Row, and_, exists, or_, select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission
from webapp.core.cards.models import Card, CodeBatch, RegisteredCode
from webapp.core.cards.queries import CardInHand, in_hand
from webapp.core.cards.validity import CardKind, CardStatus
from webapp.core.lists.reading import FromTables, Sorting, by_choice
from webapp.core.omakaiku.phones.models import HolderPhone
from webapp.core.omakaiku.wishes.models import CorrectionWish, RenewalWish

ENDS_SOON: Final = timedelta(days=61)
"""Two months: as long before its last day a card is renewed without losing days."""


class Standing(StrEnum):
    """How a card stands today."""

    VALID = "valid"
    ENDS_SOON = "ends_soon"
    EXPIRED = "expired"
    STOPPED = "stopped"


class Carrier(StrEnum):
    """On what a card is."""

    CARDBOARD = "cardboard"
    PHONE = "phone"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class CardSearch:
    """What to look for among a distributor's cards; what is empty leaves it open."""

    code: str = ""
    standing: Standing | None = None
    kind: CardKind | None = None
    carrier: Carrier | None = None
    is_wished: bool = False


@dataclass(frozen=True, slots=True)
class ListedCard:
    """A card, on what it is, and whether its holder waits for something."""

    held: CardInHand
    carrier: Carrier
    is_wished: bool


# Asked of each card by itself, as in cards.queries: joined, the codes of the whole country were read.
_CODE: Final = (
    select(RegisteredCode.code)
    .where(RegisteredCode.card_id == Card.id, RegisteredCode.replaced_at.is_(None))
    .correlate(Card)
    .scalar_subquery()
)
_IS_OF_ONE_PHONE: Final = (
    exists()
    .where(
        RegisteredCode.card_id == Card.id,
        RegisteredCode.replaced_at.is_(None),
        CodeBatch.id == RegisteredCode.batch_id,
        CodeBatch.is_of_one_phone,
    )
    .correlate(Card)
)
_IS_ON_PHONE: Final = (
    exists()
    .where(
        RegisteredCode.card_id == Card.id,
        RegisteredCode.replaced_at.is_(None),
        HolderPhone.code == RegisteredCode.code,
    )
    .correlate(Card)
)
_IS_WISHED: Final = or_(
    exists().where(RenewalWish.card_id == Card.id, RenewalWish.answered_at.is_(None)).correlate(Card),
    exists().where(CorrectionWish.card_id == Card.id, CorrectionWish.answered_at.is_(None)).correlate(Card),
)


def own_cards_found(actor: Actor, search: CardSearch, *, today: date) -> FromTables[ListedCard]:
    """The cards of the actor's organisation that fit a search.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.ISSUE_CARDS)

    def read(_session: Session, rows: Sequence[Row[*tuple[Any, ...]]]) -> Sequence[ListedCard]:
        return [
            ListedCard(in_hand(row.Card, row.code, today), _carrier_of(row), bool(row.is_wished))
            for row in rows
        ]

    statement = select(
        Card,
        _CODE.label("code"),
        _IS_OF_ONE_PHONE.label("is_of_one_phone"),
        _IS_ON_PHONE.label("is_on_phone"),
        _IS_WISHED.label("is_wished"),
    ).where(Card.distributor_id == actor.organisation.id, *_fitting(search, today))
    orders = {
        "code": (_CODE,), "standing": (Card.status, Card.valid_until), "until": (Card.valid_until,),
        "issued": (Card.issued_on,), "kind": (by_choice(Card.kind, tuple(CardKind)),),
    }  # fmt: skip
    return FromTables(statement, orders, Sorting("until"), (Card.registered_at, Card.id), read)


def _carrier_of(row: Any) -> Carrier:  # noqa: ANN401 - a row's columns have no type of their own
    if row.is_of_one_phone:
        return Carrier.PHONE
    return Carrier.BOTH if row.is_on_phone else Carrier.CARDBOARD


def _fitting(search: CardSearch, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if search.code:
        found.append(_CODE.contains(search.code, autoescape=True))
    if search.standing:
        found.append(_stands(search.standing, today))
    if search.kind:
        found.append(Card.kind == search.kind)
    if search.carrier:
        found.append(_is_on(search.carrier))
    if search.is_wished:
        found.append(_IS_WISHED)
    return found


def _stands(standing: Standing, today: date) -> ColumnElement[bool]:
    is_active = Card.status == CardStatus.ACTIVE
    match standing:
        case Standing.VALID:
            return and_(is_active, Card.valid_until >= today)
        case Standing.ENDS_SOON:
            return and_(is_active, Card.valid_until.between(today, today + ENDS_SOON))
        case Standing.EXPIRED:
            return and_(is_active, Card.valid_until < today)
        case Standing.STOPPED:
            return Card.status != CardStatus.ACTIVE
        case _:
            assert_never(standing)


def _is_on(carrier: Carrier) -> ColumnElement[bool]:
    match carrier:
        case Carrier.PHONE:
            return _IS_OF_ONE_PHONE
        case Carrier.CARDBOARD:
            return and_(~_IS_OF_ONE_PHONE, ~_IS_ON_PHONE)
        case Carrier.BOTH:
            return and_(~_IS_OF_ONE_PHONE, _IS_ON_PHONE)
        case _:
            assert_never(carrier)
