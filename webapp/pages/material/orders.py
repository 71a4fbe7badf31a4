"""A network's material: what it has ordered and printed, what is left, and who runs low."""

import uuid
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission, Role
from webapp.core.errors import NotFoundError
from webapp.core.identifiers import new_id
from webapp.core.material.distribution import running_low
from webapp.core.material.handouts import stock_of_network
from webapp.core.material.models import MaterialOrder
from webapp.core.material.orders import (
    cancel_order,
    order_to_give_up,
    order_to_print,
    order_with_id,
    orders_of,
    send_order,
    take_order_back,
    write_order,
    write_printing,
)
from webapp.core.material.rules import BEFORE_PRINT, TO_CHANGE, TO_PRINT
from webapp.core.partners.queries import looked_after_network
from webapp.pages.material.orders_form import OrderForm, PrintingForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.endings import Question, asks_first
from webapp.plumbing.rendering.forms import flashing_refusals
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("material", __name__, url_prefix="/verkosto/<int:network_id>/materiaali")


def _own_network(actor: Actor) -> dict[str, Any]:
    return {"network_id": actor.network_id}


NAVIGATION: Final = (
    Link(Role.COORDINATOR, 18, "material.network", lazy_gettext("Material"), _own_network, rare=True),
)


@blueprint.get("")
@requires(Permission.LOOK_AFTER_PARTNERS)
def network(network_id: int) -> str:
    """Who runs low, what is left, and every order."""
    return render_template(
        "material/network.html",
        network=looked_after_network(db(), staff(), network_id),
        low=running_low(db(), staff(), network_id, language=current_language()),
        stock=stock_of_network(db(), staff(), network_id),
        orders=orders_of(db(), staff(), network_id),
        new_order=url_for("material.draft", network_id=network_id, draft_id=new_id(current_time())),
        new_handout=url_for(
            "material_handouts.handout", network_id=network_id, handout_id=new_id(current_time())
        ),
    )


@blueprint.route("/luonnos/<uuid:draft_id>", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PARTNERS)
def draft(network_id: int, draft_id: uuid.UUID) -> ResponseReturnValue:
    """Write an order, or write it anew before it is sent."""
    found = order_with_id(db(), staff(), network_id, order_id=draft_id)
    form = OrderForm.of(found)
    if form.validate_on_submit():
        with form.taking_refusals():
            write_order(db(), staff(), network_id, new=form.new_order(draft_id), now=current_time())
            flash(gettext("Saved. Send it to the national office when it is ready."), "success")
            return redirect(_address(network_id, draft_id), 303)
    elif found is not None and found.state not in TO_CHANGE and not form.is_submitted():
        return redirect(_address(network_id, draft_id), 303)
    body = render_template(
        "material/draft.html",
        network=looked_after_network(db(), staff(), network_id),
        form=form,
        order=found,
    )
    return body, form.status


@blueprint.get("/tilaus/<uuid:order_id>")
@requires(Permission.LOOK_AFTER_PARTNERS)
def order(network_id: int, order_id: uuid.UUID) -> str:
    """How far an order is, and what can be done next."""
    found = _found(network_id, order_id)
    return render_template(
        "material/order.html",
        network=looked_after_network(db(), staff(), network_id),
        order=found,
        can_change=found.state in TO_CHANGE,
        can_be_given_up=found.state in BEFORE_PRINT,
        can_print=found.state in TO_PRINT,
    )


@blueprint.post("/tilaus/<uuid:order_id>/laheta")
@requires(Permission.LOOK_AFTER_PARTNERS)
def send(network_id: int, order_id: uuid.UUID) -> ResponseReturnValue:
    """Let the national office look at it."""
    _found(network_id, order_id)
    with flashing_refusals():
        send_order(db(), staff(), order_id, now=current_time())
        flash(gettext("Sent. You see here what the national office says."), "success")
    return redirect(_address(network_id, order_id), 303)


def _before_taking_back(network_id: int, order_id: uuid.UUID) -> Question | ResponseReturnValue:
    return _before_giving_up(
        network_id,
        order_id,
        Question(
            gettext("Take the order back to change it?"),
            [gettext("The national office has to approve it anew before it is printed.")],
            gettext("Yes, take it back"),
            _address(network_id, order_id),
        ),
    )


@blueprint.route("/tilaus/<uuid:order_id>/takaisin", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PARTNERS)
@asks_first(_before_taking_back)
def take_back(network_id: int, order_id: uuid.UUID) -> ResponseReturnValue:
    """Let it be changed."""
    _found(network_id, order_id)
    with flashing_refusals():
        take_order_back(db(), staff(), order_id, now=current_time())
        return redirect(url_for("material.draft", network_id=network_id, draft_id=order_id), 303)
    return redirect(_address(network_id, order_id), 303)


def _before_cancelling(network_id: int, order_id: uuid.UUID) -> Question | ResponseReturnValue:
    return _before_giving_up(
        network_id,
        order_id,
        Question(
            gettext("Cancel the order?"),
            [gettext("Nothing is printed of it. It stays in the list as cancelled.")],
            gettext("Yes, cancel"),
            _address(network_id, order_id),
        ),
    )


@blueprint.route("/tilaus/<uuid:order_id>/peru", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PARTNERS)
@asks_first(_before_cancelling)
def cancel(network_id: int, order_id: uuid.UUID) -> ResponseReturnValue:
    """Give it up."""
    _found(network_id, order_id)
    with flashing_refusals():
        cancel_order(db(), staff(), order_id, now=current_time())
        flash(gettext("The order is cancelled."), "success")
    return redirect(_address(network_id, order_id), 303)


@blueprint.route("/tilaus/<uuid:printed_id>/painatus", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PARTNERS)
def printing(network_id: int, printed_id: uuid.UUID) -> ResponseReturnValue:
    """Write when it went to print, and when how much of it came."""
    _found(network_id, printed_id)
    with flashing_refusals():
        found = order_to_print(db(), staff(), printed_id)
        return _write_printing(network_id, found)
    return redirect(_address(network_id, printed_id), 303)


def _write_printing(network_id: int, found: MaterialOrder) -> ResponseReturnValue:
    form = PrintingForm.of(found)
    if form.validate_on_submit():
        with form.taking_refusals():
            write_printing(db(), staff(), found.id, printing=form.printing(), now=current_time())
            flash(gettext("Saved."), "success")
            return redirect(_address(network_id, found.id), 303)
    body = render_template(
        "material/printing.html",
        network=looked_after_network(db(), staff(), network_id),
        form=form,
        order=found,
    )
    return body, form.status


def _before_giving_up(
    network_id: int, order_id: uuid.UUID, question: Question
) -> Question | ResponseReturnValue:
    _found(network_id, order_id)
    with flashing_refusals():
        order_to_give_up(db(), staff(), order_id)
        return question
    return redirect(_address(network_id, order_id), 303)


def _found(network_id: int, order_id: uuid.UUID) -> MaterialOrder:
    found = order_with_id(db(), staff(), network_id, order_id=order_id)
    if found is None:
        raise NotFoundError
    return found


def _address(network_id: int, order_id: uuid.UUID) -> str:
    return url_for("material.order", network_id=network_id, order_id=order_id)
