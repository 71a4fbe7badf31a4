"""A lost password: ask for a link, and set a new one by it."""

from datetime import timedelta
from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webapp.core.accounts.actions import account_of_address
from webapp.core.accounts.resets.actions import LINK_LASTS, ask_for_link, set_password_by_link
from webapp.core.accounts.resets.events import PasswordLinkAsked
from webapp.core.accounts.resets.reasons import ResetRefusal
from webapp.core.devices.actions import end_personal_devices
from webapp.core.mails.models import MailKind
from webapp.pages.session.forms import AddressForm, NewPasswordForm
from webapp.plumbing.access.gate import public
from webapp.plumbing.access.limits import LINKS_OF_ADDRESS, LINKS_OF_ORIGIN, by_email, limiter
from webapp.plumbing.access.log_notes import note
from webapp.plumbing.access.tries import PASSWORD_LINKS, by_address, counting
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.mail.telling import tell
from webapp.plumbing.mail.writing import PASSWORD_PATH
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("lost_password", __name__)


@blueprint.route("/unohtunut-salasana", methods=["GET", "POST"])
@public
@limiter.limit(LINKS_OF_ORIGIN, methods=["POST"])
@limiter.limit(LINKS_OF_ADDRESS, methods=["POST"], key_func=by_email)
def ask() -> ResponseReturnValue:
    """Ask for a link. What is done and answered is the same for every address."""
    form = AddressForm()
    if form.validate_on_submit():
        address = form.email.data or ""
        ask_for_link(db(), address, language=current_language(), now=current_time())
        note(PasswordLinkAsked(), account_id=account_of_address(db(), address))
        return redirect(url_for("lost_password.asked"), 303)
    return render_template("session/lost_password.html", form=form), form.status


@blueprint.get("/unohtunut-salasana/pyydetty")
@public
def asked() -> str:
    """What happens now, whoever asked."""
    return render_template("session/link_is_coming.html", minutes=LINK_LASTS // timedelta(minutes=1))


@blueprint.route(PASSWORD_PATH, methods=["GET", "POST"])
@public
def set_new() -> ResponseReturnValue:
    """Use a link up. Its secret comes in the address's fragment, which no log ever sees.

    Nobody is signed in by it: the page of signing in asks for the second factor, too.
    """
    form = NewPasswordForm()
    if form.validate_on_submit():
        invalid = {ResetRefusal.PASSWORD_LINK_INVALID}
        with form.taking_refusals(), counting(by_address(PASSWORD_LINKS), wrong=invalid):
            account = set_password_by_link(
                db(), form.secret.data or "", password=form.password.data or "", now=current_time()
            )
            end_personal_devices(db(), account.id, now=current_time())
            tell(account.id, MailKind.PASSWORD_CHANGED)
            flash(gettext("Your password has been changed. Sign in with the new one."), "success")
            return redirect(url_for("session.sign_in"), 303)
    return render_template("session/new_password.html", form=form), form.status
