"""Wishing for another year, and what the card's page says of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webapp.core.accounts.roles import Permission
from webapp.core.omakaiku.wishes.actions import open_renewal_wish, stage_of, wish_for_renewal
from webapp.core.omakaiku.wishes.rules import STAGES_OF_WISHING, RenewalStage
from webapp.core.partners.contacts import contacts_of as find_contacts
from webapp.core.partners.models import Organisation, OrganisationContacts
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.holder import holder, send_home_if_lost
from webapp.plumbing.access.sign_in import current_holder_card
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.forms import flashing_refusals

blueprint: Final = Blueprint("holder_renewal", __name__, url_prefix="/oma/uusinta")
blueprint.before_request(send_home_if_lost)


@dataclass(frozen=True, slots=True)
class RenewalShown:
    """What the card's page says of renewing: how near the end is, and since when the wish has waited."""

    stage: RenewalStage
    last_day: date
    wished_at: datetime | None
    distributor: Organisation


@blueprint.app_template_global()
def contacts_of(distributor: Organisation) -> OrganisationContacts | None:
    """How whoever gives and renews a card is reached; asked only by pages that say it."""
    return find_contacts(db(), distributor)


@blueprint.app_template_global()
def renewal_context() -> RenewalShown | None:
    """Of the card on the phone that asks; None where there is nothing to say of renewing."""
    held = current_holder_card()
    if held is None:
        return None
    stage = stage_of(held, now=current_time())
    if stage not in STAGES_OF_WISHING:
        return None
    wish = open_renewal_wish(db(), held.card.id)
    return RenewalShown(stage, held.card.valid_until, wish.wished_at if wish else None, held.card.distributor)


@blueprint.post("")
@requires(Permission.SHOW_OWN_CARD)
def wish() -> ResponseReturnValue:
    """Send the wish to the place that gave the card; sending it twice sends one."""
    with flashing_refusals():
        wish_for_renewal(db(), holder(), now=current_time())
        flash(gettext("Your wish has been sent. The new day comes to this page by itself."), "success")
    return redirect(url_for("omakaiku.card", _anchor="said"), 303)
