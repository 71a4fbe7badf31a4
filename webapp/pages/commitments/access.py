"""Who has access below an office, when they last signed in, and whose briefing is due."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.commitments.briefings import HeldBriefing, people_of, people_with_access, record_briefing
from webapp.pages.commitments.access_form import AccessSearchForm, BriefingForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.http.addresses import page_in_address
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.rendering.pages import neighbours
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("access", __name__, url_prefix="/kayttajat")
NAVIGATION: Final = tuple(
    Link(role, 62, "access.people", lazy_gettext("People and briefings"), rare=True)
    for role in (Role.COORDINATOR, Role.NATIONAL_OFFICE)
)


@blueprint.get("")
@requires(Permission.LOOK_AFTER_PARTNERS)
def people() -> ResponseReturnValue:
    """Who has access, a page at a time."""
    form = AccessSearchForm(request.args)
    search = form.search(page_in_address())
    found = people_with_access(db(), staff(), search=search, today=today(), language=current_language())
    return render_template(
        "commitments/people.html",
        form=form,
        found=found,
        pages=neighbours(found, "before", "after", filters=form.filters()),
    )


@blueprint.route("/<int:partner_id>/perehdytys", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PARTNERS)
def brief(partner_id: int) -> ResponseReturnValue:
    """Write down that people of an organisation were briefed."""
    organisation, found = people_of(db(), staff(), partner_id, today=today(), language=current_language())
    form = BriefingForm(data={"briefed_on": today()})
    form.offer_people([one.membership.account for one in found])
    if form.validate_on_submit():
        with form.taking_refusals():
            held = HeldBriefing(form.account_ids(), form.day())
            record_briefing(db(), staff(), partner_id, held=held, now=current_time())
            flash(gettext("The briefing has been written down."), "success")
            return redirect(url_for("access.people"), 303)
    body = render_template("commitments/briefing.html", form=form, organisation=organisation, people=found)
    return body, form.status
