"""What the venue has recorded before: search it, look at one visit, correct it."""

import uuid
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.cards.models import Card
from webapp.core.cards.validity import CardKind
from webapp.core.offers.queries import offers_of_day
from webapp.core.visits.events import HistoryRead
from webapp.core.visits.looking_back.earlier import VisitPage, earlier_visits, own_visit
from webapp.core.visits.models import Visit
from webapp.core.visits.recording.corrections import most_children_after
from webapp.core.visits.recording.forms import correct_visit
from webapp.pages.venue.forms import CorrectForm, SearchForm, UndoForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.log_notes import note
from webapp.plumbing.access.staff import desk
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.addresses import page_in_address
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.forms import UNPROCESSABLE
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.rendering.pages import neighbours
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("history", __name__)
NAVIGATION: Final = (Link(Role.VENUE, 30, "history.earlier", lazy_gettext("Earlier visits")),)


@blueprint.get("/kohde/aiemmat")
@requires(Permission.CORRECT_VISITS)
def earlier() -> ResponseReturnValue:
    """Earlier visits, a page at a time."""
    form = SearchForm(formdata=request.args)
    found: VisitPage | None = None
    if form.validate():
        with form.taking_refusals():
            page = page_in_address()
            found = earlier_visits(db(), desk(), form.search(page))
    filters = {name: request.args[name] for name in SearchForm.filters if request.args.get(name)}
    if found:
        note(HistoryRead())
    pages = neighbours(found, "newer", "older", filters=filters) if found else {}
    body = render_template("venue/earlier.html", form=form, found=found, pages=pages)
    return body, 200 if found else UNPROCESSABLE


@blueprint.route("/kohde/kirjaukset/<uuid:visit_id>", methods=["GET", "POST"])
@requires(Permission.CORRECT_VISITS)
def visit(visit_id: uuid.UUID) -> ResponseReturnValue:
    """One visit, and its correction."""
    found = own_visit(db(), desk(), visit_id)
    note(HistoryRead())
    form = CorrectForm()
    if not form.is_submitted():
        form.show(found)
    elif form.validate():
        with form.taking_refusals():
            correct_visit(db(), desk(), visit_id, correction=form.correction(), now=current_time())
            flash(gettext("The visit has been corrected."), "success")
            return redirect(url_for("history.visit", visit_id=visit_id), 303)
    return _visit_page(found, form), form.status


def _visit_page(found: Visit, form: CorrectForm) -> str:
    offers = list(offers_of_day(db(), desk(), found.happened_day, language=current_language()))
    if found.offer is not None and found.offer not in offers:
        offers.append(found.offer)  # it was on when the visit was recorded
    form.show_offers(offers)
    return render_template(
        "venue/visit.html",
        visit=found,
        form=form,
        undo_form=UndoForm(formdata=None),
        most_children=max(found.children, _most_children(found.card)),
        others=[one for one in found.group if one.id != found.id],
    )


def _most_children(card: Card | None) -> int:
    return most_children_after(CardKind(card.kind) if card else None, card.children if card else 0)
