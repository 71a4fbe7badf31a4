"""Help a person of an organisation who cannot sign in: a link to a new password, lost factors removed."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webapp.core.accounts.roles import Permission
from webapp.core.devices.actions import end_personal_devices
from webapp.core.partners.help import (
    person_to_help,
    person_without_factors,
    remove_lost_factors,
    send_password_link,
    sign_person_out,
)
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.limits import INVITATIONS, by_account, limiter
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.endings import Question, asks_first
from webapp.plumbing.rendering.forms import flashing_refusals
from webapp.plumbing.words.formats import local_name
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint(
    "staff_help", __name__, url_prefix="/henkilosto/<int:organisation_id>/<int:colleague_id>/kirjautuminen"
)


@blueprint.get("/")
@requires(Permission.MANAGE_STAFF)
def overview(organisation_id: int, colleague_id: int) -> str:
    """What can be done for a person."""
    membership = person_to_help(db(), staff(), organisation_id, account_id=colleague_id)
    return render_template("partners/help.html", membership=membership, organisation=membership.organisation)


def _sending(organisation_id: int, colleague_id: int) -> Question:
    membership = person_to_help(db(), staff(), organisation_id, account_id=colleague_id)
    return Question(
        gettext("Send %(name)s a link to a new password?", name=membership.account.name),
        [
            gettext("The link goes to this address: %(email)s.", email=membership.account.email),
            gettext("It works once, for one day. You do not see it. Until then the password stays as it is."),
        ],
        gettext("Send the link"),
        url_for("staff_help.overview", organisation_id=organisation_id, colleague_id=colleague_id),
    )


@blueprint.route("/salasana", methods=["GET", "POST"])
@requires(Permission.MANAGE_STAFF, asks_proof=True)
@limiter.limit(INVITATIONS, methods=["POST"], key_func=by_account)
@asks_first(_sending)
def password(organisation_id: int, colleague_id: int) -> ResponseReturnValue:
    """Have a link to a new password sent."""
    membership = person_to_help(db(), staff(), organisation_id, account_id=colleague_id)
    send_password_link(db(), staff(), membership, language=current_language(), now=current_time())
    flash(gettext("The link is on its way to the person’s e-mail."), "success")
    return _back(organisation_id)


def _removing(organisation_id: int, colleague_id: int) -> Question | ResponseReturnValue:
    with flashing_refusals("error"):
        membership = person_without_factors(db(), staff(), organisation_id, account_id=colleague_id)
        return Question(
            gettext("Remove the passkeys, app and recovery codes of %(name)s?", name=membership.account.name),
            [
                local_name(membership.organisation),
                gettext("Be sure that it is they who ask: meet them, or call a number that you know."),
                gettext("They are signed out everywhere, and sign in with their password alone."),
                gettext("If their work needs it, they are led to set up a new passkey or app."),
            ],
            gettext("Yes, remove"),
            url_for("staff_help.overview", organisation_id=organisation_id, colleague_id=colleague_id),
        )
    return _back(organisation_id)


@blueprint.route("/tunnistus", methods=["GET", "POST"])
@requires(Permission.MANAGE_STAFF, asks_proof=True)
@asks_first(_removing)
def factors(organisation_id: int, colleague_id: int) -> ResponseReturnValue:
    """Take all second factors of a person who has lost theirs, and the lists that their own phones hold."""
    with flashing_refusals("error"):
        membership = person_without_factors(db(), staff(), organisation_id, account_id=colleague_id)
        remove_lost_factors(db(), staff(), membership, language=current_language(), now=current_time())
        end_personal_devices(db(), colleague_id, now=current_time())
        flash(gettext("Removed. The person has been told by e-mail."), "success")
    return _back(organisation_id)


def _signing_out(organisation_id: int, colleague_id: int) -> Question:
    membership = person_to_help(db(), staff(), organisation_id, account_id=colleague_id)
    return Question(
        gettext("Sign %(name)s out on all devices?", name=membership.account.name),
        [
            gettext("Their own phones also lose the lists of cards that they hold."),
            gettext("They can sign in again as before."),
        ],
        gettext("Sign out everywhere"),
        url_for("staff_help.overview", organisation_id=organisation_id, colleague_id=colleague_id),
    )


@blueprint.route("/ulos", methods=["GET", "POST"])
@requires(Permission.MANAGE_STAFF, asks_proof=True)
@asks_first(_signing_out)
def sign_out(organisation_id: int, colleague_id: int) -> ResponseReturnValue:
    """Sign a person out everywhere, for example when a phone has been stolen."""
    membership = person_to_help(db(), staff(), organisation_id, account_id=colleague_id)
    sign_person_out(db(), staff(), membership, now=current_time())
    end_personal_devices(db(), colleague_id, now=current_time())
    flash(gettext("The person has been signed out on all devices."), "success")
    return _back(organisation_id)


def _back(organisation_id: int) -> ResponseReturnValue:
    return redirect(url_for("partners.staff", organisation_id=organisation_id), 303)
