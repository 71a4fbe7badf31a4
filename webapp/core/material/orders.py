"""Orders of material, as a network has them: written, sent to be approved, printed, received."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.calendar import day_in_finland
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.free_text.notes import check_notes
from webapp.core.material.events import (
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
