"""Signing in with a passkey alone, or with a code after the password."""

from typing import Final

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from webapp.core.accounts.events import SignInFailed
from webapp.core.accounts.factors.passkeys import sign_in_with_passkey
from webapp.core.accounts.factors.queries import own_factors
from webapp.core.accounts.factors.reasons import FactorRefusal
from webapp.core.accounts.factors.sign_in import Begun, begun_sign_in, finish_sign_in
from webapp.core.accounts.models import Account, Proof
from webapp.pages.session.arriving import BEGUN, arrive
from webapp.pages.session.forms import CodeForm, PasskeyForm, SignInForm
from webapp.pages.session.guessing import tries_of_code
from webapp.plumbing.access.ceremonies import answer_to, asked, this_site
from webapp.plumbing.access.gate import public
from webapp.plumbing.access.log_notes import note
from webapp.plumbing.access.sign_in import current_person
from webapp.plumbing.access.tries import PASSKEYS, by_address, counting
from webapp.plumbing.access.unsent import is_kept_for
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.addresses import wanted_address
from webapp.plumbing.http.transaction import db

blueprint: Final = Blueprint("second_factor", __name__)


def _begun() -> Begun | None:
    token = session.get(BEGUN)
    return begun_sign_in(db(), token, now=current_time()) if token else None


@blueprint.route("/kirjaudu/avain", methods=["GET", "POST"])
@public
def passkey() -> ResponseReturnValue:
    """A passkey alone is enough; the page is that of signing in."""
    if request.method == "GET":  # somebody reloaded, or changed the language of, the answer
        return redirect(url_for("session.sign_in"))
    form = PasskeyForm()
    if form.validate():
        with (
            form.taking_refusals(),
            counting(by_address(PASSKEYS), wrong={FactorRefusal.FACTOR_PASSKEY_INVALID}),
        ):
            answer = answer_to("sign_in", this_site() or abort(404), form.answer.data or "")
            account_id = sign_in_with_passkey(db(), answer, now=current_time())
            return arrive(account_id, None, Proof.FACTOR)
        note(SignInFailed())
    return sign_in_page(SignInForm(formdata=None), form), form.status


def sign_in_page(form: SignInForm, keyed: PasskeyForm, *, is_held_up: bool = False) -> str:
    """The page with both ways in; with what was wrong with the one that was tried.

    `is_held_up`: somebody has guessed too often; the ways past that are named.
    """
    return render_template(
        "session/sign_in.html",
        form=form,
        keyed=keyed,
        is_held_up=is_held_up,
        options=asked("sign_in"),
        next=wanted_address(),
        has_ended="_user_id" in session and current_person() is None,
        is_kept=is_kept_for(wanted_address()),
    )


@blueprint.route("/kirjaudu/koodi", methods=["GET", "POST"])
@public
def code() -> ResponseReturnValue:
    """After the password: a code of the app or a recovery code, or a passkey all the same."""
    begun = _begun()
    if begun is None:
        return redirect(url_for("session.sign_in", next=wanted_address() or None), 303)
    form = CodeForm()
    if form.validate_on_submit():
        email = db().get_one(Account, begun.account_id).email
        with (
            form.taking_refusals(),
            counting(*tries_of_code(email), wrong={FactorRefusal.FACTOR_CODE_WRONG}),
        ):
            finish_sign_in(db(), session[BEGUN], code=form.code.data or "", now=current_time())
            return arrive(begun.account_id, begun.organisation_id, Proof.FACTOR)
        note(SignInFailed(), account_id=begun.account_id)
    page = render_template(
        "session/code.html",
        form=form,
        factors=own_factors(db(), begun.account_id),
        options=asked("sign_in"),
        next=wanted_address(),
    )
    return page, form.status
