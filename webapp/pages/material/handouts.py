"""Material handed out, and the distribution table: which partner got how much of what, and when."""

import uuid
from collections.abc import Sequence
from typing import Any, Final

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webapp.core.accounts.roles import Permission
from webapp.core.errors import NotFoundError
from webapp.core.lists.reading import FromTables
from webapp.core.material.distribution import PartnersMaterial, distribution_table, kinds_handed_out
from webapp.core.material.events import MaterialTableDownloaded
from webapp.core.material.handouts import (
    NewHandout,
    hand_out,
    handout_with_id,
    left_at_network,
    partners_to_supply,
)
from webapp.core.material.models import MaterialHandout
from webapp.core.material.rules import MaterialKind
from webapp.core.material.stocks import portions_of, stock_of_partner, supplied_partner, write_stock
from webapp.core.partners.models import Organisation
from webapp.core.partners.queries import looked_after_network
from webapp.pages.material.handouts_form import HandoutForm
from webapp.pages.material.stock_form import StockForm, TableSearchForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.log_notes import note
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time
from webapp.plumbing.documents.tables import KINDS, Table, table_file
from webapp.plumbing.http.addresses import page_in_address
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.endings import Question, ask, asks_itself, is_confirmed
from webapp.plumbing.rendering.pages import neighbours
from webapp.plumbing.words.features.material import MATERIAL_KINDS
from webapp.plumbing.words.formats import local_name, show_number
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("material_handouts", __name__)


@blueprint.route("/verkosto/<int:network_id>/materiaali/jako/<uuid:handout_id>", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PARTNERS)
@asks_itself
def handout(network_id: int, handout_id: uuid.UUID) -> ResponseReturnValue:
    """Write who got how much, or write it anew; more than there is only after a question."""
    found = handout_with_id(db(), staff(), network_id, handout_id=handout_id)
    form = HandoutForm.of(_partners(network_id, found), found, _asked_for())
    if form.validate_on_submit():
        with form.taking_refusals():
            new = form.new_handout(handout_id, is_meant_beyond=is_confirmed())
            left = left_at_network(db(), staff(), network_id, new=new)
            if new.total > left and not is_confirmed():
                return ask(_beyond(network_id, new, left))
            hand_out(db(), staff(), network_id, new=new, now=current_time())
            flash(gettext("Saved."), "success")
            return redirect(url_for("material_handouts.table", network_id=network_id), 303)
    body = render_template(
        "material/handout.html",
        network=looked_after_network(db(), staff(), network_id),
        form=form,
        handout=found,
    )
    return body, form.status


@blueprint.get("/verkosto/<int:network_id>/materiaali/jakelu")
@requires(Permission.LOOK_AFTER_PARTNERS)
def table(network_id: int) -> str:
    """The distribution table, a page at a time."""
    form = TableSearchForm(request.args)
    listed = _listed(network_id, form)
    found = listed.page(db(), listed.usual, page_in_address())
    return render_template(
        "material/table.html",
        network=looked_after_network(db(), staff(), network_id),
        form=form,
        found=found,
        kinds=kinds_handed_out(db(), network_id),
        pages=neighbours(found, "before", "after", filters={"network_id": network_id, **form.filters()}),
        file_kinds=KINDS,
    )


@blueprint.get("/verkosto/<int:network_id>/materiaali/jakelu.<file_kind>")
@requires(Permission.LOOK_AFTER_PARTNERS)
def download(network_id: int, file_kind: str) -> Response:
    """The whole table that a search finds: amount and last day of every kind."""
    if file_kind not in KINDS:
        raise NotFoundError
    listed = _listed(network_id, TableSearchForm(request.args))
    partners, kinds = listed.everything(db(), listed.usual), kinds_handed_out(db(), network_id)
    note(MaterialTableDownloaded(network_id, len(partners)))
    head = [gettext("Partner"), gettext("Municipality")]
    for kind in kinds:
        head += [str(MATERIAL_KINDS[kind]), gettext("%(kind)s, last", kind=MATERIAL_KINDS[kind])]
    rows = [_cells(one, kinds) for one in partners]
    return table_file(Table(head, rows), gettext("material"), file_kind)


def _listed(network_id: int, form: TableSearchForm) -> FromTables[PartnersMaterial]:
    word, language = form.word.data or "", current_language()
    return distribution_table(db(), staff(), network_id, word=word, language=language)


@blueprint.get("/materiaali/kumppani/<int:partner_id>")
@requires(Permission.LOOK_AFTER_PARTNERS)
def partner(partner_id: int) -> str:
    """What a partner got and has."""
    found = supplied_partner(db(), staff(), partner_id)
    return render_template(
        "material/partner.html",
        partner=found,
        lines=stock_of_partner(db(), staff(), partner_id),
        portions=portions_of(db(), staff(), partner_id),
    )


@blueprint.route("/materiaali/kumppani/<int:partner_id>/<material_kind>", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PARTNERS)
def stock(partner_id: int, material_kind: str) -> ResponseReturnValue:
    """Write when a partner runs low on one kind, and how many it has."""
    if material_kind not in set(MaterialKind):
        raise NotFoundError
    kind = MaterialKind(material_kind)
    found = supplied_partner(db(), staff(), partner_id)
    line = next(one for one in stock_of_partner(db(), staff(), partner_id) if one.kind is kind)
    form = StockForm(data={"low_at": line.stock.low_at, "counted": line.stock.counted})
    if form.validate_on_submit():
        with form.taking_refusals():
            write_stock(db(), staff(), partner_id, new=form.new_stock(kind), now=current_time())
            flash(gettext("Saved."), "success")
            return redirect(url_for("material_handouts.partner", partner_id=partner_id), 303)
    return render_template("material/stock.html", form=form, partner=found, line=line), form.status


def _partners(network_id: int, found: MaterialHandout | None) -> list[Organisation]:
    """Those that are along, and those that got some then, wherever they are now."""
    along = list(partners_to_supply(db(), staff(), network_id, language=current_language()))
    known = {one.id for one in along}
    gone = [] if found is None else [one.organisation for one in found.portions]
    return along + [one for one in gone if one.id not in known]


def _asked_for() -> dict[str, Any]:
    """The kind that a link asks for."""
    kind = request.args.get("kind", "")
    return {"kind": kind} if kind in set(MaterialKind) else {}


def _beyond(network_id: int, new: NewHandout, left: int) -> Question:
    told = gettext(
        "By what has been written down there are %(left)s left, and you hand out %(wanted)s.",
        left=show_number(max(0, left)),
        wanted=show_number(new.total),
    )
    why = gettext("It may be that some came of which nothing has been written.")
    back = url_for("material_handouts.handout", network_id=network_id, handout_id=new.id)
    return Question(gettext("Hand out more than there is?"), [told, why], gettext("Yes, save it so"), back)


def _cells(row: PartnersMaterial, kinds: Sequence[MaterialKind]) -> list[Any]:
    municipality = row.partner.municipality
    cells: list[Any] = [local_name(row.partner), local_name(municipality) if municipality else ""]
    for kind in kinds:
        got = row.got.get(kind)
        cells += [got.total, got.last_on] if got else [None, None]
    return cells
