"""The national office keeps the versions of the operating model."""

from datetime import date
from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.commitments.versions import (
    change_version,
    publish_version,
    version_on,
    version_to_come,
    versions_of_model,
    withdraw_version,
)
from webapp.core.errors import NotFoundError
from webapp.pages.administration.model_form import VersionForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.endings import Question, asks_first
from webapp.plumbing.rendering.forms import flashing_refusals
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.formats import show_day

blueprint: Final = Blueprint("model", __name__, url_prefix="/keskus/toimintamalli")
NAVIGATION: Final = (
    Link(Role.NATIONAL_OFFICE, 17, "model.versions", lazy_gettext("Operating model"), rare=True),
)


@blueprint.get("")
@requires(Permission.KEEP_MODEL)
def versions() -> str:
    """Every version, with those that have not begun to change."""
    found = versions_of_model(db())
    return render_template("administration/model.html", versions=found, today=today())


@blueprint.route("/uusi", methods=["GET", "POST"])
@requires(Permission.KEEP_MODEL, asks_proof=True)
def publish() -> ResponseReturnValue:
    """Publish a version; it begins as the latest one is."""
    form = VersionForm.beginning_as(version_on(db(), date.max))
    if form.validate_on_submit():
        with form.taking_refusals():
            version = publish_version(db(), staff(), form.new_version(), now=current_time())
            flash(gettext("Published. It holds from %(day)s.", day=show_day(version.valid_from)), "success")
            return redirect(url_for("model.versions"), 303)
    return render_template("administration/model_version.html", form=form, version=None), form.status


@blueprint.route("/<version>/muuta", methods=["GET", "POST"])
@requires(Permission.KEEP_MODEL, asks_proof=True)
def change(version: str) -> ResponseReturnValue:
    """Let a version that has not begun say something else."""
    day = day_in_address(version)
    with flashing_refusals():
        found = version_to_come(db(), staff(), day, now=current_time())
        form = VersionForm.of(found)
        if form.validate_on_submit():
            with form.taking_refusals():
                change_version(db(), staff(), day, new=form.new_version(day), now=current_time())
                flash(gettext("Saved."), "success")
                return redirect(url_for("model.versions"), 303)
        return render_template("administration/model_version.html", form=form, version=found), form.status
    return redirect(url_for("model.versions"), 303)


def _withdrawing(version: str) -> Question | ResponseReturnValue:
    day = day_in_address(version)
    with flashing_refusals():
        version_to_come(db(), staff(), day, now=current_time())
        return Question(
            gettext("Take the version of %(day)s back?", day=show_day(day)),
            [
                gettext("It has not begun. Nobody can read it any more."),
                gettext("The version before it goes on."),
            ],
            gettext("Yes, take it back"),
            url_for("model.versions"),
        )
    return redirect(url_for("model.versions"), 303)


@blueprint.route("/<version>/peru", methods=["GET", "POST"])
@requires(Permission.KEEP_MODEL, asks_proof=True)
@asks_first(_withdrawing)
def withdraw(version: str) -> ResponseReturnValue:
    """Take back a version that has not begun."""
    with flashing_refusals():
        withdraw_version(db(), staff(), day_in_address(version), now=current_time())
        flash(gettext("The version has been taken back."), "success")
    return redirect(url_for("model.versions"), 303)


def day_in_address(typed: str) -> date:
    """A version's first day in an address; what is none is no page."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise NotFoundError from None
