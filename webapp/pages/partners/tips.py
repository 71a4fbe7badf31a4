"""Tips: a coordinator gives them to the network, the national office to the country."""

import uuid
from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.identifiers import new_id
from webapp.core.outings.queries import venues_to_choose
from webapp.core.outings.tips import give_tip, remove_tip, tips_given
from webapp.pages.partners.forms import TipForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.formats import local_text
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("tips", __name__)
NAVIGATION: Final = (
    Link(Role.COORDINATOR, 20, "tips.network_tips", lazy_gettext("Tips")),
    Link(Role.NATIONAL_OFFICE, 20, "tips.country_tips", lazy_gettext("Tips")),
)


@blueprint.route("/alue/vinkit", methods=["GET", "POST"])
@requires(Permission.GIVE_TIPS_TO_NETWORK)
def network_tips() -> ResponseReturnValue:
    """The network's tips, and a form for one more."""
    return _page("tips.network_tips", remove="tips.remove_network_tip")


@blueprint.route("/keskus/vinkit", methods=["GET", "POST"])
@requires(Permission.GIVE_TIPS_TO_COUNTRY)
def country_tips() -> ResponseReturnValue:
    """The country's tips, and a form for one more."""
    return _page("tips.country_tips", remove="tips.remove_country_tip")


@blueprint.post("/alue/vinkit/<uuid:tip_id>/poista")
@requires(Permission.GIVE_TIPS_TO_NETWORK)
def remove_network_tip(tip_id: uuid.UUID) -> ResponseReturnValue:
    """Show a tip of the network no more."""
    return _remove(tip_id, back_to="tips.network_tips")


@blueprint.post("/keskus/vinkit/<uuid:tip_id>/poista")
@requires(Permission.GIVE_TIPS_TO_COUNTRY)
def remove_country_tip(tip_id: uuid.UUID) -> ResponseReturnValue:
    """Show a tip of the country no more."""
    return _remove(tip_id, back_to="tips.country_tips")


def _page(here: str, *, remove: str) -> ResponseReturnValue:
    form = TipForm(tip_id=str(new_id(current_time())), shown_from=today())
    form.offer_venues(venues_to_choose(db(), staff().organisation.network_id, language=current_language()))
    if form.validate_on_submit():
        with form.taking_refusals():
            give_tip(db(), staff(), form.new_tip(), now=current_time())
            flash(gettext("The tip is on the list. Cardholders see it in OmaKaiku."), "success")
            return redirect(url_for(here), 303)
    given = tips_given(db(), staff(), today=today())
    page = render_template(
        "partners/tips.html", form=form, tips=given, today=today(), own=here, remove=remove
    )
    return page, form.status


def _remove(tip_id: uuid.UUID, *, back_to: str) -> ResponseReturnValue:
    tip = remove_tip(db(), staff(), tip_id, now=current_time())
    flash(gettext("%(name)s is off the list.", name=local_text(tip.title)), "success")
    return redirect(url_for(back_to), 303)
