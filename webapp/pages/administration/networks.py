"""The national office founds networks, takes municipalities and coordinating offices into them."""

from typing import Final

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from webapp.core.accounts.roles import Permission, Role
from webapp.core.commitments.queries import uncommitted_in
from webapp.core.lists.reading import Listed
from webapp.core.networks.actions import change_network, found_network, join_network, settle_standing
from webapp.core.networks.models import Network
from webapp.core.networks.queries import (
    all_counties,
    municipalities_along,
    municipalities_outside,
    network_with_id,
    networks_listed,
    participation_in,
    participations_of,
)
from webapp.core.partners.founding import add_partner
from webapp.core.partners.leads import lead_of, settle_lead
from webapp.core.partners.lists import gaps_of_network
from webapp.core.partners.models import OrganisationKind
from webapp.core.partners.queries import coordinating_offices, coordinating_offices_of
from webapp.pages.administration.networks_form import (
    JoiningForm,
    LeadForm,
    NetworkFactsForm,
    NetworkSearchForm,
    StandingForm,
)
from webapp.pages.partners.partner_form import OfficeForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.lists import Cell, Column, ListOf, list_file, shown_list
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.formats import breaking_name, local_name
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("networks", __name__, url_prefix="/keskus/alueet")
NAVIGATION: Final = (Link(Role.NATIONAL_OFFICE, 15, "networks.networks", _("Networks")),)


def _named(one: Network) -> Cell:
    tags = [] if one.participations else [(_("No municipalities yet"), "warning")]
    return Cell(breaking_name(one), url_for("networks.network", network_id=one.id), tags)


def _found(form: NetworkSearchForm) -> Listed[Network]:
    return networks_listed(db(), form.word.data or "", form.county.data or "", language=current_language())


LIST: Final = ListOf(
    "networks",
    (
        Column("name", _("Name"), local_name, _named),
        Column("county", _("County"), lambda one: local_name(one.county) if one.county else ""),
        Column("municipalities", _("Municipalities"), lambda one: len(one.participations), is_number=True),
        Column("website", _("Website"), lambda one: one.website, is_on_page=False),
    ),
    _found,
    "networks.file",
)


def _search() -> NetworkSearchForm:
    return NetworkSearchForm(request.args).offer_counties(all_counties(db(), language=current_language()))


@blueprint.get("")
@requires(Permission.FOUND_NETWORKS)
def networks() -> ResponseReturnValue:
    """Every network, or those that were looked for."""
    form = _search()
    shown = shown_list(LIST, form)
    return render_template("administration/networks.html", form=form, shown=shown), form.status


@blueprint.get("/lista.<file_kind>")
@requires(Permission.FOUND_NETWORKS, asks_proof=True)
def file(file_kind: str) -> Response:
    """The networks for another program."""
    return list_file(LIST, _search(), file_kind)


@blueprint.route("/uusi", methods=["GET", "POST"])
@requires(Permission.FOUND_NETWORKS)
def found() -> ResponseReturnValue:
    """Found a network."""
    form = NetworkFactsForm()
    form.offer_counties(all_counties(db(), language=current_language()))
    if form.validate_on_submit():
        with form.taking_refusals():
            network = found_network(db(), staff(), form.new_network(), now=current_time())
            flash(gettext("The network has been founded. Take its municipalities in next."), "success")
            return redirect(url_for("networks.network", network_id=network.id), 303)
    return render_template("administration/network_facts.html", form=form, network=None), form.status


@blueprint.get("/<int:network_id>")
@requires(Permission.FOUND_NETWORKS)
def network(network_id: int) -> str:
    """One network: what it lacks, its municipalities and its coordinating offices."""
    network, language = network_with_id(db(), network_id), current_language()
    return render_template(
        "administration/network.html",
        network=network,
        municipalities=participations_of(network, language=language),
        lacking=gaps_of_network(db(), staff(), network_id, language=language),
        uncommitted=uncommitted_in(db(), network_id, day=today(), language=language),
        offices=coordinating_offices_of(db(), network_id, language=language),
        lead=lead_of(db(), network_id),
        today=today(),
    )


@blueprint.route("/<int:network_id>/muuta", methods=["GET", "POST"])
@requires(Permission.FOUND_NETWORKS)
def change(network_id: int) -> ResponseReturnValue:
    """Let a network be called otherwise."""
    network = network_with_id(db(), network_id)
    form = NetworkFactsForm.of(network)
    form.offer_counties(all_counties(db(), language=current_language()))
    if form.validate_on_submit():
        with form.taking_refusals():
            change_network(db(), staff(), network_id, new=form.new_network(), now=current_time())
            flash(gettext("Saved."), "success")
            return redirect(url_for("networks.network", network_id=network_id), 303)
    return render_template("administration/network_facts.html", form=form, network=network), form.status


@blueprint.route("/<int:network_id>/kunta", methods=["GET", "POST"])
@requires(Permission.FOUND_NETWORKS)
def join(network_id: int) -> ResponseReturnValue:
    """Take a municipality in."""
    network = network_with_id(db(), network_id)
    form = JoiningForm()
    form.offer_municipalities(municipalities_outside(db(), language=current_language()))
    if form.validate_on_submit():
        with form.taking_refusals():
            join_network(db(), staff(), network_id, new=form.joining(), now=current_time())
            flash(gettext("The municipality is in the network."), "success")
            return redirect(url_for("networks.network", network_id=network_id), 303)
    return render_template("administration/join.html", form=form, network=network), form.status


@blueprint.route("/<int:network_id>/kunta/<municipality_code>", methods=["GET", "POST"])
@requires(Permission.FOUND_NETWORKS)
def standing(network_id: int, municipality_code: str) -> ResponseReturnValue:
    """Say how far a municipality is."""
    found = participation_in(db(), network_id, municipality_code)
    form = StandingForm.as_it_is(found)
    if form.validate_on_submit():
        with form.taking_refusals():
            settle_standing(db(), staff(), found, standing=form.standing(), now=current_time())
            flash(gettext("Saved."), "success")
            return redirect(url_for("networks.network", network_id=network_id), 303)
    return render_template("administration/standing.html", form=form, found=found), form.status


@blueprint.route("/<int:network_id>/toimisto", methods=["GET", "POST"])
@requires(Permission.FOUND_NETWORKS, asks_proof=True)
def add_office(network_id: int) -> ResponseReturnValue:
    """Add a coordinating office; its people come next."""
    network = network_with_id(db(), network_id)
    form = OfficeForm()
    form.offer_municipalities(municipalities_along(network, language=current_language()))
    if form.validate_on_submit():
        with form.taking_refusals():
            new = form.new_partner(OrganisationKind.COORDINATOR)
            office = add_partner(db(), staff(), network_id, new=new, now=current_time())
            flash(gettext("The office has been added. Invite its contact person next."), "success")
            return redirect(url_for("partners.staff", organisation_id=office.id), 303)
    return render_template("administration/add_office.html", form=form, network=network), form.status


@blueprint.route("/<int:network_id>/johto", methods=["GET", "POST"])
@requires(Permission.FOUND_NETWORKS)
def lead(network_id: int) -> ResponseReturnValue:
    """Settle who leads the network, and until when."""
    network = network_with_id(db(), network_id)
    form = LeadForm.of(lead_of(db(), network_id))
    form.offer_offices(coordinating_offices(db(), language=current_language()), network_id)
    if form.validate_on_submit():
        with form.taking_refusals():
            settle_lead(db(), staff(), network_id, new=form.new_lead(), now=current_time())
            flash(gettext("Saved."), "success")
            return redirect(url_for("networks.network", network_id=network_id), 303)
    return render_template("administration/lead.html", form=form, network=network), form.status
