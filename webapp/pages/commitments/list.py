"""Who has committed and who has not: for coordinators their network, for the national office all."""

from collections.abc import Mapping, Sequence
from typing import Final

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from webapp.core.accounts.roles import Permission, Role
from webapp.core.commitments.actions import commitment_to_end, confirm_commitment, end_commitment
from webapp.core.commitments.models import Commitment
from webapp.core.commitments.parties import parties_of
from webapp.core.commitments.queries import (
    OrganisationStanding,
    commitment_seen,
    commitments_of,
    standing_of,
    standings_found,
)
from webapp.core.commitments.rules import CommitmentState, Party
from webapp.core.lists.reading import Listed
from webapp.core.partners.models import OrganisationKind
from webapp.core.partners.queries import seen_organisation
from webapp.pages.commitments.forms import EndForm, StandingSearchForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.endings import asks_itself
from webapp.plumbing.rendering.forms import flashing_refusals
from webapp.plumbing.rendering.lists import Cell, Column, ListOf, list_file, shown_list
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.features.commitments import COMMITMENT_STATES
from webapp.plumbing.words.formats import breaking_name, local_name
from webapp.plumbing.words.language import current_language
from webapp.plumbing.words.organisations import kind_in_words, municipality_name

blueprint: Final = Blueprint("commitments", __name__, url_prefix="/sitoumukset")
NAVIGATION: Final = tuple(
    Link(role, 60, "commitments.standings", _("Commitments"), rare=True)
    for role in (Role.COORDINATOR, Role.NATIONAL_OFFICE)
)


TONES: Final = {
    CommitmentState.IN_FORCE: "success",
    CommitmentState.RUNNING_OUT: "warning",
    CommitmentState.WAITING: "info",
    CommitmentState.LACKING: "error",
}


def _named(one: OrganisationStanding) -> Cell:
    organisation = one.organisation
    is_another_office = (
        organisation.kind == OrganisationKind.COORDINATOR and staff().role is not Role.NATIONAL_OFFICE
    )
    if is_another_office or organisation.id == staff().organisation.id:
        return Cell(breaking_name(organisation))
    return Cell(breaking_name(organisation), url_for("commitments.of_partner", partner_id=organisation.id))


def _found(form: StandingSearchForm) -> Listed[OrganisationStanding]:
    return standings_found(db(), staff(), form.search(), day=today(), language=current_language())


LIST: Final = ListOf(
    "commitments",
    (
        Column("name", _("Name"), lambda one: local_name(one.organisation), _named),
        Column("kind", _("Kind"), lambda one: kind_in_words(one.organisation)),
        Column("municipality", _("Municipality"), lambda one: municipality_name(one.organisation)),
        Column(
            "state",
            _("State"),
            lambda one: str(COMMITMENT_STATES[one.standing.state]),
            lambda one: Cell("", tags=[(COMMITMENT_STATES[one.standing.state], TONES[one.standing.state])]),
        ),
        Column("until", _("Holds until"), lambda one: one.standing.until),
    ),
    _found,
    "commitments.file",
)


@blueprint.get("")
@requires(Permission.LOOK_AFTER_PARTNERS)
def standings() -> ResponseReturnValue:
    """Who stands how, a page at a time."""
    form = StandingSearchForm(request.args)
    shown = shown_list(LIST, form)
    return render_template("commitments/standings.html", form=form, shown=shown), form.status


@blueprint.get("/lista.<file_kind>")
@requires(Permission.LOOK_AFTER_PARTNERS, asks_proof=True)
def file(file_kind: str) -> Response:
    """Who stands how, for another program."""
    return list_file(LIST, StandingSearchForm(request.args), file_kind)


@blueprint.get("/<int:partner_id>")
@requires(Permission.LOOK_AFTER_PARTNERS)
def of_partner(partner_id: int) -> str:
    """One organisation's commitments, and what waits to be accepted."""
    partner = seen_organisation(db(), staff(), partner_id)
    commitments = commitments_of(db(), partner.id)
    return render_template(
        "commitments/partner.html",
        partner=partner,
        standing=standing_of(db(), partner.id, today()),
        commitments=commitments,
        ours=ours_of(commitments),
    )


def ours_of(commitments: Sequence[Commitment]) -> Mapping[int, Sequence[Party]]:
    """By commitment, the parties for which the reader stands."""
    return {one.id: parties_of(db(), staff(), one) for one in commitments}


@blueprint.post("/hyvaksy/<int:commitment_id>")
@requires(Permission.LOOK_AFTER_PARTNERS, asks_proof=True)
def confirm(commitment_id: int) -> ResponseReturnValue:
    """Accept a commitment for the office's side."""
    commitment = commitment_seen(db(), staff(), commitment_id)
    with flashing_refusals():
        confirm_commitment(db(), staff(), commitment_id, now=current_time())
        flash(_what_it_came_to(commitment), "success")
    return redirect(_page_of(commitment), 303)


def _what_it_came_to(commitment: Commitment) -> str:
    name = local_name(commitment.whose)
    if commitment.missing:
        return str(gettext("Accepted. The commitment of %(name)s still waits for others.", name=name))
    return str(gettext("The commitment of %(name)s is accepted by all its parties.", name=name))


@blueprint.route("/paata/<int:commitment_id>", methods=["GET", "POST"])
@requires(Permission.HAVE_ACCOUNT, asks_proof=True)
@asks_itself
def end(commitment_id: int) -> ResponseReturnValue:
    """End a commitment, with a last day and a reason: each of its parties may."""
    with flashing_refusals("error"):
        commitment = commitment_to_end(db(), staff(), commitment_id)
        form = EndForm(data={"ends_on": today()})
        if commitment.ended_at is None and form.validate_on_submit():
            with form.taking_refusals():
                end_commitment(db(), staff(), commitment_id, new=form.new_end(), now=current_time())
                flash(gettext("The commitment ends. All its parties see it, and why."), "success")
                return redirect(_page_of(commitment), 303)
        if commitment.ended_at is None:
            back = _page_of(commitment)
            return render_template(
                "commitments/end.html", form=form, commitment=commitment, back=back
            ), form.status
    return redirect(_page_of(commitment_seen(db(), staff(), commitment_id)), 303)


def _page_of(commitment: Commitment) -> str:
    """Where the reader finds a commitment: their own, or that of an organisation that they look after."""
    actor = staff()
    is_own = commitment.organisation_id == actor.organisation.id
    if is_own or (actor.role is Role.COORDINATOR and commitment.network_id is not None):
        return url_for("commitment.own")
    if commitment.organisation_id is not None:
        return url_for("commitments.of_partner", partner_id=commitment.organisation_id)
    offices = [one for one in commitment.acceptances if one.party != Party.NATIONAL_OFFICE]
    if offices:
        return url_for("commitments.of_partner", partner_id=offices[0].accepted_for)
    return url_for("commitments.standings")
