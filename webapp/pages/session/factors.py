"""How a person signs in: their passkeys, authenticator app and recovery codes."""

import uuid
from collections.abc import Sequence
from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webapp.core.accounts.factors.codes import (
    add_app,
    app_address,
    make_recovery_codes,
    new_app_secret,
    remove_app,
)
from webapp.core.accounts.factors.passkeys import (
    MOST_PASSKEYS,
    add_passkey,
    creation,
    own_passkey,
    remove_passkey,
    rename_passkey,
)
from webapp.core.accounts.factors.queries import own_factors
from webapp.core.accounts.factors.reasons import FactorRefusal
from webapp.core.accounts.models import Proof
from webapp.core.accounts.roles import Permission
from webapp.core.accounts.sessions import leave_one_session
from webapp.core.mails.models import FactorChange, MailKind
from webapp.core.partners.queries import is_factor_demanded
from webapp.pages.session.arriving import HOME
from webapp.pages.session.forms import AppForm, NamedPasskeyForm, NameForm
from webapp.plumbing.access.ceremonies import answer_to, ask, this_site
from webapp.plumbing.access.demand import current_demand
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.sign_in import current_actor, has_proved_lately, take_proof
from webapp.plumbing.access.staff import person
from webapp.plumbing.access.tries import FACTOR_CODES, PASSKEYS, by_person, counting
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.addresses import next_address, wanted_address
from webapp.plumbing.http.browsers import browser_kind
from webapp.plumbing.http.transaction import db
from webapp.plumbing.mail.telling import tell
from webapp.plumbing.rendering.endings import Question, asks_first
from webapp.plumbing.rendering.forms import flashing_refusals
from webapp.plumbing.rendering.pairings import in_groups
from webapp.plumbing.rendering.pictures import qr_svg
from webapp.plumbing.words.texts import named_sentences

blueprint: Final = Blueprint("factors", __name__, url_prefix="/tili/tunnistus")
_NEW_APP: Final = "new_app"
"""Of the cookie: what an app that is being set up makes its codes of; its page shows the same browser."""


def _is_demanded() -> bool:
    return is_factor_demanded(db(), person().account_id, current_demand())


@blueprint.get("/")
@requires(Permission.HAVE_ACCOUNT, before_factor=True)
def overview() -> str:
    """All ways in which the person can show who they are."""
    return _overview(NamedPasskeyForm(formdata=None))


def _overview(form: NamedPasskeyForm) -> str:
    account_id, site = person().account_id, this_site()
    factors = own_factors(db(), account_id)
    if not form.name.data:
        form.name.data = str(named_sentences().BROWSERS[browser_kind()])
    may_add = site is not None and has_proved_lately() and len(factors.passkeys) < MOST_PASSKEYS
    return render_template(
        "session/factors.html",
        form=form,
        factors=factors,
        owes_factor=person().owes_factor,
        may_remove=not (factors.has_one_only and _is_demanded()),
        options=ask("staff", creation(db(), account_id, site)) if site and may_add else "",
        next=wanted_address(),
    )


@blueprint.route("/avain", methods=["GET", "POST"])
@requires(Permission.HAVE_ACCOUNT, before_factor=True, asks_proof=True)
def add_key() -> ResponseReturnValue:
    """One passkey more."""
    if request.method == "GET":  # somebody reloaded, or changed the language of, the answer
        return redirect(url_for("factors.overview"))
    form = NamedPasskeyForm()
    if form.validate():
        invalid = {FactorRefusal.FACTOR_PASSKEY_INVALID}
        with form.taking_refusals(), counting(by_person(PASSKEYS), wrong=invalid):
            answer = answer_to("staff", this_site() or abort(404), form.answer.data or "")
            add_passkey(db(), person().account_id, answer, name=form.name.data or "", now=current_time())
            _tell(FactorChange.PASSKEY_ADDED)
            return _go_on(gettext("The passkey is ready. From now on it signs you in by itself."))
    return _overview(form), form.status


def _go_on(said: str) -> ResponseReturnValue:
    """After one more factor: whoever was led here goes on where they were going."""
    owed = person().owes_factor
    _changed()
    flash(said, "success")
    actor = current_actor()
    if owed and actor is not None:
        return redirect(next_address(HOME[actor.role]), 303)
    return redirect(url_for("factors.overview"), 303)


def _tell(change: FactorChange) -> None:
    tell(person().account_id, MailKind.FACTOR_CHANGED, change=change)


def _changed() -> None:
    """Whoever was signed in elsewhere by what held until now signs in again."""
    take_proof(person(), Proof.FACTOR)
    _left()


@blueprint.route("/avain/<uuid:staff_passkey_id>/nimi", methods=["GET", "POST"])
@requires(Permission.HAVE_ACCOUNT)
def rename(staff_passkey_id: uuid.UUID) -> ResponseReturnValue:
    """Another name for a passkey."""
    found = own_passkey(db(), person().account_id, staff_passkey_id)
    form = NameForm(obj=found)
    if form.validate_on_submit():
        with form.taking_refusals():
            rename_passkey(db(), person().account_id, staff_passkey_id, name=form.name.data or "")
            flash(gettext("The name has been changed."), "success")
            return redirect(url_for("factors.overview"), 303)
    return render_template("session/rename_passkey.html", form=form, passkey=found), form.status


def _removing_key(staff_passkey_id: uuid.UUID) -> Question:
    found = own_passkey(db(), person().account_id, staff_passkey_id)
    return Question(
        gettext("Remove the passkey “%(name)s”?", name=found.name),
        [
            gettext("It no longer signs you in, and you are signed out on your other devices."),
            gettext("The device itself may go on offering it: remove it there, too."),
        ],
        gettext("Remove the passkey"),
        url_for("factors.overview"),
    )


@blueprint.route("/avain/<uuid:staff_passkey_id>/poista", methods=["GET", "POST"])
@requires(Permission.HAVE_ACCOUNT, asks_proof=True)
@asks_first(_removing_key)
def remove_key(staff_passkey_id: uuid.UUID) -> ResponseReturnValue:
    """One passkey less."""
    with flashing_refusals("error"):
        remove_passkey(
            db(), person().account_id, staff_passkey_id, is_demanded=_is_demanded(), now=current_time()
        )
        _left()
        _tell(FactorChange.PASSKEY_REMOVED)
        flash(gettext("The passkey no longer signs you in."), "success")
    return redirect(url_for("factors.overview"), 303)


def _left() -> None:
    leave_one_session(db(), person().account_id, person().token)


@blueprint.route("/sovellus", methods=["GET", "POST"])
@requires(Permission.HAVE_ACCOUNT, before_factor=True, asks_proof=True)
def app() -> ResponseReturnValue:
    """Set up an authenticator app: its secret as a QR and to type, and its first code."""
    form = AppForm()
    secret = session.setdefault(_NEW_APP, new_app_secret())
    if form.validate_on_submit():
        wrong = {FactorRefusal.FACTOR_CODE_WRONG}
        with form.taking_refusals(), counting(by_person(FACTOR_CODES), wrong=wrong):
            add_app(db(), person().account_id, secret, code=form.code.data or "", now=current_time())
            session.pop(_NEW_APP)
            codes = make_recovery_codes(db(), person().account_id, now=current_time())
            _changed()
            _tell(FactorChange.APP_ADDED)
            return _codes_page(codes)
    page = render_template(
        "session/app.html",
        form=form,
        qr=qr_svg.__wrapped__(app_address(db(), person().account_id, secret)),
        secret=in_groups(secret),
        next=wanted_address(),
    )
    return page, form.status


def _codes_page(codes: Sequence[str]) -> str:
    """The only time that recovery codes are shown."""
    actor = current_actor()
    return render_template(
        "session/recovery_codes.html",
        codes=[in_groups(one) for one in codes],
        onward=next_address(HOME[actor.role] if actor else "session.choose_role"),
    )


def _removing_app() -> Question:
    return Question(
        gettext("Stop using the authenticator app?"),
        [gettext("Its codes no longer sign you in, and you are signed out on your other devices.")],
        gettext("Stop using the app"),
        url_for("factors.overview"),
    )


@blueprint.route("/sovellus/poista", methods=["GET", "POST"])
@requires(Permission.HAVE_ACCOUNT, asks_proof=True)
@asks_first(_removing_app)
def end_app() -> ResponseReturnValue:
    """Take codes of the app no longer."""
    with flashing_refusals("error"):
        remove_app(db(), person().account_id, is_demanded=_is_demanded(), now=current_time())
        _left()
        _tell(FactorChange.APP_REMOVED)
        flash(gettext("The codes of the app no longer sign you in."), "success")
    return redirect(url_for("factors.overview"), 303)


def _making_codes() -> Question:
    return Question(
        gettext("Make new recovery codes?"),
        [gettext("Codes that you got before stop working. The new ones are shown once.")],
        gettext("Make new recovery codes"),
        url_for("factors.overview"),
    )


@blueprint.route("/varakoodit", methods=["GET", "POST"])
@requires(Permission.HAVE_ACCOUNT, asks_proof=True)
@asks_first(_making_codes)
def recovery_codes() -> ResponseReturnValue:
    """New recovery codes in the place of those before; for who has another factor."""
    if not own_factors(db(), person().account_id).has_any:
        abort(404)
    _tell(FactorChange.CODES_MADE)
    return _codes_page(make_recovery_codes(db(), person().account_id, now=current_time()))
