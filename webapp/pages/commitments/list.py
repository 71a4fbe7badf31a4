"""Who has committed and who has not: for coordinators their network, for the national office all."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.commitments.actions import confirm_commitment
from webapp.core.commitments.queries import (
    commitments_of,
    confirmable_commitment,
    standing_of,
    standings_found,
)
from webapp.core.partners.queries import is_looked_after_partner, seen_organisation
from webapp.pages.commitments.forms import StandingSearchForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.http.addresses import page_in_address
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.forms import flashing_refusals
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.rendering.pages import neighbours
from webapp.plumbing.words.formats import local_name
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("commitments", __name__, url_prefix="/sitoumukset")
NAVIGATION: Final = tuple(
    Link(role, 60, "commitments.standings", lazy_gettext("Commitments"), rare=True)
    for role in (Role.COORDINATOR, Role.NATIONAL_OFFICE)
)


@blueprint.get("")
@requires(Permission.LOOK_AFTER_PARTNERS)
def standings() -> ResponseReturnValue:
    """Who stands how, a page at a time."""
    form = StandingSearchForm(request.args)
    found = None
    if form.validate():
        search = form.search(page_in_address())
        found = standings_found(db(), staff(), search=search, day=today(), language=current_language())
    body = render_template(
        "commitments/standings.html",
        form=form,
        found=found,
        pages=neighbours(found, "before", "after", filters=form.filters()) if found else {},
    )
    return body, form.status


@blueprint.get("/<int:partner_id>")
@requires(Permission.LOOK_AFTER_PARTNERS)
def of_partner(partner_id: int) -> str:
    """One organisation's commitments, and what waits to be accepted."""
    partner = seen_organisation(db(), staff(), partner_id)
    return render_template(
        "commitments/partner.html",
        partner=partner,
        standing=standing_of(db(), partner.id, today()),
        commitments=commitments_of(db(), partner.id),
        can_accept=is_looked_after_partner(staff(), partner),
    )


@blueprint.post("/hyvaksy/<int:commitment_id>")
@requires(Permission.LOOK_AFTER_PARTNERS, asks_proof=True)
def confirm(commitment_id: int) -> ResponseReturnValue:
    """Accept a commitment for the office's side."""
    commitment = confirmable_commitment(db(), staff(), commitment_id)
    with flashing_refusals():
        confirm_commitment(db(), staff(), commitment_id, now=current_time())
        name = local_name(commitment.organisation)
        flash(gettext("The commitment of %(name)s is accepted by both sides.", name=name), "success")
    return redirect(url_for("commitments.of_partner", partner_id=commitment.organisation_id), 303)
