"""The national office tells of exceptions to the operating model."""

import uuid
from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.commitments.exceptions import (
    add_exception,
    change_exception,
    exception_to_change,
    exceptions_to_model,
)
from webapp.core.identifiers import new_id
from webapp.core.networks.queries import all_networks
from webapp.core.outings.queries import venues_to_choose
from webapp.pages.commitments.exceptions_form import ExceptionForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("exceptions", __name__, url_prefix="/keskus/poikkeukset")
NAVIGATION: Final = (
    Link(Role.NATIONAL_OFFICE, 65, "exceptions.exceptions", lazy_gettext("Exceptions"), rare=True),
)


@blueprint.get("")
@requires(Permission.KEEP_MODEL)
def exceptions() -> str:
    """All of them, to be changed."""
    found = exceptions_to_model(db(), today())
    return render_template("commitments/exceptions.html", found=found)


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
    form = ExceptionForm.of(exception_to_change(db(), staff(), exception_id))
    _offer_places(form)
    if form.validate_on_submit():
        with form.taking_refusals():
            change_exception(db(), staff(), exception_id, new=form.new_exception(), now=current_time())
            flash(gettext("Saved."), "success")
            return redirect(url_for("exceptions.exceptions"), 303)
    return render_template("commitments/exception.html", form=form, is_new=False), form.status


def _offer_places(form: ExceptionForm) -> None:
    language = current_language()
    form.offer_places(all_networks(db(), language=language), venues_to_choose(db(), None, language=language))
