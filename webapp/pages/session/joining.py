"""Come with an invitation: make an account by it, or sign in with the one that is there, and accept."""

import uuid
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webapp.core.accounts.roles import Role
from webapp.core.partners.events import InvitationRefused
from webapp.core.partners.invitations import (
    accept_invitation,
    has_joined_by,
    invitation_of,
    make_account_to_join,
    open_invitation,
)
from webapp.core.partners.reasons import PartnerRefusal
from webapp.pages.session.arriving import HOME
from webapp.pages.session.forms import InvitationCodeForm, InvitationForm
from webapp.plumbing.access.gate import public
from webapp.plumbing.access.log_notes import note, noting_refusals
from webapp.plumbing.access.sign_in import Person, current_person, work_for
from webapp.plumbing.access.tries import INVITATION_CODES, by_address, counting
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.words.formats import local_name

blueprint: Final = Blueprint("joining", __name__, url_prefix="/kutsu")
HAS_ACCOUNT: Final = "has_account"
"""Of the button by which one says so."""
_WRONG: Final = {PartnerRefusal.INVITATION_INVALID}


@blueprint.route("", methods=["GET", "POST"])
@public
def come() -> ResponseReturnValue:
    """Use an invitation's code. It comes in the address's fragment, which no log ever sees."""
    form = InvitationForm()
    if HAS_ACCOUNT in request.form:
        return _with_account()
    if form.validate_on_submit():
        with form.taking_refusals(), counting(by_address(INVITATION_CODES), wrong=_WRONG):
            invitation_id = make_account_to_join(
                db(), form.secret.data or "",
                name=form.name.data or "", password=form.password.data or "", now=current_time(),
            )  # fmt: skip
            # The same to who had an account already, which nobody but they may learn.
            flash(
                gettext(
                    "Now sign in: with the password that you have just chosen, or with that of the account "
                    "that you had before."
                ),
                "success",
            )
            return _to_sign_in(invitation_id)
        note(InvitationRefused())
    return _page(form)


def _with_account() -> ResponseReturnValue:
    form = InvitationCodeForm()
    if form.validate():
        with form.taking_refusals(), counting(by_address(INVITATION_CODES), wrong=_WRONG):
            return _to_sign_in(open_invitation(db(), form.secret.data or "", now=current_time()).id)
        note(InvitationRefused())
    return _page(InvitationForm(), form)


def _page(form: InvitationForm, code_form: InvitationCodeForm | None = None) -> ResponseReturnValue:
    if code_form is not None:  # of the whole form, only the code was asked for
        form.name.errors = form.password.errors = []
        form.secret.errors = code_form.secret.errors
    return render_template("session/accept_invitation.html", form=form, has_account=HAS_ACCOUNT), form.status


def _to_sign_in(invitation_id: uuid.UUID) -> ResponseReturnValue:
    accepting = url_for("joining.join", invitation_id=invitation_id)
    if current_person() is not None:
        return redirect(accepting, 303)
    return redirect(url_for("session.sign_in", next=accepting), 303)


@blueprint.route("/<uuid:invitation_id>", methods=["GET", "POST"])
@public
def join(invitation_id: uuid.UUID) -> ResponseReturnValue:
    """Accept an invitation that was made for the address of whoever is signed in."""
    somebody = current_person()
    if somebody is None:
        return _to_sign_in(invitation_id)
    if somebody.owes_factor:
        return redirect(url_for("factors.overview", next=request.path), 303)
    if has_joined_by(db(), somebody.account_id, invitation_id):
        return redirect(_home_of(somebody), 303)
    with noting_refusals(InvitationRefused(), account_id=somebody.account_id):
        if request.method == "POST":
            return _joined(somebody, invitation_id)
        found = invitation_of(db(), somebody.account_id, invitation_id, now=current_time())
    return render_template("session/join.html", invitation=found)


def _joined(somebody: Person, invitation_id: uuid.UUID) -> ResponseReturnValue:
    membership = accept_invitation(db(), somebody.account_id, invitation_id, now=current_time())
    organisation = membership.organisation
    work_for(somebody, organisation.id)
    flash(gettext("You now work for %(organisation)s.", organisation=local_name(organisation)), "success")
    return redirect(url_for(HOME[Role(organisation.kind)]), 303)


def _home_of(somebody: Person) -> str:
    return url_for(HOME[somebody.actor.role] if somebody.actor else "session.choose_role")
