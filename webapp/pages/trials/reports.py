"""The figures of a trial: looked at, handed in, printed and taken along as PDF."""

import uuid
from typing import Final

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webapp.core.accounts.roles import Permission
from webapp.core.identifiers import new_id
from webapp.core.statistics.figures import figures_of_network
from webapp.core.trials.events import TrialReportDownloaded
from webapp.core.trials.queries import running_network
from webapp.core.trials.reports import NewReport, hand_in_report, report_with_id, reports_of, trial_began_on
from webapp.core.trials.rules import ReportKind
from webapp.pages.trials.report_document import figure_rows, report_document
from webapp.pages.trials.reports_form import ReportForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.log_notes import note
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.documents.pdf import pdf_answer
from webapp.plumbing.http.transaction import db
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("trial_reports", __name__, url_prefix="/verkosto/<int:network_id>/kokeilu/luvut")


@blueprint.get("")
@requires(Permission.LOOK_AFTER_PARTNERS)
def figures(network_id: int) -> ResponseReturnValue:
    """Choose the days; their figures; and what has been handed in."""
    asked = bool(request.args)
    form = ReportForm(request.args) if asked else _form_of_trial(network_id)
    period = form.period() if asked and form.validate() else None
    return _page(network_id, form, shown=period is not None)


@blueprint.route("/<uuid:report_id>", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PARTNERS)
def report(network_id: int, report_id: uuid.UUID) -> ResponseReturnValue:
    """Hand in the figures of the days chosen; or look at what was handed in."""
    form = ReportForm()
    if request.method == "POST":
        if not form.validate():
            return _page(network_id, form, shown=False)
        with form.taking_refusals():
            new = NewReport(report_id, form.which(), form.period())
            hand_in_report(db(), staff(), network_id, new=new, now=current_time())
            flash(gettext("The figures have been handed in."), "success")
            return redirect(url_for("trial_reports.report", network_id=network_id, report_id=report_id), 303)
        return _page(network_id, form, shown=False)
    found = report_with_id(db(), staff(), network_id, report_id=report_id)
    rows = figure_rows(found.figures)
    return render_template("trials/report.html", report=found, rows=rows)


@blueprint.get("/<uuid:report_id>.pdf")
@requires(Permission.LOOK_AFTER_PARTNERS)
def report_pdf(network_id: int, report_id: uuid.UUID) -> Response:
    """What was handed in, to print or to send on."""
    found = report_with_id(db(), staff(), network_id, report_id=report_id)
    note(TrialReportDownloaded(network_id))
    return pdf_answer(report_document(found), f"kaikukortti-{found.kind}-{found.figures.period.last_day}")


def _form_of_trial(network_id: int) -> ReportForm:
    running = running_network(db(), staff(), network_id, year=today().year, today=today())
    ends_on = running.trial_ends_on
    has_ended = ends_on is not None and ends_on < today()
    return ReportForm(
        formdata=None,
        data={
            "kind": ReportKind.FINAL if has_ended else ReportKind.INTERIM,
            "first_day": trial_began_on(db(), running),
            "last_day": ends_on if has_ended else today(),
        },
    )


def _page(network_id: int, form: ReportForm, *, shown: bool) -> ResponseReturnValue:
    language = current_language()
    found = reports_of(db(), staff(), network_id)
    counted = (
        figures_of_network(db(), staff(), network_id, period=form.period(), language=language)
        if shown
        else None
    )
    running = running_network(db(), staff(), network_id, year=today().year, today=today())
    body = render_template(
        "trials/figures.html",
        network=running.network,
        form=form,
        figures=counted,
        rows=figure_rows(counted) if counted else [],
        reports=found,
        report_id=new_id(current_time()),
    )
    return body, form.status
