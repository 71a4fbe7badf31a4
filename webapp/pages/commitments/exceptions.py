"""The national office tells of exceptions to the operating model."""

import uuid
from typing import Final

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from webapp.core.accounts.roles import Permission, Role
from webapp.core.commitments.exceptions import (
    add_exception,
    change_exception,
    exception_to_change,
    exceptions_found,
)
from webapp.core.commitments.models import ModelException
from webapp.core.identifiers import new_id
from webapp.core.lists.reading import Listed
from webapp.core.networks.queries import all_networks
from webapp.core.outings.queries import venues_to_choose
from webapp.core.partners.models import Organisation
from webapp.pages.commitments.exceptions_form import ExceptionForm, ExceptionSearchForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.lists import Cell, Column, ListOf, list_file, shown_list
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.formats import breaking_name, local_name, local_text, show_day
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("exceptions", __name__, url_prefix="/keskus/poikkeukset")
NAVIGATION: Final = (Link(Role.NATIONAL_OFFICE, 65, "exceptions.exceptions", _("Exceptions"), rare=True),)


def _where(one: ModelException) -> str:
    place = one.venue or one.network
    return local_name(place) if place else gettext("The whole country")


def _named(one: ModelException) -> Cell:
    place = one.venue or one.network
    name = breaking_name(place) if place else gettext("The whole country")
    return Cell(name, url_for("exceptions.change", exception_id=one.id))


def _ends_on(one: ModelException) -> Cell:
    return Cell(show_day(one.ends_on), tags=[(_("Past"), "neutral")] if one.ends_on < today() else [])


def _found(form: ExceptionSearchForm) -> Listed[ModelException]:
    return exceptions_found(db(), staff(), form.search(), today=today(), language=current_language())


LIST: Final = ListOf(
    "exceptions",
    (
        Column("where", _("Where"), _where, _named),
        Column("starts_on", _("First day"), lambda one: one.starts_on),
        Column("ends_on", _("Last day"), lambda one: one.ends_on, _ends_on),
        Column("reason", _("Reason"), lambda one: local_text(one.reason)),
    ),
    _found,
    "exceptions.file",
)


@blueprint.get("")
@requires(Permission.KEEP_MODEL)
def exceptions() -> ResponseReturnValue:
    """All of them, to be changed."""
    form = ExceptionSearchForm(request.args)
    shown = shown_list(LIST, form)
    return render_template("commitments/exceptions.html", form=form, shown=shown), form.status


@blueprint.get("/lista.<file_kind>")
@requires(Permission.KEEP_MODEL, asks_proof=True)
def file(file_kind: str) -> Response:
    """The exceptions for another program."""
    return list_file(LIST, ExceptionSearchForm(request.args), file_kind)


@blueprint.route("/uusi", methods=["GET", "POST"])
@requires(Permission.KEEP_MODEL)
def add() -> ResponseReturnValue:
    """Tell of one more."""
    form = ExceptionForm(exception_id=str(new_id(current_time())), starts_on=today())
    _offer_places(form)
    if form.validate_on_submit():
        with form.taking_refusals():
            number = uuid.UUID(form.exception_id.data or "")
            add_exception(db(), staff(), number, new=form.new_exception(), now=current_time())
            flash(gettext("Saved. Everybody can read it."), "success")
            return redirect(url_for("exceptions.exceptions"), 303)
    return render_template("commitments/exception.html", form=form, is_new=True), form.status


@blueprint.route("/<uuid:exception_id>", methods=["GET", "POST"])
@requires(Permission.KEEP_MODEL)
def change(exception_id: uuid.UUID) -> ResponseReturnValue:
    """Let one be otherwise, or end earlier or later."""
    found = exception_to_change(db(), staff(), exception_id)
    form = ExceptionForm.of(found)
    _offer_places(form, found.venue)
    if form.validate_on_submit():
        with form.taking_refusals():
            change_exception(db(), staff(), exception_id, new=form.new_exception(), now=current_time())
            flash(gettext("Saved."), "success")
            return redirect(url_for("exceptions.exceptions"), 303)
    return render_template("commitments/exception.html", form=form, is_new=False), form.status


def _offer_places(form: ExceptionForm, own: Organisation | None = None) -> None:
    """Networks and active venues, and the exception's own venue, which may have ended since."""
    language = current_language()
    venues = venues_to_choose(db(), None, language=language)
    if own is not None and own not in venues:
        venues = [*venues, own]
    form.offer_places(all_networks(db(), language=language), venues)
