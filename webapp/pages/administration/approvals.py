"""New distributors that wait for the national office: yes, or no with a reason."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms import TextAreaField

from webapp.core.accounts.roles import Permission, Role
from webapp.core.partners.approvals import (
    agree_to_distributor,
    approval_to_decide,
    check_reason,
    distributors_to_decide,
    refuse_distributor,
)
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.forms import AsCore, Form, flashing_refusals
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.formats import local_name

blueprint: Final = Blueprint("approvals", __name__, url_prefix="/keskus/jakajat")
NAVIGATION: Final = (
    Link(Role.NATIONAL_OFFICE, 17, "approvals.waiting", lazy_gettext("New distributors"), rare=True),
)


class RefusalForm(Form):
    """Why not."""

    reason = TextAreaField(lazy_gettext("Why not?"), [AsCore(check_reason)])


@blueprint.get("")
@requires(Permission.FOUND_NETWORKS)
def waiting() -> str:
    """Who waits, and who was said no to."""
    return render_template("administration/approvals.html", found=distributors_to_decide(db(), staff()))


@blueprint.post("/<int:distributor_id>/kylla")
@requires(Permission.FOUND_NETWORKS, asks_proof=True)
def agree(distributor_id: int) -> ResponseReturnValue:
    """Say yes."""
    with flashing_refusals():
        agree_to_distributor(db(), staff(), distributor_id, now=current_time())
        found = approval_to_decide(db(), staff(), distributor_id)
        flash(gettext("%(name)s can now give out cards.", name=local_name(found.organisation)), "success")
    return redirect(url_for("approvals.waiting"), 303)


@blueprint.route("/<int:distributor_id>/ei", methods=["GET", "POST"])
@requires(Permission.FOUND_NETWORKS, asks_proof=True)
def refuse(distributor_id: int) -> ResponseReturnValue:
    """Say no, and why."""
    found = approval_to_decide(db(), staff(), distributor_id)
    form = RefusalForm(data={"reason": found.reason})
    if form.validate_on_submit():
        with form.taking_refusals():
            refuse_distributor(
                db(), staff(), distributor_id, reason=form.reason.data or "", now=current_time()
            )
            flash(gettext("Its coordinator and the office itself now read why."), "success")
            return redirect(url_for("approvals.waiting"), 303)
    body = render_template("administration/refuse_distributor.html", form=form, partner=found.organisation)
    return body, form.status
