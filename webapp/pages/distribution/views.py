"""Issue a card, find one, and see its page."""

from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.cards.actions import issue_community_card
from webapp.core.cards.disguises import code_or_part
from webapp.core.cards.queries import own_card_counts, own_cards
from webapp.core.cards.sent_again import issue_or_correct
from webapp.core.cards.unused_codes import UNUSABLE_CODES
from webapp.core.cards.validity import last_valid_day
from webapp.core.identifiers import new_id
from webapp.core.networks.queries import postal_area_of
from webapp.core.networks.service_numbers import SERVICE
from webapp.core.omakaiku.wishes.actions import open_wishes
from webapp.core.tables.values import plain_postal_code
from webapp.pages.distribution.forms import CommunityForm, FindForm, IssueForm
from webapp.pages.distribution.leading import carrier_in_address, code_in_address, lead_from_form, own_card_in
from webapp.pages.distribution.validity import issuing_obstacle, mixed_network_here, validity_or_obstacle
from webapp.plumbing.access.commitment import own_commitment_warning
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.limits import POSTAL_CODES, by_account, limiter
from webapp.plumbing.access.staff import staff
from webapp.plumbing.access.tries import NEW_CARD_CODES, by_actor, counting
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.model_today import model_today

blueprint: Final = Blueprint("distribution", __name__, url_prefix="/jakaja")
NAVIGATION: Final = (
    Link(Role.DISTRIBUTOR, 10, "distribution.issue", lazy_gettext("Issue a card")),
    Link(Role.DISTRIBUTOR, 20, "distribution.cards", lazy_gettext("Cards")),
    Link(Role.DISTRIBUTOR, 30, "distribution.issue_community", lazy_gettext("Community card")),
)
_SHORTEST_SEARCH: Final = 3
_MOST_LISTED: Final = 50


@blueprint.get("/")
@requires(Permission.ISSUE_CARDS)
def cards() -> str:
    """The cards this distributor issued, newest first, or those with a part of a code."""
    form = FindForm(formdata=request.args)
    wanted = code_or_part(form.code.data or "")
    code = wanted if len(wanted) >= _SHORTEST_SEARCH else ""
    issued, valid = own_card_counts(db(), staff(), today=today())
    found = own_cards(db(), staff(), today=today(), code=code, limit=_MOST_LISTED)
    return render_template(
        "distribution/cards.html",
        form=form,
        cards=found,
        code=code,
        issued=issued,
        valid=valid,
        most_listed=_MOST_LISTED,
        wishes=open_wishes(db(), staff()),
    )


@blueprint.route("/uusi", methods=["GET", "POST"])
@requires(Permission.ISSUE_CARDS)
def issue() -> ResponseReturnValue:
    """Issue a personal card: one page, under a minute.

    Enter goes on to the next answer. Without scripts a browser takes it for the form's first button, which
    sends `entered`: then the page comes back as it was filled in, with the next empty field to write in.
    """
    form = IssueForm(card_id=str(new_id(current_time())), **carrier_in_address())
    form.offer_categories()
    form.code_asked_about = code_in_address("in_hand")
    if "entered" in request.form:
        return _issue_page(form)
    own = own_card_in(form)
    if own is not None:
        return lead_from_form(own, children=form.children.data or "")
    if form.validate_on_submit():
        with form.taking_refusals(), counting(by_actor(NEW_CARD_CODES, staff()), wrong=UNUSABLE_CODES):
            held = issue_or_correct(
                db(), staff(), form.new_card(), background=form.background(), now=current_time()
            )
            return redirect(url_for("distribution_card.card", card_id=held.card.id, new="issued"), 303)
    return _issue_page(form), form.status


def _issue_page(form: IssueForm) -> str:
    # The last valid day is shown before saving; where issuing is not possible today, why not.
    valid_until, obstacle = validity_or_obstacle()
    postal_area = postal_area_of(db(), plain_postal_code(form.postal_code.data or ""))
    return render_template(
        "distribution/issue.html",
        form=form,
        next_empty="" if form.errors else form.next_empty(),
        valid_until=valid_until,
        obstacle=obstacle,
        warning=own_commitment_warning(),
        mixed=mixed_network_here(),
        postal_area=postal_area,
        today=today(),
        most_children=SERVICE.most_children_on_card,
    )


@blueprint.route("/yhteison-kortti", methods=["GET", "POST"])
@requires(Permission.ISSUE_CARDS)
def issue_community() -> ResponseReturnValue:
    """Register a community card."""
    default = last_valid_day(today(), model_today().validity_months)
    form = CommunityForm(card_id=str(new_id(current_time())), valid_until=default)
    own = own_card_in(form)
    if own is not None:
        return lead_from_form(own)
    if form.validate_on_submit() and form.valid_until.data:
        with form.taking_refusals(), counting(by_actor(NEW_CARD_CODES, staff()), wrong=UNUSABLE_CODES):
            held = issue_community_card(
                db(), staff(), form.new_card(), valid_until=form.valid_until.data, now=current_time()
            )
            return redirect(url_for("distribution_card.card", card_id=held.card.id, new="issued"), 303)
    page = render_template(
        "distribution/issue_community.html",
        form=form,
        warning=own_commitment_warning(),
        obstacle=issuing_obstacle(),
    )
    return page, form.status


@blueprint.post("/postinumero")
@requires(Permission.ISSUE_CARDS, reads_only=True)
@limiter.limit(POSTAL_CODES, key_func=by_account)
def postal_code() -> str:
    """The municipality of a postal code, as a piece of the issue page."""
    postal_area = postal_area_of(db(), plain_postal_code(request.form.get("postal_code", "")))
    return render_template("distribution/_postal_area.html", postal_area=postal_area)
