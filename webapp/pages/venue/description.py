"""What the venue says of itself to everybody: how one gets in, what is left out, where to read more."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webapp.core.accounts.roles import Permission
from webapp.core.offers.descriptions import LONGEST_TEXT, describe_venue, own_description
from webapp.pages.venue.forms import DescriptionForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import desk
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db

blueprint: Final = Blueprint("description", __name__)


@blueprint.route("/kohde/tiedot", methods=["GET", "POST"])
@requires(Permission.PLAN_OFFERS)
def describe() -> ResponseReturnValue:
    """Write it; what is sent twice is written once."""
    form = DescriptionForm.of(own_description(db(), desk()))
    if form.validate_on_submit():
        with form.taking_refusals():
            describe_venue(db(), desk(), form.new_description(), now=current_time())
            flash(gettext("Saved. Everybody now sees it on the page of your venue."), "success")
            return redirect(url_for("description.describe"), 303)
    body = render_template("venue/description.html", form=form, longest_text=LONGEST_TEXT)
    return body, form.status
