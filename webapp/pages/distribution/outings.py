"""Group outings: announce one, see by code who comes along, cancel it."""

import uuid
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.identifiers import new_id
from webapp.core.outings.actions import announce_outing, cancel_outing, change_outing
from webapp.core.outings.queries import (
    can_be_cancelled,
    cards_along,
    latest_outing,
    own_outing,
    own_outings,
    venues_to_choose,
)
from webapp.pages.distribution.outings_form import OutingForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.addresses import id_in_address
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.endings import Question, asks_first
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.formats import local_text
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("distribution_outings", __name__, url_prefix="/jakaja/retket")
NAVIGATION: Final = (Link(Role.DISTRIBUTOR, 40, "distribution_outings.outings", lazy_gettext("Outings")),)


@blueprint.get("")
@requires(Permission.ANNOUNCE_OUTINGS)
def outings() -> str:
    """The outings that this distributor announced, the next one first."""
    now = current_time()
    found = own_outings(db(), staff(), now=now)
    return render_template("distribution/outings.html", outings=found, now=now)


@blueprint.route("/uusi", methods=["GET", "POST"])
@requires(Permission.ANNOUNCE_OUTINGS)
def announce() -> ResponseReturnValue:
    """Announce an outing."""
    pattern, new = id_in_address("malli"), str(new_id(current_time()))
    form = (
        OutingForm.beginning_as(own_outing(db(), staff(), pattern), new)
        if pattern
        else OutingForm.after(latest_outing(db(), staff()), new)
    )
    form.write_first(request.args.get("kieli", ""))
    form.offer_venues(venues_to_choose(db(), staff().network_id, language=current_language()))
    if form.validate_on_submit():
        with form.taking_refusals():
            outing = announce_outing(db(), staff(), form.new_outing(), now=current_time())
            flash(gettext("The outing has been announced. Cardholders see it in OmaKaiku."), "success")
            return redirect(url_for("distribution_outings.outing", outing_id=outing.id), 303)
    page = render_template("distribution/announce_outing.html", form=form)
    return page, form.status


@blueprint.get("/<uuid:outing_id>")
@requires(Permission.ANNOUNCE_OUTINGS)
def outing(outing_id: uuid.UUID) -> str:
    """One outing, and the cards that come along."""
    found = own_outing(db(), staff(), outing_id)
    cards = cards_along(db(), staff(), outing_id)
    return render_template("distribution/outing.html", outing=found, cards=cards, now=current_time())


@blueprint.route("/<uuid:outing_id>/muuta", methods=["GET", "POST"])
@requires(Permission.ANNOUNCE_OUTINGS)
def change(outing_id: uuid.UUID) -> ResponseReturnValue:
    """Change an outing that is still to come."""
    form = OutingForm.of(own_outing(db(), staff(), outing_id))
    form.write_first(request.args.get("kieli", ""))
    form.offer_venues(venues_to_choose(db(), staff().network_id, language=current_language()))
    if form.validate_on_submit():
        with form.taking_refusals():
            change_outing(db(), staff(), form.new_outing(outing_id), now=current_time())
            flash(gettext("The outing has been changed. Those who come along see it in OmaKaiku."), "success")
            return redirect(_address(outing_id), 303)
    page = render_template("distribution/change_outing.html", form=form, outing_id=outing_id)
    return page, form.status


def _cancelling(outing_id: uuid.UUID) -> Question | ResponseReturnValue:
    found = own_outing(db(), staff(), outing_id)
    if not can_be_cancelled(found, now=current_time()):
        said = gettext("The outing had been cancelled already.")
        if found.cancelled_at is None:
            said = gettext("The outing has already begun. It cannot be cancelled any more.")
        flash(said, "info")
        return redirect(_address(outing_id), 303)
    cards = len(cards_along(db(), staff(), outing_id))
    return Question(
        gettext("Cancel the outing %(title)s?", title=local_text(found.title)),
        [
            ngettext("%(num)s card comes along", "%(num)s cards come along", cards),
            gettext("Those who have joined see in OmaKaiku that it is cancelled. It cannot be opened again."),
        ],
        gettext("Yes, cancel it"),
        _address(outing_id),
    )


@blueprint.route("/<uuid:outing_id>/peru", methods=["GET", "POST"])
@requires(Permission.ANNOUNCE_OUTINGS)
@asks_first(_cancelling)
def cancel(outing_id: uuid.UUID) -> ResponseReturnValue:
    """Call an outing off."""
    found = cancel_outing(db(), staff(), outing_id, now=current_time())
    if found.cancelled_at is not None:
        flash(gettext("The outing has been cancelled. Those who had joined see it in OmaKaiku."), "success")
    return redirect(_address(outing_id), 303)


def _address(outing_id: uuid.UUID) -> str:
    return url_for("distribution_outings.outing", outing_id=outing_id)
