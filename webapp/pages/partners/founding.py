"""The partners of a network: search them, take in a venue or a distributor, change one, let it end."""

from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission, Role
from webapp.core.commitments.queries import uncommitted_in
from webapp.core.lists.reading import Listed
from webapp.core.networks.queries import all_municipalities, municipalities_along
from webapp.core.partners.contacts import contacts_of, write_partner_contacts
from webapp.core.partners.founding import (
    add_partner,
    change_partner,
    end_partner,
    must_add_partners,
    resume_partner,
)
from webapp.core.partners.lists import ListedPartner, gaps_of_network, partners_found
from webapp.core.partners.models import DistributorApproval, Organisation, OrganisationKind
from webapp.core.partners.queries import (
    adds_partners,
    distributor_kinds,
    looked_after_network,
    looked_after_partner,
)
from webapp.pages.distribution.contacts_form import ContactsForm
from webapp.pages.partners.organisation_cells import organisation_cell
from webapp.pages.partners.partner_form import (
    DistributorForm,
    PartnerForm,
    PartnerSearchForm,
    VenueForm,
    form_for,
)
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.endings import Question, asks_first
from webapp.plumbing.rendering.lists import Cell, Column, ListOf, shown_list
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.formats import local_name
from webapp.plumbing.words.language import current_language
from webapp.plumbing.words.organisations import kind_in_words, municipality_name

blueprint: Final = Blueprint("founding", __name__)


def _own_network(actor: Actor) -> dict[str, Any]:
    return {"network_id": actor.network_id}


NAVIGATION: Final = (Link(Role.COORDINATOR, 15, "founding.partners", lazy_gettext("Partners"), _own_network),)


def _named(one: ListedPartner) -> Cell:
    is_another_office = (
        one.organisation.kind == OrganisationKind.COORDINATOR and staff().role is not Role.NATIONAL_OFFICE
    )
    return organisation_cell(one.organisation, leads_on=not is_another_office)


def _found(form: PartnerSearchForm) -> Listed[ListedPartner]:
    network_id = (request.view_args or {})["network_id"]
    return partners_found(db(), staff(), network_id, search=form.search(), language=current_language())


LIST: Final = ListOf(
    "partners",
    (
        Column("name", lazy_gettext("Name"), lambda one: local_name(one.organisation), _named),
        Column("kind", lazy_gettext("Kind"), lambda one: kind_in_words(one.organisation)),
        Column("municipality", lazy_gettext("Municipality"), lambda one: municipality_name(one.organisation)),
    ),
    _found,
    "partner_import.download",
)


@blueprint.get("/verkosto/<int:network_id>/kumppanit")
@requires(Permission.LOOK_AFTER_PARTNERS)
def partners(network_id: int) -> ResponseReturnValue:
    """The partners of a network, a page at a time."""
    network = looked_after_network(db(), staff(), network_id)
    form = PartnerSearchForm(request.args)
    body = render_template(
        "partners/partners.html",
        network=network,
        form=form,
        shown=shown_list(LIST, form),
        lacking=gaps_of_network(db(), staff(), network_id, language=current_language()),
        uncommitted=uncommitted_in(db(), network_id, day=today(), language=current_language()),
        adds_venues=adds_partners(staff(), OrganisationKind.VENUE),
        adds_distributors=adds_partners(staff(), OrganisationKind.DISTRIBUTOR),
    )
    return body, form.status


@blueprint.route("/verkosto/<int:network_id>/kumppanit/kohde", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PARTNERS, asks_proof=True)
def add_venue(network_id: int) -> ResponseReturnValue:
    """Take in a venue."""
    return _add(network_id, OrganisationKind.VENUE, VenueForm())


@blueprint.route("/verkosto/<int:network_id>/kumppanit/jakaja", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PARTNERS, asks_proof=True)
def add_distributor(network_id: int) -> ResponseReturnValue:
    """Take in a distributor."""
    form = DistributorForm()
    form.offer_kinds(distributor_kinds(db()))
    return _add(network_id, OrganisationKind.DISTRIBUTOR, form)


def _add(network_id: int, kind: OrganisationKind, form: PartnerForm) -> ResponseReturnValue:
    network = looked_after_network(db(), staff(), network_id)
    must_add_partners(staff(), kind)
    form.offer_municipalities(municipalities_along(network, language=current_language()))
    if form.validate_on_submit():
        with form.taking_refusals():
            new = form.new_partner(kind)
            partner = add_partner(db(), staff(), network_id, new=new, now=current_time())
            flash(
                gettext("%(name)s is along. Invite its contact person next.", name=local_name(partner)),
                "success",
            )
            if db().get(DistributorApproval, partner.id) is not None:
                flash(gettext("It can give out cards when the national office has said yes."), "info")
            return redirect(url_for("partners.staff", organisation_id=partner.id), 303)
    body = render_template(
        "partners/add_partner.html", form=form, network=network, is_venue=kind is OrganisationKind.VENUE
    )
    return body, form.status


@blueprint.route("/kumppani/<int:partner_id>/muuta", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PARTNERS)
def change(partner_id: int) -> ResponseReturnValue:
    """Let a partner be called, or be, otherwise."""
    partner = looked_after_partner(db(), staff(), partner_id)
    return _change(partner, form_for(OrganisationKind(partner.kind))())


def _change(partner: Organisation, form: PartnerForm) -> ResponseReturnValue:
    form.begin_as(partner)
    if isinstance(form, DistributorForm):
        form.offer_kinds(distributor_kinds(db(), partner.distributor_kind_id))
    along = municipalities_along(partner.network, language=current_language()) if partner.network else []
    if partner.network is None:
        form.offer_everywhere(all_municipalities(db(), language=current_language()))
    else:
        form.offer_municipalities(along, own=partner.municipality)
    if form.validate_on_submit():
        with form.taking_refusals():
            new = form.new_partner(OrganisationKind(partner.kind))
            change_partner(db(), staff(), partner.id, new=new, now=current_time())
            flash(gettext("Saved."), "success")
            return redirect(url_for("partner.partner", organisation_id=partner.id), 303)
    return render_template("partners/change_partner.html", form=form, partner=partner), form.status


@blueprint.route("/kumppani/<int:partner_id>/yhteystiedot", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PARTNERS)
def contacts(partner_id: int) -> ResponseReturnValue:
    """Write how a partner is reached; what is sent twice is written once."""
    partner = looked_after_partner(db(), staff(), partner_id)
    form = ContactsForm.of(contacts_of(db(), partner))
    if form.validate_on_submit():
        with form.taking_refusals():
            write_partner_contacts(db(), staff(), partner_id, new=form.new_contacts(), now=current_time())
            flash(gettext("Saved."), "success")
            return redirect(url_for("partner.partner", organisation_id=partner_id), 303)
    return render_template("partners/partner_contacts.html", form=form, partner=partner), form.status


def _ending(partner_id: int) -> Question:
    partner = looked_after_partner(db(), staff(), partner_id)
    return Question(
        gettext("Is %(name)s no longer along?", name=local_name(partner)),
        [
            gettext("Its people can no longer sign in for it, and its phones no longer check or record."),
            gettext("Cards that it gave out stay valid, and what was recorded stays in the figures."),
            gettext("You can take it along again."),
        ],
        gettext("Yes, it is no longer along"),
        url_for("partner.partner", organisation_id=partner_id),
    )


@blueprint.route("/kumppani/<int:partner_id>/paata", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PARTNERS, asks_proof=True)
@asks_first(_ending)
def end(partner_id: int) -> ResponseReturnValue:
    """From now on a partner is not along."""
    partner = end_partner(db(), staff(), partner_id, now=current_time())
    flash(gettext("%(name)s is no longer along.", name=local_name(partner)), "success")
    return redirect(url_for("partner.partner", organisation_id=partner_id), 303)


@blueprint.post("/kumppani/<int:partner_id>/jatka")
@requires(Permission.LOOK_AFTER_PARTNERS, asks_proof=True)
def resume(partner_id: int) -> ResponseReturnValue:
    """A partner is along again."""
    partner = resume_partner(db(), staff(), partner_id, now=current_time())
    flash(gettext("%(name)s is along again.", name=local_name(partner)), "success")
    return redirect(url_for("partner.partner", organisation_id=partner_id), 303)
