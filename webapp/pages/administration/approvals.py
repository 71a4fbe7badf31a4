"""New distributors that wait for the national office: yes, or no with a reason."""

from typing import Final

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField

from webapp.core.accounts.roles import Permission, Role
from webapp.core.calendar import day_in_finland
from webapp.core.lists.reading import Listed
from webapp.core.partners.approvals import (
    ApprovalSearch,
    agree_to_distributor,
    approval_to_decide,
    check_reason,
    distributors_to_decide,
    refuse_distributor,
)
from webapp.core.partners.models import DistributorApproval, RunBy
from webapp.pages.partners.organisation_cells import organisation_cell
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.forms import AsCore, Form, choices_of, flashing_refusals
from webapp.plumbing.rendering.lists import (
    Column,
    FilterField,
    ListForm,
    ListOf,
    list_file,
    shown_list,
)
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.features.partners import RUN_BY
from webapp.plumbing.words.formats import local_name
from webapp.plumbing.words.language import current_language
from webapp.plumbing.words.organisations import municipality_name

blueprint: Final = Blueprint("approvals", __name__, url_prefix="/keskus/jakajat")
NAVIGATION: Final = (Link(Role.NATIONAL_OFFICE, 17, "approvals.waiting", _("New distributors"), rare=True),)


class RefusalForm(Form):
    """Why not."""

    reason = TextAreaField(_("Why not?"), [AsCore(check_reason)])


class ApprovalSearchForm(ListForm):
    """The name of a distributor or its municipality, and what it was told."""

    word = StringField(_("Name or municipality (optional)"))
    state = FilterField(
        _("State"), choices=choices_of([("", _("All")), ("waits", _("Waits")), ("no", _("Said no to"))])
    )

    def search(self) -> ApprovalSearch:
        """What to look for, of a form that validated."""
        is_refused = self.state.data == "no" if self.state.data else None
        return ApprovalSearch(self.word.data or "", is_refused)


def _run_by(one: DistributorApproval) -> str:
    return str(RUN_BY[RunBy(one.organisation.run_by)]) if one.organisation.run_by else ""


def _kind(one: DistributorApproval) -> str:
    kind = one.organisation.distributor_kind
    return local_name(kind) if kind else ""


def _network(one: DistributorApproval) -> str:
    return local_name(one.organisation.network) if one.organisation.network else ""


def _found(form: ApprovalSearchForm) -> Listed[DistributorApproval]:
    return distributors_to_decide(staff(), form.search(), language=current_language())


LIST: Final = ListOf(
    "approvals",
    (
        Column(
            "name", _("Name"), lambda one: local_name(one.organisation),
            lambda one: organisation_cell(one.organisation),
        ),
        Column("municipality", _("Municipality"), lambda one: municipality_name(one.organisation)),
        Column("network", _("Network"), _network),
        Column("kind", _("Kind"), _kind),
        Column("run_by", _("Run by"), _run_by),
        Column("asked", _("Asked on"), lambda one: day_in_finland(one.asked_at)),
        Column("reason", _("Why not"), lambda one: one.reason),
    ),
    _found,
    "approvals.file",
)  # fmt: skip


@blueprint.get("")
@requires(Permission.FOUND_NETWORKS)
def waiting() -> ResponseReturnValue:
    """Who waits, and who was said no to."""
    form = ApprovalSearchForm(request.args)
    shown = shown_list(LIST, form)
    return render_template("administration/approvals.html", form=form, shown=shown), form.status


@blueprint.get("/lista.<file_kind>")
@requires(Permission.FOUND_NETWORKS, asks_proof=True)
def file(file_kind: str) -> Response:
    """Who waits, and who was said no to, for another program."""
    return list_file(LIST, ApprovalSearchForm(request.args), file_kind)


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
