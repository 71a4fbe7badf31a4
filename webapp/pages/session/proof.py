"""Showing again who one is, before what a stranger at an open screen must not do."""

from typing import Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.core.accounts.actions import prove_again
from webapp.core.accounts.factors.passkeys import prove_with_passkey
from webapp.core.accounts.factors.queries import OwnFactors, own_factors
from webapp.core.accounts.factors.reasons import FactorRefusal
from webapp.core.accounts.models import Proof
from webapp.core.accounts.reasons import AccountRefusal
from webapp.core.accounts.roles import Permission
from webapp.pages.session.forms import PasskeyForm, ProofForm
from webapp.plumbing.access.ceremonies import answer_to, asked, this_site
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.sign_in import take_proof
from webapp.plumbing.access.staff import person
from webapp.plumbing.access.tries import PASSKEYS, PROOFS, by_person, counting
from webapp.plumbing.access.unsent import is_kept_for
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.addresses import next_address, wanted_address
from webapp.plumbing.http.transaction import db

blueprint: Final = Blueprint("proof", __name__, url_prefix="/vahvista")


@blueprint.route("", methods=["GET", "POST"])
@requires(Permission.HAVE_ACCOUNT, before_factor=True)
def prove() -> ResponseReturnValue:
    """By the password, and by a code where the person has a second factor."""
    form = ProofForm()
    if form.validate_on_submit():
        wrong = {AccountRefusal.SIGN_IN_FAILED, FactorRefusal.FACTOR_CODE_WRONG}
        with form.taking_refusals(), counting(by_person(PROOFS), wrong=wrong):
            proof = prove_again(
                db(), person().account_id,
                password=form.password.data or "", code=form.code.data or "", now=current_time(),
            )  # fmt: skip
            take_proof(person(), proof)
            return redirect(next_address("session.account"), 303)
    factors = own_factors(db(), person().account_id)
    return _page(form, PasskeyForm(formdata=None), factors), form.status


@blueprint.route("/avain", methods=["GET", "POST"])
@requires(Permission.HAVE_ACCOUNT, before_factor=True)
def prove_by_key() -> ResponseReturnValue:
    """By a passkey alone."""
    if request.method == "GET":  # somebody reloaded, or changed the language of, the answer
        return redirect(url_for("proof.prove"))
    keyed = PasskeyForm()
    if keyed.validate():
        with (
            keyed.taking_refusals(),
            counting(by_person(PASSKEYS), wrong={FactorRefusal.FACTOR_PASSKEY_INVALID}),
        ):
            answer = answer_to("prove", this_site() or abort(404), keyed.answer.data or "")
            prove_with_passkey(db(), person().account_id, answer, now=current_time())
            take_proof(person(), Proof.FACTOR)
            return redirect(next_address("session.account"), 303)
    factors = own_factors(db(), person().account_id)
    return _page(ProofForm(formdata=None), keyed, factors), keyed.status


def _page(form: ProofForm, keyed: PasskeyForm, factors: OwnFactors) -> str:
    return render_template(
        "session/prove.html",
        form=form,
        keyed=keyed,
        factors=factors,
        options=asked("prove") if factors.passkeys else "",
        next=wanted_address(),
        is_kept=is_kept_for(wanted_address()),
    )
