"""Take the partners of a network in from a table: tried first, and then taken in whole or not at all."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Final

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import HiddenField
from wtforms.validators import ValidationError

from webapp.core.accounts.roles import Permission
from webapp.core.errors import NotFoundError
from webapp.core.lists.reading import Listed
from webapp.core.partners.importing import (
    COLUMNS,
    MOST_PARTNERS,
    PartnerImport,
    PartnerTable,
    WrongCell,
)
from webapp.core.partners.importing import import_partners as take_in
from webapp.core.partners.lists import ListedPartner, partners_to_download
from webapp.core.partners.queries import distributor_kinds, every_distributor_kind, looked_after_network
from webapp.core.tables.cells import Row, column_name
from webapp.core.tables.reading import read_pasted, read_table
from webapp.pages.partners.inviting import send_invitation
from webapp.pages.partners.partner_form import PartnerSearchForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time
from webapp.plumbing.documents.tables import KINDS, Table, table_file
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.endings import is_confirmed
from webapp.plumbing.rendering.forms import UNPROCESSABLE, Form
from webapp.plumbing.rendering.lists import ListOf, list_file
from webapp.plumbing.words.language import current_language
from webapp.plumbing.words.partner_table import cells, choices, headings, words_in_every_language
from webapp.plumbing.words.texts import sentence

blueprint: Final = Blueprint(
    "partner_import", __name__, url_prefix="/verkosto/<int:network_id>/kumppanit/tuonti"
)


class PartnerTableForm(Form):
    """A file with partners; once it has been tried, its rows come along with the page."""

    file = FileField(_("File with the partners"))
    table = HiddenField()

    def validate_file(self, field: FileField) -> None:
        """A file, or the rows of the one that was tried."""
        if not field.data and not self.table.data:
            raise ValidationError(_("Choose the file."))

    def rows(self) -> list[Row]:
        """The rows of a form that validated."""
        if not self.file.data:
            return list(read_pasted(self.table.data or ""))
        self.file.data.seek(0)
        return list(read_table(self.file.data.read()))


@blueprint.route("", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PARTNERS, asks_proof=True)
def import_partners(network_id: int) -> ResponseReturnValue:
    """Try a table, show what it would do, and take it in when that is confirmed."""
    looked_after_network(db(), staff(), network_id)
    form = PartnerTableForm()
    if form.validate_on_submit():
        with form.taking_refusals():
            rows = form.rows()
            table = PartnerTable(
                rows, words_in_every_language(every_distributor_kind(db())), is_dry=not is_confirmed()
            )
            done = take_in(db(), staff(), network_id, table=table, now=current_time())
            if done.wrong or table.is_dry:
                return _told(network_id, form, done=done, rows=rows)
            for invited in done.invited:
                send_invitation(invited)
            flash(_what_was_done(done), "success")
            return redirect(url_for("founding.partners", network_id=network_id), 303)
    return _page(network_id, form), form.status


def _told(
    network_id: int, form: PartnerTableForm, *, done: PartnerImport, rows: list[Row]
) -> ResponseReturnValue:
    """What a table would do, or every cell of it that is wrong."""
    db().rollback()
    status = UNPROCESSABLE if done.wrong else 200
    kept = "" if done.wrong else _written(rows)
    wrong = [(_place(one, rows[0]), sentence(one.refused)) for one in done.wrong]
    return _page(network_id, form, done=done, wrong=wrong, kept=kept), status


def _written(rows: list[Row]) -> str:
    """The rows as a text that read_pasted reads again."""
    file = StringIO()
    csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL).writerows(
        [c.text for c in row.cells] for row in rows
    )
    return file.getvalue()


def _place(wrong: WrongCell, head: Row) -> str:
    if wrong.column is None:
        return str(gettext("Row %(row)s", row=wrong.row))
    column, title = column_name(wrong.column), head.cell(wrong.column).text
    said = gettext("Row %(row)s, column %(column)s (%(title)s)", row=wrong.row, column=column, title=title)
    return str(said)


def _what_was_done(done: PartnerImport) -> str:
    counts = {"added": len(done.added), "changed": len(done.changed), "unchanged": done.unchanged}
    said = gettext("Taken in. Added: %(added)s. Changed: %(changed)s. As they were: %(unchanged)s.", **counts)
    if not done.invited:
        return str(said)
    return f"{said} {gettext('Invitations sent: %(invited)s.', invited=len(done.invited))}"


def _page(
    network_id: int, form: PartnerTableForm, *, done: PartnerImport | None = None,
    wrong: list[tuple[str, str]] | None = None, kept: str = "",
) -> str:  # fmt: skip
    return render_template(
        "partners/import_partners.html",
        network=looked_after_network(db(), staff(), network_id),
        form=form,
        done=done,
        wrong=wrong or [],
        kept=kept,
        most=MOST_PARTNERS,
        kinds=KINDS,
    )


@blueprint.get("/pohja.<file_kind>")
@requires(Permission.LOOK_AFTER_PARTNERS)
def template(network_id: int, file_kind: str) -> Response:
    """An empty table to fill in."""
    looked_after_network(db(), staff(), network_id)
    if file_kind not in KINDS:
        raise NotFoundError
    offered = {COLUMNS.index(column): words for column, words in choices(distributor_kinds(db())).items()}
    return table_file(Table(headings(), choices=offered), gettext("partners-template"), file_kind)


def _found(form: PartnerSearchForm) -> Listed[ListedPartner]:
    network_id = (request.view_args or {})["network_id"]
    return partners_to_download(db(), staff(), network_id, search=form.search(), language=current_language())


def _as_template(found: Sequence[ListedPartner]) -> Table:
    return Table(headings(), [cells(one.organisation, one.contacts) for one in found])


LIST: Final = ListOf("partners", (), _found, "partner_import.download", _as_template)
"""As its file has it: in the template's columns, so that it can be mended and taken in again."""


@blueprint.get("/lista.<file_kind>")
@requires(Permission.LOOK_AFTER_PARTNERS, asks_proof=True)
def download(network_id: int, file_kind: str) -> Response:  # noqa: ARG001 - the list's search has it of the address
    """The partners that a search finds, in the template's columns."""
    return list_file(LIST, PartnerSearchForm(request.args), file_kind)
