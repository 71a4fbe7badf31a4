"""Passkeys: made on a phone that carries the card, used on one that does not."""

import uuid
from typing import Final

from flask import Blueprint, abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webapp.core.accounts.roles import Permission
from webapp.core.ceremonies import Site
from webapp.core.omakaiku.passkeys.actions import (
    MOST_PASSKEYS,
    add_passkey,
    come_back,
    creation,
    end_passkey,
    passkeys_of_card,
)
from webapp.core.omakaiku.passkeys.reasons import PasskeyRefusal
from webapp.pages.omakaiku.forms import PasskeyForm
from webapp.plumbing.access.ceremonies import answer_to, ask, asked, this_site
from webapp.plumbing.access.gate import public, requires
from webapp.plumbing.access.holder import holder, send_home_if_lost
from webapp.plumbing.access.sign_in import add_card, card_tokens, phone_token
from webapp.plumbing.access.tries import PASSKEYS, by_address, counting
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.browsers import phone_kind
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.endings import Question, asks_first
from webapp.plumbing.words.formats import show_day

blueprint: Final = Blueprint("holder_passkeys", __name__)
blueprint.before_request(send_home_if_lost)


def _token() -> str:
    return phone_token() or abort(403)  # the gate lets no phone in without one


def _site() -> Site:
    return this_site() or abort(404)


@blueprint.route("/oma/avain", methods=["GET", "POST"])
@requires(Permission.SHOW_OWN_CARD)
def passkeys() -> ResponseReturnValue:
    """The card's passkeys, and one more."""
    form = PasskeyForm()
    if form.validate_on_submit():
        with form.taking_refusals():
            answer = answer_to("add", _site(), form.answer.data or "")
            add_passkey(db(), _token(), answer, now=current_time())
            flash(gettext("The passkey is ready. It brings your card back also onto a new phone."), "success")
            return redirect(url_for("holder_passkeys.passkeys"), 303)
    return _page(form), form.status


def _page(form: PasskeyForm) -> str:
    site, found = this_site(), passkeys_of_card(db(), _token())
    may_add = site is not None and len(found) < MOST_PASSKEYS and holder().refusal is None
    options = ask("add", creation(found, site)) if site and may_add else ""
    return render_template(
        "omakaiku/passkeys.html", form=form, passkeys=found, options=options, most=MOST_PASSKEYS
    )


def _ending(passkey_id: uuid.UUID) -> Question:
    own = passkeys_of_card(db(), _token())
    found = next((one for one in own if one.id == passkey_id), None) or abort(404)
    return Question(
        gettext("Remove the passkey made on %(day)s?", day=show_day(found.added_at)),
        [
            gettext("It no longer brings your card back onto a phone."),
            gettext("The card stays on this phone, and you can make a new passkey here."),
        ],
        gettext("Remove the passkey"),
        url_for("holder_passkeys.passkeys"),
    )


@blueprint.route("/oma/avain/<uuid:passkey_id>/poista", methods=["GET", "POST"])
@requires(Permission.SHOW_OWN_CARD)
@asks_first(_ending)
def end(passkey_id: uuid.UUID) -> ResponseReturnValue:
    """Forget one passkey."""
    end_passkey(db(), _token(), passkey_id, now=current_time())
    flash(gettext("The passkey no longer brings the card back."), "success")
    return redirect(url_for("holder_passkeys.passkeys"), 303)


@blueprint.route("/oma/takaisin", methods=["GET", "POST"])
@public
def back() -> ResponseReturnValue:
    """Bring a card back with a passkey."""
    form = PasskeyForm()
    if form.validate_on_submit():
        invalid = {PasskeyRefusal.PASSKEY_INVALID}
        with form.taking_refusals(), counting(by_address(PASSKEYS), wrong=invalid):
            answer = answer_to("back", _site(), form.answer.data or "")
            token = come_back(db(), answer, kind=phone_kind(), carried=card_tokens(), now=current_time())
            return add_card(make_response(redirect(url_for("omakaiku.card"), 303)), token)
    return render_template("omakaiku/come_back.html", form=form, options=asked("back")), form.status
