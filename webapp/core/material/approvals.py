"""The national office says yes to an order of material before it is printed, or what is to be changed."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, joinedload

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.free_text.checks import Writer, refuse_details
from webapp.core.free_text.notes import tidy_text
from webapp.core.lists.reading import FromTables, Sorting, whole_rows
from webapp.core.material.events import MaterialChangesAsked, MaterialOrderApproved
from webapp.core.material.models import MaterialOrder
from webapp.core.material.reasons import MaterialRefusal
from webapp.core.material.rules import TO_PRINT, OrderState

LONGEST_REASON: Final = 600


@dataclass(frozen=True, slots=True)
class OrderSearch:
    """Which orders of the country; what is None leaves it open."""

    state: OrderState | None = None
    network_id: int | None = None


def check_changes(typed: str, field: str = "reason") -> str:
    """What is to be changed, as it is kept.

    Raises:
        RefusedError: CHANGES_REASON_NEEDED or TEXT_IDENTITY_CODE.
    """
    text = tidy_text(typed)
    if not text or len(text) > LONGEST_REASON:
        raise RefusedError(MaterialRefusal.CHANGES_REASON_NEEDED, field, most=LONGEST_REASON)
    refuse_details(text, field, Writer.OFFICE)
    return text


def orders_found(actor: Actor, search: OrderSearch) -> FromTables[MaterialOrder]:
    """Orders of the whole country: those that wait first, who has waited longest; then the latest.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.APPROVE_MATERIAL)
    statement = select(MaterialOrder).options(joinedload(MaterialOrder.network))
    if search.state is not None:
        statement = statement.where(MaterialOrder.state == search.state)
    if search.network_id is not None:
        statement = statement.where(MaterialOrder.network_id == search.network_id)
    waits = MaterialOrder.state == OrderState.WAITING
    in_turn = (waits.desc(), case((waits, MaterialOrder.sent_at)), MaterialOrder.written_at.desc())
    return FromTables(
        statement, {"turn": in_turn}, Sorting("turn"), ties=(MaterialOrder.id,), read=whole_rows
    )


def count_orders_waiting(session: Session, actor: Actor) -> int:
    """How many orders wait for the national office.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.APPROVE_MATERIAL)
    waiting = select(func.count()).where(MaterialOrder.state == OrderState.WAITING)
    return session.scalar(waiting) or 0


def order_to_decide(session: Session, actor: Actor, order_id: uuid.UUID) -> MaterialOrder:
    """An order as the national office finds it.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    actor.must(Permission.APPROVE_MATERIAL)
    found = session.get(MaterialOrder, order_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFoundError
    return found


def approve_order(session: Session, actor: Actor, order_id: uuid.UUID, *, now: datetime) -> MaterialOrder:
    """Say that it may be printed; saying so again changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: ORDER_NOT_WAITING.
    """
    order = order_to_decide(session, actor, order_id)
    if order.state not in TO_PRINT:
        _decide(order, actor, state=OrderState.APPROVED, now=now)
        order.reason = ""
        session.flush()
        record_act(session, actor, MaterialOrderApproved(order.network_id, order.id), now=now)
    return order


def ask_for_changes(
    session: Session, actor: Actor, order_id: uuid.UUID, *, reason: str, now: datetime
) -> MaterialOrder:
    """Say what is to be changed first; saying the same again changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: CHANGES_REASON_NEEDED, TEXT_IDENTITY_CODE or ORDER_NOT_WAITING.
    """
    order = order_to_decide(session, actor, order_id)
    why = check_changes(reason)
    if (order.state, order.reason) != (OrderState.CHANGES_ASKED, why):
        _decide(order, actor, state=OrderState.CHANGES_ASKED, now=now)
        order.reason = why
        session.flush()
        record_act(session, actor, MaterialChangesAsked(order.network_id, order.id), now=now)
    return order


def check_waiting(order: MaterialOrder) -> None:
    """The national office decides of what it was sent.

    Raises:
        RefusedError: ORDER_NOT_WAITING.
    """
    if order.state != OrderState.WAITING:
        raise RefusedError(MaterialRefusal.ORDER_NOT_WAITING)


def _decide(order: MaterialOrder, actor: Actor, *, state: OrderState, now: datetime) -> None:
    check_waiting(order)
    order.state, order.decided_by, order.decided_at = state, actor.account_id, now
