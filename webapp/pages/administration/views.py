"""The national office: the country's figures and card codes."""

import csv
from io import StringIO
from typing import Final

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from webapp.core.accounts.roles import Permission, Role
from webapp.core.calendar import day_in_finland
from webapp.core.cards.batches import LARGEST_BATCH, batch_codes, batches_found, one_batch
from webapp.core.cards.batches import hand_over_batch as mark_handed_over
from webapp.core.cards.batches import import_series as take_in_series
from webapp.core.cards.batches import make_batch as make_codes
from webapp.core.cards.models import CodeBatch
from webapp.core.devices.queries import devices_needing_attention
from webapp.core.identifiers import new_id
from webapp.core.lists.reading import Listed
from webapp.core.material.approvals import count_orders_waiting
from webapp.core.networks.queries import all_networks
from webapp.core.partners.queries import coordinating_offices
from webapp.core.statistics.figures import country_figures
from webapp.pages.administration.forms import BatchForm, BatchSearchForm, ImportForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.charts import month_chart
from webapp.plumbing.rendering.lists import Cell, Column, ListOf, list_file, shown_list
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.rendering.periods import chosen_year, year_before, year_period, years_to_choose
from webapp.plumbing.words.formats import local_name, show_day
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("administration", __name__, url_prefix="/keskus")
NAVIGATION: Final = (
    Link(Role.NATIONAL_OFFICE, 10, "administration.country", _("The country")),
    Link(Role.NATIONAL_OFFICE, 40, "administration.batches", _("Card codes")),
)


@blueprint.get("/")
@requires(Permission.SEE_COUNTRY)
def country() -> str:
    """The country in a year."""
    year = chosen_year(request.args.get("vuosi", ""))
    period = year_period(year)
    language = current_language()
    figures = country_figures(db(), staff(), period, language=language)
    return render_template(
        "administration/country.html",
        figures=figures,
        before=country_figures(db(), staff(), year_before(period), language=language),
        chart=month_chart(figures.by_month),
        networks=all_networks(db(), language=language),
        coordinators=coordinating_offices(db(), language=language),
        phones=devices_needing_attention(db(), staff(), now=current_time(), language=language),
        orders_waiting=count_orders_waiting(db(), staff()),
        year=year,
        years=years_to_choose(),
    )


def _named(batch: CodeBatch) -> Cell:
    return Cell(_called(batch), url_for("administration.batch", batch_id=batch.id))


def _called(batch: CodeBatch) -> str:
    return str(gettext("Batch %(id)s", id=batch.id))


def _handed_over(batch: CodeBatch) -> Cell:
    if batch.handed_over_at is None:
        return Cell("", tags=[(_("Not handed over yet"), "warning")])
    return Cell(show_day(batch.handed_over_at))


def _found(form: BatchSearchForm) -> Listed[CodeBatch]:
    return batches_found(staff(), form.search(), language=current_language())


BATCHES: Final = ListOf(
    "batches",
    (
        Column("batch", _("Batch"), _called, _named),
        Column("letter", _("Letter"), lambda one: one.letter),
        Column("network", _("Network"), lambda one: local_name(one.network)),
        Column("size", _("Codes"), lambda one: one.size, is_number=True),
        Column("registered", _("In use"), lambda one: one.registered, is_number=True),
        Column("made", _("Made or taken in"), lambda one: day_in_finland(one.made_at)),
        Column("handed_over", _("Handed over"), lambda one: one.handed_over_at, _handed_over),
    ),
    _found,
    "administration.batches_file",
)


def _search() -> BatchSearchForm:
    return BatchSearchForm(request.args).offer_networks(all_networks(db(), language=current_language()))


@blueprint.get("/tunnukset")
@requires(Permission.MAKE_CODES)
def batches() -> ResponseReturnValue:
    """Every batch of codes, a page at a time."""
    form = _search()
    shown = shown_list(BATCHES, form)
    return render_template("administration/batches.html", form=form, shown=shown), form.status


@blueprint.get("/tunnukset/lista.<file_kind>")
@requires(Permission.MAKE_CODES, asks_proof=True)
def batches_file(file_kind: str) -> Response:
    """The batches for another program; their codes have a file of their own."""
    return list_file(BATCHES, _search(), file_kind)


@blueprint.route("/tunnukset/uusi", methods=["GET", "POST"])
@requires(Permission.MAKE_CODES, asks_proof=True)
def make_batch() -> ResponseReturnValue:
    """Make new codes."""
    form = BatchForm(order_id=str(new_id(current_time())))
    form.offer_networks()
    form.offer_letters()
    if form.validate_on_submit():
        with form.taking_refusals():
            batch = make_codes(db(), staff(), form.order(), now=current_time())
            flash(gettext("The codes have been made."), "success")
            return redirect(url_for("administration.batch", batch_id=batch.id), 303)
    return render_template("administration/make_batch.html", form=form, largest=LARGEST_BATCH), form.status


@blueprint.route("/tunnukset/tuonti", methods=["GET", "POST"])
@requires(Permission.MAKE_CODES, asks_proof=True)
def import_series() -> ResponseReturnValue:
    """Take in an old series."""
    form = ImportForm()
    form.offer_networks()
    if form.validate_on_submit():
        with form.taking_refusals():
            batch = take_in_series(
                db(), staff(), network_id=int(form.network.data), rows=form.rows(), now=current_time()
            )  # fmt: skip
            flash(gettext("The series has been taken in."), "success")
            return redirect(url_for("administration.batch", batch_id=batch.id), 303)
    return render_template("administration/import_series.html", form=form), form.status


@blueprint.get("/tunnukset/<int:batch_id>")
@requires(Permission.MAKE_CODES)
def batch(batch_id: int) -> str:
    """One batch."""
    return render_template("administration/batch.html", batch=one_batch(db(), staff(), batch_id))


@blueprint.post("/tunnukset/<int:batch_id>/toimitettu")
@requires(Permission.MAKE_CODES)
def hand_over_batch(batch_id: int) -> ResponseReturnValue:
    """Mark a batch handed over."""
    mark_handed_over(db(), staff(), batch_id, now=current_time())
    flash(gettext("The batch is marked as handed over."), "success")
    return redirect(url_for("administration.batch", batch_id=batch_id), 303)


@blueprint.post("/tunnukset/<int:batch_id>/tunnukset.csv")
@requires(Permission.MAKE_CODES, asks_proof=True)
def batch_csv(batch_id: int) -> Response:
    """A batch's codes as CSV. A POST: the download is written to the log."""
    codes = batch_codes(db(), staff(), batch_id, now=current_time())
    file = StringIO()
    csv.writer(file).writerows([("code",), *((code,) for code in codes)])
    headers = {"Content-Disposition": f'attachment; filename="kaikukortti-{batch_id}.csv"'}
    return Response(file.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)
