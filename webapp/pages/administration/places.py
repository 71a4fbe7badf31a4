"""Pop-up venues, and moving partners between networks: the national office's."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from webapp.core.accounts.roles import Permission, Role
from webapp.core.lists.reading import Listed
from webapp.core.networks.queries import all_municipalities, all_networks, municipalities_along
from webapp.core.partners.founding import add_pop_up_venue
from webapp.core.partners.lists import ListedPartner, pop_up_venues_found
from webapp.core.partners.models import OrganisationKind
from webapp.core.partners.moving import move_partner, partner_to_move
from webapp.pages.administration.places_form import MoveForm
from webapp.pages.partners.organisation_cells import organisation_cell
from webapp.pages.partners.partner_form import PopUpSearchForm, VenueForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.lists import Column, ListOf, list_file, shown_list
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.formats import local_name
from webapp.plumbing.words.language import current_language
from webapp.plumbing.words.organisations import kind_in_words, municipality_name

blueprint: Final = Blueprint("pop_ups", __name__)
NAVIGATION: Final = (Link(Role.NATIONAL_OFFICE, 18, "pop_ups.pop_ups", _("Pop-up venues"), rare=True),)


def _found(form: PopUpSearchForm) -> Listed[ListedPartner]:
    return pop_up_venues_found(staff(), form.search(), language=current_language())


def _reached(what: str) -> Callable[[ListedPartner], str]:
    return lambda one: getattr(one.contacts, what) if one.contacts else ""


LIST: Final = ListOf(
    "pop_ups",
    (
        Column(
            "name", _("Name"), lambda one: local_name(one.organisation),
            lambda one: organisation_cell(one.organisation),
        ),
        Column("kind", _("Kind"), lambda one: kind_in_words(one.organisation)),
        Column("municipality", _("Municipality"), lambda one: municipality_name(one.organisation)),
        Column("address", _("Street address"), _reached("address"), is_on_page=False),
        Column("phone", _("Phone"), _reached("phone"), is_on_page=False),
        Column("email", _("E-mail"), _reached("email"), is_on_page=False),
    ),
    _found,
    "pop_ups.file",
)  # fmt: skip


@blueprint.get("/keskus/pop-up")
@requires(Permission.FOUND_NETWORKS)
def pop_ups() -> ResponseReturnValue:
    """The venues outside the networks."""
    form = PopUpSearchForm(request.args)
    shown = shown_list(LIST, form)
    return render_template("administration/pop_ups.html", form=form, shown=shown), form.status


@blueprint.get("/keskus/pop-up/lista.<file_kind>")
@requires(Permission.FOUND_NETWORKS, asks_proof=True)
def file(file_kind: str) -> Response:
    """The venues outside the networks, for another program."""
    return list_file(LIST, PopUpSearchForm(request.args), file_kind)


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
