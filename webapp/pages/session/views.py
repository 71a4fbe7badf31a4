"""Sign in and out, choose a role, look after the own account."""

from datetime import timedelta
from typing import Final

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webapp.core.accounts.actions import account_of_address, change_password, sign_in_at_once
from webapp.core.accounts.actions import sign_in as sign_in_account
from webapp.core.accounts.events import RoleChosen, SignInFailed
from webapp.core.accounts.models import Proof
from webapp.core.accounts.reasons import AccountRefusal
from webapp.core.accounts.roles import Permission
from webapp.core.accounts.sessions import SESSION_LASTS, own_sessions
from webapp.core.audit.actions import record_event
from webapp.core.devices.actions import end_personal_devices
from webapp.core.errors import NotAllowedError
from webapp.core.mails.models import MailKind
from webapp.core.partners.queries import role_choices
from webapp.pages.session.arriving import HOME, arrive, enter
from webapp.pages.session.forms import PasskeyForm, PasswordForm, SignInForm
from webapp.pages.session.guessing import tries_of_password, tries_with_code
from webapp.pages.session.second_factor import sign_in_page
from webapp.plumbing.access.gate import public, requires
from webapp.plumbing.access.log_notes import note
from webapp.plumbing.access.sign_in import close_session, current_person, open_session, work_for
from webapp.plumbing.access.staff import person, staff
from webapp.plumbing.access.this_device import give_up_personal_device
from webapp.plumbing.access.tries import PROOFS, by_person, counting
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.addresses import next_address, wanted_address
from webapp.plumbing.http.error_pages import when_to_try_again
from webapp.plumbing.http.problems import HeldUpError
from webapp.plumbing.http.transaction import db
from webapp.plumbing.mail.telling import tell
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("session", __name__)


@blueprint.route("/kirjaudu", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """E-mail address and password."""
    form = SignInForm()
    if form.validate_on_submit():
        try:
            with form.taking_refusals():
                return _with_password(form)
        except HeldUpError as error:
            return _held_up_page(form, error)
        note_failed_sign_in(form.email.data or "")
    return sign_in_page(form, PasskeyForm(formdata=None)), form.status


def _with_password(form: SignInForm) -> ResponseReturnValue:
    """Whoever has a code shows it at once where strangers have used the account's tries up."""
    email, password, code = (field.data or "" for field in (form.email, form.password, form.code))
    wrong = {AccountRefusal.SIGN_IN_FAILED}
    if code:
        with counting(*tries_with_code(email), wrong=wrong):
            account = sign_in_at_once(db(), email=email, password=password, code=code, now=current_time())
        return arrive(account.id, None, Proof.FACTOR)
    with counting(*tries_of_password(email), wrong=wrong):
        account = sign_in_account(db(), email=email, password=password, now=current_time())
    return enter(account.id)


def _held_up_page(form: SignInForm, error: HeldUpError) -> ResponseReturnValue:
    form.form_errors = [*form.form_errors, when_to_try_again(error)]
    response = make_response(sign_in_page(form, PasskeyForm(formdata=None), is_held_up=True), error.code)
    response.headers["Retry-After"] = str(error.seconds)
    return response


def note_failed_sign_in(address: str) -> None:
    """Whose account it was, if anybody's; who tried is known by the network they came from alone."""
    note(SignInFailed(), account_id=account_of_address(db(), address))


@blueprint.route("/rooli", methods=["GET", "POST"])
@public
def choose_role() -> ResponseReturnValue:
    """Choose for whom to work; for a person who has several roles."""
    somebody = current_person()
    if somebody is None:
        return redirect(url_for("session.sign_in"))
    choices = role_choices(db(), somebody.account_id, language=current_language())
    if request.method == "GET":
        return render_template("session/choose_role.html", choices=choices, next=wanted_address())
    chosen = [one for one in choices if str(one.organisation_id) == request.form.get("organisation")]
    if not chosen:
        raise NotAllowedError
    record_event(
        db(), RoleChosen(),
        now=current_time(), account_id=somebody.account_id, organisation_id=chosen[0].organisation_id,
    )  # fmt: skip
    work_for(somebody, chosen[0].organisation_id)
    return redirect(next_address(HOME[chosen[0].role]), 303)


@blueprint.post("/ulos")
@public
def sign_out() -> ResponseReturnValue:
    """Sign out; the own phone forgets its list of cards with it."""
    close_session()
    flash(gettext("You have signed out."), "success")
    return give_up_personal_device(make_response(redirect(url_for("public.front"), 303)))


@blueprint.route("/tili", methods=["GET", "POST"])
@requires(Permission.HAVE_ACCOUNT)
def account() -> ResponseReturnValue:
    """The own account: role, other roles, password."""
    actor = staff()
    form = PasswordForm()
    if form.validate_on_submit():
        with form.taking_refusals(), counting(by_person(PROOFS), wrong={AccountRefusal.SIGN_IN_FAILED}):
            change_password(
                db(), actor.account_id,
                current=form.current_password.data or "", new=form.password.data or "", now=current_time(),
            )  # fmt: skip
            end_personal_devices(db(), actor.account_id, now=current_time())
            tell(actor.account_id, MailKind.PASSWORD_CHANGED)
            open_session(actor.account_id, actor.organisation.id, person().proof)
            # After it: a new session has forgotten what was to be said.
            flash(gettext("Your password has been changed. Other devices have been signed out."), "success")
            return redirect(url_for(HOME[actor.role]), 303)
    page = render_template(
        "session/account.html",
        form=form,
        choices=role_choices(db(), actor.account_id, language=current_language()),
        sessions=own_sessions(db(), actor.account_id, now=current_time()),
        here=person().session_id,
        longest_hours=SESSION_LASTS // timedelta(hours=1),
    )
    return page, form.status
