"""What the venue says of itself to everybody, and how its counter works."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webapp.core.accounts.roles import Permission
from webapp.core.networks.service_numbers import SERVICE
from webapp.core.offers.descriptions import LONGEST_TEXT, describe_venue, own_description
from webapp.core.partners.contacts import own_contacts, write_contacts
from webapp.core.partners.counter_settings import has_fast_mode, set_fast_mode, sets_up_counter
from webapp.core.partners.models import Organisation
from webapp.pages.venue.description_form import CounterForm, DescriptionForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import desk
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db

blueprint: Final = Blueprint("description", __name__)


@blueprint.route("/kohde/tiedot", methods=["GET", "POST"])
@requires(Permission.PLAN_OFFERS)
def describe() -> ResponseReturnValue:
    """Write it; what is sent twice is written once."""
    form = DescriptionForm.of(own_description(db(), desk()), own_contacts(db(), desk().actor))
    if form.validate_on_submit():
        with form.taking_refusals():
            describe_venue(db(), desk(), form.new_description(), now=current_time())
            write_contacts(db(), desk().actor, form.new_contacts(), now=current_time())
            flash(gettext("Saved. Everybody now sees it on the page of your venue."), "success")
            return redirect(url_for("description.describe"), 303)
    kind = db().get_one(Organisation, desk().venue_id).venue_kind
    body = render_template("venue/description.html", form=form, longest_text=LONGEST_TEXT, venue_kind=kind)
    return body, form.status


@blueprint.route("/kohde/pikakirjaus", methods=["GET", "POST"])
@requires(Permission.PLAN_OFFERS)
def set_up_counter() -> ResponseReturnValue:
    """Let valid cards record themselves at the counter, or no longer."""
    here = desk()
    form = CounterForm(fast_mode=has_fast_mode(db(), here))
    if not form.is_submitted():
        return render_template(
            "venue/counter_settings.html",
            form=form,
            sets_up_counter=sets_up_counter(here.actor),
            undo_seconds=int(SERVICE.fast_mode_undo.total_seconds()),
        )
    is_on = bool(form.fast_mode.data)
    set_fast_mode(db(), here, is_on=is_on, now=current_time())
    said = (
        gettext("Fast mode is on. Each phone knows it when it next opens the counter.")
        if is_on
        else gettext("Fast mode is off. Each phone knows it when it next opens the counter.")
    )
    flash(said, "success")
    return redirect(url_for("description.set_up_counter"), 303)
