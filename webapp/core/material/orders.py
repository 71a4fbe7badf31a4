"""Orders of material: written by a network, approved by the national office, printed, received."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, joinedload

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.calendar import day_in_finland
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.free_text.checks import Writer, refuse_details
from webapp.core.free_text.notes import check_notes, tidy_text
from webapp.core.material.events import (
    MaterialChangesAsked,
    MaterialOrderApproved,
    MaterialOrderCancelled,
    MaterialOrderSent,
    MaterialOrderTakenBack,
    MaterialOrderWritten,
    MaterialPrinted,
)
from webapp.core.material.models import MaterialOrder
from webapp.core.material.reasons import MaterialRefusal
from webapp.core.material.rules import (
    BEFORE_PRINT,
    TO_CHANGE,
    TO_PRINT,
    MaterialKind,
    MaterialLanguage,
    OrderState,
    Printing,
    check_amount,
    check_printing,
)
from webapp.core.networks.models import Network
from webapp.core.networks.websites import check_website
from webapp.core.partners.queries import looked_after_network

LONGEST_REASON: Final = 600
PAGE_SIZE: Final = 50


@dataclass(frozen=True, slots=True)
class NewOrder:
    """What is to be printed. Its id comes with the page."""

    id: uuid.UUID
    kind: MaterialKind
    language: MaterialLanguage
    amount: int
    description: str = ""
    file_address: str = ""
    wanted_on: date | None = None


@dataclass(frozen=True, slots=True)
class OrderSearch:
    """Which orders of the country; what is None leaves it open."""

    state: OrderState | None = None
    network_id: int | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class OrderPage:
    """One page of orders."""

    orders: Sequence[MaterialOrder]
    page: int
    pages: int
    total: int


def check_description(text: str, field: str) -> str:
    """What is to be printed, as it is kept: the national office judges it by this, or by the file.

    Raises:
        RefusedError: TEXT_LENGTH or TEXT_IDENTITY_CODE.
    """
    return check_notes(text, field)


def check_told(description: str, file_address: str) -> None:
    """The national office has something to look at.

    Raises:
        RefusedError: MATERIAL_UNTOLD.
    """
    if not description.strip() and not file_address.strip():
        raise RefusedError(MaterialRefusal.MATERIAL_UNTOLD, "description")


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


def orders_of(session: Session, actor: Actor, network_id: int) -> Sequence[MaterialOrder]:
    """The orders of a network, the latest first.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    looked_after_network(session, actor, network_id)
    statement = (
        select(MaterialOrder)
        .where(MaterialOrder.network_id == network_id)
        .order_by(MaterialOrder.written_at.desc(), MaterialOrder.id)
    )
    return session.scalars(statement).all()


def orders_found(session: Session, actor: Actor, search: OrderSearch) -> OrderPage:
    """Orders of the whole country: those that wait first, who has waited longest; then the latest.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.APPROVE_MATERIAL)
    statement = select(MaterialOrder)
    if search.state is not None:
        statement = statement.where(MaterialOrder.state == search.state)
    if search.network_id is not None:
        statement = statement.where(MaterialOrder.network_id == search.network_id)
    total = session.scalar(statement.with_only_columns(func.count())) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, search.page), pages)
    waits = MaterialOrder.state == OrderState.WAITING
    found = session.scalars(
        statement.options(joinedload(MaterialOrder.network))
        .order_by(
            waits.desc(),
            case((waits, MaterialOrder.sent_at)),
            MaterialOrder.written_at.desc(),
            MaterialOrder.id,
        )
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    return OrderPage(found, page, pages, total)


def count_orders_waiting(session: Session, actor: Actor) -> int:
    """How many orders wait for the national office.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.APPROVE_MATERIAL)
    waiting = select(func.count()).where(MaterialOrder.state == OrderState.WAITING)
    return session.scalar(waiting) or 0


def order_with_id(
    session: Session, actor: Actor, network_id: int, *, order_id: uuid.UUID, lock: bool = False
) -> MaterialOrder | None:
    """An order of a network, or None where nothing has been written under this id.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    looked_after_network(session, actor, network_id)
    found = session.get(
        MaterialOrder, order_id, with_for_update=True if lock else None, populate_existing=lock
    )
    if found is not None and found.network_id != network_id:
        raise NotFoundError
    return found


def write_order(
    session: Session, actor: Actor, network_id: int, *, new: NewOrder, now: datetime
) -> MaterialOrder:
    """Write an order, or write it anew before it is sent; what is so already changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: MATERIAL_AMOUNT, MATERIAL_UNTOLD, TEXT_LENGTH, TEXT_IDENTITY_CODE, WEBSITE_TOO_LONG,
            WEBSITE_UNREADABLE or ORDER_NOT_TO_CHANGE.
    """
    session.get(Network, network_id, with_for_update=True)  # whoever pressed twice
    found = order_with_id(session, actor, network_id, order_id=new.id, lock=True)
    facts = _facts(new)
    if found is not None and all(getattr(found, name) == value for name, value in facts.items()):
        return found
    if found is not None and found.state not in TO_CHANGE:
        raise RefusedError(MaterialRefusal.ORDER_NOT_TO_CHANGE)
    order = found or MaterialOrder(id=new.id, network_id=network_id, state=OrderState.DRAFT, written_at=now)
    for name, value in facts.items():
        setattr(order, name, value)
    order.written_by = actor.account_id
    session.add(order)
    session.flush()
    record_act(session, actor, MaterialOrderWritten(network_id, order.id), now=now)
    return order


def send_order(session: Session, actor: Actor, order_id: uuid.UUID, *, now: datetime) -> None:
    """Let the national office look at it before it is printed; it is sent once.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: ORDER_NOT_TO_CHANGE.
    """
    order = _existing(session, actor, order_id)
    if order.state == OrderState.WAITING:
        return
    if order.state not in TO_CHANGE:
        raise RefusedError(MaterialRefusal.ORDER_NOT_TO_CHANGE)
    order.state, order.sent_at = OrderState.WAITING, now
    session.flush()
    record_act(session, actor, MaterialOrderSent(order.network_id, order.id), now=now)


def order_to_give_up(session: Session, actor: Actor, order_id: uuid.UUID) -> MaterialOrder:
    """An order that is not at the printer's yet: it can be taken back, or cancelled.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: ORDER_AT_PRINTER.
    """
    order = _existing(session, actor, order_id)
    if order.state not in BEFORE_PRINT:
        raise RefusedError(MaterialRefusal.ORDER_AT_PRINTER)
    return order


def take_order_back(session: Session, actor: Actor, order_id: uuid.UUID, *, now: datetime) -> None:
    """Let an order be changed that was sent, or approved: it is approved anew then.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: ORDER_AT_PRINTER.
    """
    order = order_to_give_up(session, actor, order_id)
    if order.state not in TO_CHANGE:
        order.state = OrderState.DRAFT
        session.flush()
        record_act(session, actor, MaterialOrderTakenBack(order.network_id, order.id), now=now)


def cancel_order(session: Session, actor: Actor, order_id: uuid.UUID, *, now: datetime) -> None:
    """Give an order up before it is printed; it stays readable.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: ORDER_AT_PRINTER.
    """
    if _existing(session, actor, order_id).state == OrderState.CANCELLED:
        return
    order = order_to_give_up(session, actor, order_id)
    order.state = OrderState.CANCELLED
    session.flush()
    record_act(session, actor, MaterialOrderCancelled(order.network_id, order.id), now=now)


def write_printing(
    session: Session, actor: Actor, order_id: uuid.UUID, *, printing: Printing, now: datetime
) -> None:
    """Write when an approved order went to print and, once it has come, how much came and when.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: ORDER_NOT_APPROVED, MATERIAL_AMOUNT, MATERIAL_DAY_AHEAD, MATERIAL_PAIR or
            MATERIAL_DAY_BACKWARDS.
    """
    order = order_to_print(session, actor, order_id)
    check_printing(printing, today=day_in_finland(now))
    facts = {
        "printing_on": printing.printing_on,
        "print_amount": printing.print_amount,
        "received_on": printing.received_on,
        "received_amount": printing.received_amount,
    }
    if any(getattr(order, name) != value for name, value in facts.items()):
        for name, value in facts.items():
            setattr(order, name, value)
        order.state = OrderState.PRINTING if printing.received_on is None else OrderState.RECEIVED
        session.flush()
        record_act(session, actor, MaterialPrinted(order.network_id, order.id), now=now)


def order_to_print(session: Session, actor: Actor, order_id: uuid.UUID) -> MaterialOrder:
    """An order that the national office has approved.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: ORDER_NOT_APPROVED.
    """
    order = _existing(session, actor, order_id)
    if order.state not in TO_PRINT:
        raise RefusedError(MaterialRefusal.ORDER_NOT_APPROVED)
    return order


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


def _existing(session: Session, actor: Actor, order_id: uuid.UUID) -> MaterialOrder:
    actor.must(Permission.LOOK_AFTER_PARTNERS)
    found = session.get(MaterialOrder, order_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFoundError
    looked_after_network(session, actor, found.network_id)
    return found


def _facts(new: NewOrder) -> dict[str, Any]:
    check_told(new.description, new.file_address)
    return {
        "kind": new.kind,
        "language": new.language,
        "amount": check_amount(new.amount, "amount"),
        "description": check_description(new.description, "description"),
        "file_address": check_website(new.file_address, "file_address"),
        "wanted_on": new.wanted_on,
    }
