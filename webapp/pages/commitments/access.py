"""Who has access below an office, when they last signed in, and whose briefing is due."""

from typing import Final

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from webapp.core.accounts.roles import Permission, Role
from webapp.core.commitments.briefings import (
    HeldBriefing,
    PersonWithAccess,
    people_of,
    people_with_access,
    record_briefing,
)
from webapp.core.lists.reading import Listed
from webapp.pages.commitments.access_form import AccessSearchForm, BriefingForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.lists import Cell, Column, ListOf, list_file, shown_list
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.formats import breaking_name, format_moment, local_name, show_day
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("access", __name__, url_prefix="/kayttajat")
NAVIGATION: Final = tuple(
    Link(role, 62, "access.people", _("People and briefings"), rare=True)
    for role in (Role.COORDINATOR, Role.NATIONAL_OFFICE)
)


def _named(one: PersonWithAccess) -> Cell:
    tags = [(_("Contact person"), "info")] if one.membership.is_contact_person else []
    return Cell(one.membership.account.name, tags=tags)


def _place(one: PersonWithAccess) -> Cell:
    place = one.membership.organisation
    return Cell(breaking_name(place), url_for("partner.partner", organisation_id=place.id))


def _signed_in(one: PersonWithAccess) -> Cell:
    return Cell(format_moment(one.last_signed_in) if one.last_signed_in else gettext("Not lately"))


def _way_in(one: PersonWithAccess) -> str:
    if one.has_passkey:
        return str(gettext("Passkey"))
    return str(gettext("Code of an app") if one.has_app else gettext("Password only"))


def _briefed(one: PersonWithAccess) -> Cell:
    day = show_day(one.briefed_on) if one.briefed_on else ""
    return Cell(day, tags=[(_("Briefing due"), "warning")] if one.is_due else [])


def _found(form: AccessSearchForm) -> Listed[PersonWithAccess]:
    return people_with_access(staff(), form.search(), today=today(), language=current_language())


LIST: Final = ListOf(
    "people",
    (
        Column("name", _("Name"), lambda one: one.membership.account.name, _named),
        Column(
            "organisation", _("Organisation"), lambda one: local_name(one.membership.organisation), _place
        ),
        Column("signed_in", _("Last sign-in"), lambda one: one.last_signed_in, _signed_in),
        Column("way_in", _("Signs in with"), _way_in),
        Column("briefed", _("Briefed on"), lambda one: one.briefed_on, _briefed),
    ),
    _found,
    "access.file",
)


@blueprint.get("")
@requires(Permission.LOOK_AFTER_PARTNERS)
def people() -> ResponseReturnValue:
    """Who has access, a page at a time."""
    form = AccessSearchForm(request.args)
    shown = shown_list(LIST, form)
    return render_template("commitments/people.html", form=form, shown=shown), form.status


@blueprint.get("/lista.<file_kind>")
@requires(Permission.LOOK_AFTER_PARTNERS, asks_proof=True)
def file(file_kind: str) -> Response:
    """Who has access, for another program."""
    return list_file(LIST, AccessSearchForm(request.args), file_kind)


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
