"""What is on at the venue: list it, put something on, take it off."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.offers.actions import add_offer, change_offer, end_offer, restore_offer
from webapp.core.offers.queries import listed_offer, offers_of_venue, own_offer
from webapp.pages.venue.offer_form import OfferForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import desk
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.http.addresses import number_in_address
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.endings import can_be_undone, flash_undoable
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.formats import local_name
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("program", __name__)
NAVIGATION: Final = (Link(Role.VENUE, 40, "program.offers", lazy_gettext("What is on")),)


@blueprint.get("/kohde/ohjelma")
@requires(Permission.PLAN_OFFERS)
def offers() -> ResponseReturnValue:
    """What is on. Its rows have buttons: what is typed stands on pages of its own, where none can drop it."""
    found = offers_of_venue(db(), desk(), today(), language=current_language())
    return render_template("venue/program.html", offers=found)


@blueprint.route("/kohde/lisaa-ohjelmaan", methods=["GET", "POST"])
@requires(Permission.PLAN_OFFERS)
def add() -> ResponseReturnValue:
    """Put something on, perhaps like something on the list."""
    pattern = number_in_address("malli")
    form = OfferForm.of(own_offer(db(), desk(), pattern)) if pattern else OfferForm()
    if form.validate_on_submit():
        with form.taking_refusals():
            offer = add_offer(db(), desk(), form.new_offer(), now=current_time())
            flash(gettext("%(name)s is on the list.", name=local_name(offer)), "success")
            return redirect(url_for("program.offers"), 303)
    return render_template("venue/add_offer.html", form=form), form.status


@blueprint.route("/kohde/ohjelma/<int:offer_id>", methods=["GET", "POST"])
@requires(Permission.PLAN_OFFERS)
def change(offer_id: int) -> ResponseReturnValue:
    """Change something on the list."""
    form = OfferForm.of(listed_offer(db(), desk(), offer_id))
    if form.validate_on_submit():
        with form.taking_refusals():
            offer = change_offer(db(), desk(), offer_id, new=form.new_offer(), now=current_time())
            flash(gettext("%(name)s has been changed.", name=local_name(offer)), "success")
            return redirect(url_for("program.offers"), 303)
    return render_template("venue/offer.html", form=form, offer_id=offer_id), form.status


@blueprint.post("/kohde/ohjelma/<int:offer_id>/poista")
@requires(Permission.PLAN_OFFERS)
@can_be_undone(by="program.restore")
def end(offer_id: int) -> ResponseReturnValue:
    """Take something off the list."""
    offer = end_offer(db(), desk(), offer_id, now=current_time())
    said = gettext("%(name)s is off the list.", name=local_name(offer))
    flash_undoable(said, url_for("program.restore", offer_id=offer_id))
    return redirect(url_for("program.offers"), 303)


@blueprint.post("/kohde/ohjelma/<int:offer_id>/palauta")
@requires(Permission.PLAN_OFFERS)
def restore(offer_id: int) -> ResponseReturnValue:
    """Put something on the list again after all."""
    offer = restore_offer(db(), desk(), offer_id, now=current_time())
    flash(gettext("%(name)s is on the list.", name=local_name(offer)), "success")
    return redirect(url_for("program.offers"), 303)
