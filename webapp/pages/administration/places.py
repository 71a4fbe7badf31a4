"""Pop-up venues, and moving partners between networks: the national office's."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.networks.queries import all_municipalities, all_networks, municipalities_along
from webapp.core.partners.founding import add_pop_up_venue
from webapp.core.partners.models import OrganisationKind
from webapp.core.partners.moving import move_partner, partner_to_move
from webapp.core.partners.queries import all_pop_up_venues
from webapp.pages.administration.places_form import MoveForm
from webapp.pages.partners.partner_form import VenueForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.formats import local_name
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("pop_ups", __name__)
NAVIGATION: Final = (
    Link(Role.NATIONAL_OFFICE, 18, "pop_ups.pop_ups", lazy_gettext("Pop-up venues"), rare=True),
)


@blueprint.get("/keskus/pop-up")
@requires(Permission.FOUND_NETWORKS)
def pop_ups() -> str:
    """The venues outside the networks."""
    found = all_pop_up_venues(db(), language=current_language())
    return render_template("administration/pop_ups.html", venues=found)


@blueprint.route("/keskus/pop-up/uusi", methods=["GET", "POST"])
@requires(Permission.FOUND_NETWORKS, asks_proof=True)
def add_pop_up() -> ResponseReturnValue:
    """Take one along."""
    form = VenueForm()
    form.offer_everywhere(all_municipalities(db(), language=current_language()))
    if form.validate_on_submit():
        with form.taking_refusals():
            new = form.new_partner(OrganisationKind.VENUE)
            venue = add_pop_up_venue(db(), staff(), new=new, now=current_time())
            said = gettext("%(name)s is along. Invite its contact person next.", name=local_name(venue))
            flash(said, "success")
            return redirect(url_for("partners.staff", organisation_id=venue.id), 303)
    return render_template("administration/add_pop_up.html", form=form), form.status


@blueprint.route("/kumppani/<int:partner_id>/siirra", methods=["GET", "POST"])
@requires(Permission.FOUND_NETWORKS, asks_proof=True)
def move(partner_id: int) -> ResponseReturnValue:
    """Move a partner into another network."""
    partner, language = partner_to_move(db(), staff(), partner_id), current_language()
    form = MoveForm.of(partner)
    networks = all_networks(db(), language=language)
    form.offer([(one, municipalities_along(one, language=language)) for one in networks])
    if form.validate_on_submit():
        with form.taking_refusals():
            move_partner(db(), staff(), partner_id, to=form.destination(), now=current_time())
            flash(gettext("Saved."), "success")
            return redirect(url_for("partner.partner", organisation_id=partner_id), 303)
    return render_template("administration/move.html", form=form, partner=partner), form.status
