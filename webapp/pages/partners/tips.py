"""Tips: a coordinator gives them to the network, the national office to the country."""

import uuid
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.identifiers import new_id
from webapp.core.outings.queries import venues_to_choose
from webapp.core.outings.tips import (
    change_tip,
    give_tip,
    own_tip,
    remove_tip,
    restore_tip,
    shown_tip,
    tips_given,
)
from webapp.pages.partners.forms import TipForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.http.addresses import id_in_address
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.endings import can_be_undone, flash_undoable
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.formats import local_text
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("tips", __name__)
NAVIGATION: Final = (
    Link(Role.COORDINATOR, 20, "tips.network_tips", lazy_gettext("Tips"), rare=True),
    Link(Role.NATIONAL_OFFICE, 20, "tips.country_tips", lazy_gettext("Tips"), rare=True),
)


@dataclass(frozen=True, slots=True)
class TipPages:
    """The endpoints of one reach: the list, one more tip, one tip, taking it off and showing it again."""

    all: str
    more: str
    one: str
    remove: str
    restore: str


_NETWORK: Final = TipPages(
    "tips.network_tips",
    "tips.give_to_network",
    "tips.network_tip",
    "tips.remove_network_tip",
    "tips.restore_network_tip",
)
_COUNTRY: Final = TipPages(
    "tips.country_tips",
    "tips.give_to_country",
    "tips.country_tip",
    "tips.remove_country_tip",
    "tips.restore_country_tip",
)


@blueprint.get("/alue/vinkit")
@requires(Permission.GIVE_TIPS_TO_NETWORK)
def network_tips() -> ResponseReturnValue:
    """The network's tips."""
    return _list(_NETWORK)


@blueprint.get("/keskus/vinkit")
@requires(Permission.GIVE_TIPS_TO_COUNTRY)
def country_tips() -> ResponseReturnValue:
    """The country's tips."""
    return _list(_COUNTRY)


@blueprint.route("/alue/anna-vinkki", methods=["GET", "POST"])
@requires(Permission.GIVE_TIPS_TO_NETWORK)
def give_to_network() -> ResponseReturnValue:
    """Give the network a tip."""
    return _give(_NETWORK)


@blueprint.route("/keskus/anna-vinkki", methods=["GET", "POST"])
@requires(Permission.GIVE_TIPS_TO_COUNTRY)
def give_to_country() -> ResponseReturnValue:
    """Give the country a tip."""
    return _give(_COUNTRY)


@blueprint.route("/alue/vinkit/<uuid:tip_id>", methods=["GET", "POST"])
@requires(Permission.GIVE_TIPS_TO_NETWORK)
def network_tip(tip_id: uuid.UUID) -> ResponseReturnValue:
    """Change a tip of the network."""
    return _edit(tip_id, _NETWORK)


@blueprint.route("/keskus/vinkit/<uuid:tip_id>", methods=["GET", "POST"])
@requires(Permission.GIVE_TIPS_TO_COUNTRY)
def country_tip(tip_id: uuid.UUID) -> ResponseReturnValue:
    """Change a tip of the country."""
    return _edit(tip_id, _COUNTRY)


@blueprint.post("/alue/vinkit/<uuid:tip_id>/poista")
@requires(Permission.GIVE_TIPS_TO_NETWORK)
@can_be_undone(by="tips.restore_network_tip")
def remove_network_tip(tip_id: uuid.UUID) -> ResponseReturnValue:
    """Show a tip of the network no more."""
    return _remove(tip_id, _NETWORK)


@blueprint.post("/keskus/vinkit/<uuid:tip_id>/poista")
@requires(Permission.GIVE_TIPS_TO_COUNTRY)
@can_be_undone(by="tips.restore_country_tip")
def remove_country_tip(tip_id: uuid.UUID) -> ResponseReturnValue:
    """Show a tip of the country no more."""
    return _remove(tip_id, _COUNTRY)


@blueprint.post("/alue/vinkit/<uuid:tip_id>/palauta")
@requires(Permission.GIVE_TIPS_TO_NETWORK)
def restore_network_tip(tip_id: uuid.UUID) -> ResponseReturnValue:
    """Show a tip of the network again after all."""
    return _restore(tip_id, _NETWORK)


@blueprint.post("/keskus/vinkit/<uuid:tip_id>/palauta")
@requires(Permission.GIVE_TIPS_TO_COUNTRY)
def restore_country_tip(tip_id: uuid.UUID) -> ResponseReturnValue:
    """Show a tip of the country again after all."""
    return _restore(tip_id, _COUNTRY)


def _list(pages: TipPages) -> ResponseReturnValue:
    given = tips_given(db(), staff(), today=today())
    return render_template("partners/tips.html", tips=given, today=today(), pages=pages)


def _give(pages: TipPages) -> ResponseReturnValue:
    pattern = id_in_address("malli")
    form = TipForm.beginning_as(own_tip(db(), staff(), pattern)) if pattern else TipForm(shown_from=today())
    if not form.tip_id.data:
        form.tip_id.data = str(new_id(current_time()))
    form.offer_venues(venues_to_choose(db(), staff().organisation.network_id, language=current_language()))
    if form.validate_on_submit():
        with form.taking_refusals():
            give_tip(db(), staff(), form.new_tip(), now=current_time())
            flash(gettext("The tip is on the list. Cardholders see it in OmaKaiku."), "success")
            return redirect(url_for(pages.all), 303)
    return render_template("partners/give_tip.html", form=form, pages=pages), form.status


def _edit(tip_id: uuid.UUID, pages: TipPages) -> ResponseReturnValue:
    form = TipForm.of(shown_tip(db(), staff(), tip_id))
    form.offer_venues(venues_to_choose(db(), staff().organisation.network_id, language=current_language()))
    if form.validate_on_submit():
        with form.taking_refusals():
            change_tip(db(), staff(), form.new_tip(tip_id), now=current_time())
            flash(gettext("The tip has been changed. Cardholders see it as it is now."), "success")
            return redirect(url_for(pages.all), 303)
    page = render_template("partners/tip.html", form=form, pages=pages, action=request.path)
    return page, form.status


def _remove(tip_id: uuid.UUID, pages: TipPages) -> ResponseReturnValue:
    tip = remove_tip(db(), staff(), tip_id, now=current_time())
    said = gettext("The tip %(name)s is shown no more.", name=local_text(tip.title))
    flash_undoable(said, url_for(pages.restore, tip_id=tip_id))
    return redirect(url_for(pages.all), 303)


def _restore(tip_id: uuid.UUID, pages: TipPages) -> ResponseReturnValue:
    tip = restore_tip(db(), staff(), tip_id, now=current_time())
    flash(gettext("The tip %(name)s is shown again.", name=local_text(tip.title)), "success")
    return redirect(url_for(pages.all), 303)
