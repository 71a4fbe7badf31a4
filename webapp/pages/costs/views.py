"""A year's costs: sum, rule, everybody's share, letters and files; and the populations behind them."""

from typing import Final

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.costs.events import CostLetterDownloaded, CostSharesDownloaded
from webapp.core.costs.populations import keep_populations, populations_in, populations_read
from webapp.core.costs.rules import FIRST_YEAR, LAST_YEAR
from webapp.core.costs.years import (
    CostTable,
    cost_table,
    cost_year,
    cost_years,
    settle_cost_year,
    write_cost_year,
)
from webapp.core.errors import NotFoundError, RefusedError
from webapp.pages.costs.files import letter_of, shares_file
from webapp.pages.costs.forms import CostYearForm, PopulationForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.log_notes import note
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.documents.pdf import pdf_answer
from webapp.plumbing.documents.tables import KINDS
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.endings import Question, asks_first
from webapp.plumbing.rendering.forms import flashing_refusals
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("costs", __name__, url_prefix="/keskus/kustannukset")
NAVIGATION: Final = (Link(Role.NATIONAL_OFFICE, 18, "costs.years", lazy_gettext("Costs"), rare=True),)


@blueprint.get("")
@requires(Permission.SHARE_COSTS)
def years() -> str:
    """Every year, and the next ones to write."""
    written = cost_years(db(), staff())
    known = {one.year for one in written}
    new = [year for year in (today().year, today().year + 1) if year not in known]
    return render_template("costs/years.html", years=written, new=new)


@blueprint.route("/<int:year>", methods=["GET", "POST"])
@requires(Permission.SHARE_COSTS)
def one_year(year: int) -> ResponseReturnValue:
    """A year's sum and rule, and what everybody pays."""
    _must_be(year)
    found = cost_year(db(), staff(), year)
    form = CostYearForm.of(found)
    if form.validate_on_submit():
        with form.taking_refusals():
            write_cost_year(db(), staff(), year, rule=form.rule(), now=current_time())
            flash(gettext("Saved."), "success")
            return redirect(url_for("costs.one_year", year=year), 303)
    table = _table_or_none(year) if found is not None else None
    body = render_template("costs/year.html", form=form, year=year, found=found, table=table)
    return body, form.status


def _ask(year: int) -> Question:
    _table(year)
    return Question(
        gettext("Settle the year %(year)s?", year=year),
        [
            gettext("Everybody’s share is kept as it is now, whatever becomes of populations and networks."),
            gettext("Then the letters can be sent."),
        ],
        gettext("Yes, settle"),
        url_for("costs.one_year", year=year),
    )


@blueprint.route("/<int:year>/vahvista", methods=["GET", "POST"])
@requires(Permission.SHARE_COSTS, asks_proof=True)
@asks_first(_ask)
def settle(year: int) -> ResponseReturnValue:
    """Let the shares stand."""
    with flashing_refusals():
        settle_cost_year(db(), staff(), year, now=current_time())
        flash(gettext("The year is settled."), "success")
    return redirect(url_for("costs.one_year", year=year), 303)


@blueprint.get("/<int:year>.<file_kind>")
@requires(Permission.SHARE_COSTS, asks_proof=True)
def file(year: int, file_kind: str) -> Response:
    """The shares for another program."""
    if file_kind not in KINDS:
        raise NotFoundError
    table = _table(year)
    note(CostSharesDownloaded(year, len(table.shares)))
    return shares_file(table, file_kind)


@blueprint.get("/<int:year>/kirje/<payer_kind>/<payer_code>.pdf")
@requires(Permission.SHARE_COSTS)
def letter(year: int, payer_kind: str, payer_code: str) -> Response:
    """The letter of one payer, once the year is settled."""
    table = _table(year)
    share = next((one for one in table.shares if (one.kind, one.code) == (payer_kind, payer_code)), None)
    settled_at = table.year.settled_at
    if share is None or settled_at is None:
        raise NotFoundError
    note(CostLetterDownloaded(year, payer_code))
    return pdf_answer(letter_of(table, share, settled_at), f"kaikukortti-{year}-{payer_code}")


@blueprint.route("/vakiluvut/<int:year>", methods=["GET", "POST"])
@requires(Permission.SHARE_COSTS)
def populations(year: int) -> ResponseReturnValue:
    """How many persons live where in a year, and a box to paste them into."""
    _must_be(year)
    form = PopulationForm()
    if form.validate_on_submit():
        with form.taking_refusals():
            persons = populations_read(db(), form.rows(), "populations")
            number = keep_populations(db(), staff(), year, persons=persons, now=current_time())
            said = ngettext("%(num)s municipality changed.", "%(num)s municipalities changed.", number)
            flash(said, "success")
            return redirect(url_for("costs.populations", year=year), 303)
    found = populations_in(db(), staff(), year, language=current_language())
    return render_template("costs/populations.html", form=form, year=year, found=found), form.status


def _must_be(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFoundError


def _table(year: int) -> CostTable:
    found = _table_or_none(year)
    if found is None:
        raise NotFoundError
    return found


def _table_or_none(year: int) -> CostTable | None:
    try:
        return cost_table(db(), staff(), year, language=current_language())
    except RefusedError:  # nobody to share with yet; the page says so
        return None
