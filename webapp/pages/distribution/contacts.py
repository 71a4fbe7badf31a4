"""How the distributor is reached, as cardholders read it; its contact person writes it."""

from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission, Role
from webapp.core.partners.contacts import own_contacts, write_contacts, writes_contacts
from webapp.pages.distribution.contacts_form import ContactsForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.navigation import Link

blueprint: Final = Blueprint("distribution_contacts", __name__)


def _of_writers(actor: Actor) -> dict[str, Any] | None:
    return {} if writes_contacts(actor) else None


NAVIGATION: Final = (
    Link(
        Role.DISTRIBUTOR,
        50,
        "distribution_contacts.contacts",
        lazy_gettext("Contact details"),
        _of_writers,
        rare=True,
    ),
)


@blueprint.route("/jakaja/yhteystiedot", methods=["GET", "POST"])
@requires(Permission.ISSUE_CARDS)
def contacts() -> ResponseReturnValue:
    """Write them; what is sent twice is written once."""
    form = ContactsForm.of(own_contacts(db(), staff()))
    if form.validate_on_submit():
        with form.taking_refusals():
            write_contacts(db(), staff(), form.new_contacts(), now=current_time())
            flash(gettext("Saved. Cardholders now see it where they need a new card."), "success")
            return redirect(url_for("distribution_contacts.contacts"), 303)
    return render_template("distribution/contacts.html", form=form), form.status
