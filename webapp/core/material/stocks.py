"""What a partner got of the material, how much it still has, and whether it runs low."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, contains_eager

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.calendar import day_in_finland
from webapp.core.cards.models import Card, CodeBatch, RegisteredCode
from webapp.core.cards.validity import CardKind
from webapp.core.errors import NotFoundError
from webapp.core.material.events import MaterialIsEnough, MaterialRunsLow, MaterialStockWritten
from webapp.core.material.handouts import PARTNER_KINDS
from webapp.core.material.models import MaterialHandout, MaterialPortion, MaterialStock
from webapp.core.material.rules import MaterialKind, PartnersStock, check_stock
from webapp.core.partners.models import Organisation
from webapp.core.partners.queries import looked_after_network

_CARD_KINDS: Final = {MaterialKind.CARD: CardKind.PERSONAL, MaterialKind.COMMUNITY_CARD: CardKind.COMMUNITY}


@dataclass(frozen=True, slots=True)
class Got:
    """How much of one kind a partner got in all, and when the last of it."""

    total: int
    last_on: date


@dataclass(frozen=True, slots=True)
class StockLine:
    """One kind of material at a partner: what it got, and what is known of what it has."""

    kind: MaterialKind
    got: Got | None
    stock: PartnersStock
    counted_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewStock:
    """With how many left a partner runs low on a kind, and how many it has, as somebody has counted."""

    kind: MaterialKind
    low_at: int | None = None
    counted: int | None = None


def supplied_partner(session: Session, actor: Actor, partner_id: int) -> Organisation:
    """A venue or distributor of a network that the actor looks after, of whichever side.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    actor.must(Permission.LOOK_AFTER_PARTNERS)
    found = session.get(Organisation, partner_id)
    if found is None or found.network_id is None or found.kind not in PARTNER_KINDS:
        raise NotFoundError
    looked_after_network(session, actor, found.network_id)
    return found


def stock_of_partner(session: Session, actor: Actor, partner_id: int) -> Sequence[StockLine]:
    """Every kind of material at a partner.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    return _every_kind(session, supplied_partner(session, actor, partner_id).id)


def portions_of(session: Session, actor: Actor, partner_id: int) -> Sequence[MaterialPortion]:
    """What a partner got, the latest first.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    partner = supplied_partner(session, actor, partner_id)
    statement = (
        select(MaterialPortion)
        .join(MaterialPortion.handout)
        .options(contains_eager(MaterialPortion.handout))
        .where(MaterialPortion.organisation_id == partner.id)
        .order_by(MaterialHandout.handed_on.desc(), MaterialHandout.id)
    )
    return session.scalars(statement).all()


def own_stock(session: Session, actor: Actor) -> Sequence[StockLine]:
    """What the actor's own venue or distributor got and has, by kind.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.SAY_MATERIAL_IS_LOW)
    return _every_kind(session, actor.organisation.id)


def write_stock(session: Session, actor: Actor, partner_id: int, *, new: NewStock, now: datetime) -> None:
    """Write when a partner runs low on a kind, and how many it has today; what is so changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: MATERIAL_AMOUNT.
    """
    partner = supplied_partner(session, actor, partner_id)
    if new.low_at is not None:
        check_stock(new.low_at, "low_at")
    if new.counted is not None:
        check_stock(new.counted, "counted")
    stock = _stock_to_change(session, partner.id, new.kind)
    if (stock.low_at, stock.counted) == (new.low_at, new.counted):
        return
    if stock.counted != new.counted:
        stock.counted_on = None if new.counted is None else day_in_finland(now)
    stock.low_at, stock.counted = new.low_at, new.counted
    session.add(stock)
    session.flush()
    record_act(session, actor, MaterialStockWritten(partner.id), now=now)


def say_low(session: Session, actor: Actor, kind: MaterialKind, *, now: datetime) -> None:
    """Let the coordinator know that one's own venue or distributor runs low; saying it again changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    stock = _own(session, actor, kind)
    if stock.said_at is None:
        stock.said_at, stock.said_by = now, actor.account_id
        session.add(stock)
        session.flush()
        record_act(session, actor, MaterialRunsLow(kind.value), now=now)


def say_enough(session: Session, actor: Actor, kind: MaterialKind, *, now: datetime) -> None:
    """Take it back; where nothing was said nothing changes.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    stock = _own(session, actor, kind)
    if stock.said_at is not None:
        stock.said_at = stock.said_by = None
        session.flush()
        record_act(session, actor, MaterialIsEnough(kind.value), now=now)


def _own(session: Session, actor: Actor, kind: MaterialKind) -> MaterialStock:
    actor.must(Permission.SAY_MATERIAL_IS_LOW)
    return _stock_to_change(session, actor.organisation.id, kind)


def _stock_to_change(session: Session, organisation_id: int, kind: MaterialKind) -> MaterialStock:
    session.get(Organisation, organisation_id, with_for_update=True)  # two may write of it at once
    found = session.get(MaterialStock, (organisation_id, kind.value), populate_existing=True)
    return found or MaterialStock(organisation_id=organisation_id, kind=kind)


def got_by_kind(
    session: Session, organisation_ids: Sequence[int], network_id: int | None = None
) -> dict[int, dict[MaterialKind, Got]]:
    """What each organisation got in all, or of one network."""
    statement = (
        select(
            MaterialPortion.organisation_id,
            MaterialHandout.kind,
            func.sum(MaterialPortion.amount),
            func.max(MaterialHandout.handed_on),
        )
        .join(MaterialPortion.handout)
        .where(MaterialPortion.organisation_id.in_(organisation_ids))
        .group_by(MaterialPortion.organisation_id, MaterialHandout.kind)
    )
    if network_id is not None:
        statement = statement.where(MaterialHandout.network_id == network_id)
    found: dict[int, dict[MaterialKind, Got]] = {}
    for number, kind, total, last_on in session.execute(statement):
        found.setdefault(number, {})[MaterialKind(kind)] = Got(total, last_on)
    return found


def _every_kind(session: Session, organisation_id: int) -> Sequence[StockLine]:
    known = {one.kind: one for one in stock_lines(session, [organisation_id]).get(organisation_id, ())}
    return [known.get(kind) or StockLine(kind, None, PartnersStock(0)) for kind in MaterialKind]


def stock_lines(session: Session, organisation_ids: Sequence[int]) -> dict[int, list[StockLine]]:
    """The kinds of which a partner got some, or of which something is known, in a few statements for all."""
    got = got_by_kind(session, organisation_ids)
    stocks = _stocks(session, organisation_ids)
    since = _got_since_counted(session, organisation_ids)
    used = _used(session, organisation_ids)
    found: dict[int, list[StockLine]] = {}
    for number in organisation_ids:
        of_partner = got.get(number, {})
        for kind in MaterialKind:
            stock = stocks.get((number, kind))
            if stock is None and kind not in of_partner:
                continue
            known = PartnersStock(
                since.get((number, kind), 0),
                used.get((number, kind), 0),
                stock.counted if stock else None,
                stock.low_at if stock else None,
                stock.said_at if stock else None,
            )
            line = StockLine(kind, of_partner.get(kind), known, stock.counted_on if stock else None)
            found.setdefault(number, []).append(line)
    return found


def _stocks(
    session: Session, organisation_ids: Sequence[int]
) -> dict[tuple[int, MaterialKind], MaterialStock]:
    statement = select(MaterialStock).where(MaterialStock.organisation_id.in_(organisation_ids))
    return {(one.organisation_id, MaterialKind(one.kind)): one for one in session.scalars(statement)}


def _counted() -> ColumnElement[bool]:
    return and_(
        MaterialStock.organisation_id == MaterialPortion.organisation_id,
        MaterialStock.kind == MaterialHandout.kind,
    )


def _got_since_counted(
    session: Session, organisation_ids: Sequence[int]
) -> dict[tuple[int, MaterialKind], int]:
    """What came after the day on which it was counted: that day's count has what came on it."""
    statement = (
        select(MaterialPortion.organisation_id, MaterialHandout.kind, func.sum(MaterialPortion.amount))
        .join(MaterialPortion.handout)
        .outerjoin(MaterialStock, _counted())
        .where(
            MaterialPortion.organisation_id.in_(organisation_ids),
            or_(MaterialStock.counted_on.is_(None), MaterialHandout.handed_on > MaterialStock.counted_on),
        )
        .group_by(MaterialPortion.organisation_id, MaterialHandout.kind)
    )
    return {(row[0], MaterialKind(row[1])): row[2] for row in session.execute(statement)}


def _used(session: Session, organisation_ids: Sequence[int]) -> dict[tuple[int, MaterialKind], int]:
    """Cards of cardboard that a distributor has issued since they were counted, or since it got the first."""
    first = (
        select(
            MaterialPortion.organisation_id.label("organisation_id"),
            MaterialHandout.kind.label("kind"),
            func.min(MaterialHandout.handed_on).label("handed_on"),
        )
        .join(MaterialPortion.handout)
        .where(MaterialPortion.organisation_id.in_(organisation_ids))
        .group_by(MaterialPortion.organisation_id, MaterialHandout.kind)
        .subquery()
    )
    stock_of_kind = and_(
        MaterialStock.organisation_id == first.c.organisation_id, MaterialStock.kind == first.c.kind
    )
    used: dict[tuple[int, MaterialKind], int] = {}
    for kind, card_kind in _CARD_KINDS.items():
        statement = (
            select(Card.distributor_id, func.count(RegisteredCode.code))
            .join(RegisteredCode, RegisteredCode.card_id == Card.id)
            .join(CodeBatch, CodeBatch.id == RegisteredCode.batch_id)
            .join(first, and_(first.c.organisation_id == Card.distributor_id, first.c.kind == kind))
            .outerjoin(MaterialStock, stock_of_kind)
            .where(
                Card.kind == card_kind,
                ~CodeBatch.is_of_one_phone,
                or_(
                    and_(MaterialStock.counted_on.is_(None), Card.issued_on >= first.c.handed_on),
                    Card.issued_on > MaterialStock.counted_on,
                ),
            )
            .group_by(Card.distributor_id)
        )
        used |= {(row[0], kind): row[1] for row in session.execute(statement)}
    return used
