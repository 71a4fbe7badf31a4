"""The national office looks at material before it is printed: it says yes, or what is to be changed."""

import uuid
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.material.approvals import (
    approve_order,
    ask_for_changes,
    check_waiting,
    order_to_decide,
    orders_found,
)
from webapp.core.material.models import MaterialOrder
from webapp.pages.material.orders_form import ChangesForm, OrderSearchForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.addresses import page_in_address
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.forms import flashing_refusals
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.rendering.pages import neighbours

blueprint: Final = Blueprint("material_approval", __name__, url_prefix="/keskus/materiaali")
NAVIGATION: Final = (
    Link(Role.NATIONAL_OFFICE, 18, "material_approval.orders", lazy_gettext("Material"), rare=True),
)


@blueprint.get("")
@requires(Permission.APPROVE_MATERIAL)
def orders() -> str:
    """Orders of all networks, those that wait first."""
    form = OrderSearchForm(request.args)
    listed = orders_found(staff(), form.search())
    found = listed.page(db(), listed.usual, page_in_address())
    pages = neighbours(found, "before", "after", filters=form.filters())
    return render_template("material/orders.html", form=form, found=found, pages=pages)


@blueprint.post("/<uuid:order_id>/hyvaksy")
@requires(Permission.APPROVE_MATERIAL)
def approve(order_id: uuid.UUID) -> ResponseReturnValue:
    """Say that it may be printed."""
    found = order_to_decide(db(), staff(), order_id)
    with flashing_refusals():
        approve_order(db(), staff(), order_id, now=current_time())
        flash(gettext("Approved. The network can have it printed."), "success")
    return redirect(_address(found), 303)


@blueprint.route("/<uuid:order_id>/muutokset", methods=["GET", "POST"])
@requires(Permission.APPROVE_MATERIAL)
def ask_changes(order_id: uuid.UUID) -> ResponseReturnValue:
    """Say what is to be changed first."""
    found = order_to_decide(db(), staff(), order_id)
    form = ChangesForm(data={"reason": found.reason})
    if form.validate_on_submit():
        with form.taking_refusals():
            ask_for_changes(db(), staff(), order_id, reason=form.reason.data or "", now=current_time())
            flash(gettext("The network now reads what is to be changed."), "success")
            return redirect(_address(found), 303)
    elif not form.is_submitted():
        with flashing_refusals():
            check_waiting(found)
            return render_template("material/changes.html", form=form, order=found)
        return redirect(_address(found), 303)
    return render_template("material/changes.html", form=form, order=found), form.status


def _address(order: MaterialOrder) -> str:
    return url_for("material.order", network_id=order.network_id, order_id=order.id)
