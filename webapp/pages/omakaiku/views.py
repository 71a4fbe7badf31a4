"""The mobile card, taking it onto a phone and giving it up."""

from typing import Final

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webapp.core.accounts.roles import Permission
from webapp.core.cards.queries import CardInHand
from webapp.core.errors import RefusedError
from webapp.core.omakaiku.actions import forget_phone as forget
from webapp.core.omakaiku.actions import pair_phone
from webapp.pages.omakaiku.forms import PairingForm
from webapp.plumbing.access import public, requires
from webapp.plumbing.browsers import phone_kind
from webapp.plumbing.clock import current_time
from webapp.plumbing.forms import UNPROCESSABLE
from webapp.plumbing.limits import PAIRINGS, limiter
from webapp.plumbing.pictures import code39_svg, qr_svg
from webapp.plumbing.sign_in import current_holder_card, drop_phone_token, keep_phone_token, phone_token
from webapp.plumbing.texts import HOLDER_ADVICE, REFUSALS
from webapp.plumbing.transaction import register

blueprint: Final = Blueprint("omakaiku", __name__)


@blueprint.get("/oma")
@public
def card() -> ResponseReturnValue:
    """The card on this phone, or how to get one."""
    token, held = phone_token(), current_holder_card()
    if token is None or held is None:
        return render_template("omakaiku/start.html")
    return keep_phone_token(make_response(_card_page(held)), token)


def _card_page(held: CardInHand) -> str:
    reason = held.refusal
    return render_template(
        "omakaiku/card.html",
        card={
            "code": held.code,
            "kind": held.card.kind,
            "children": held.card.children,
            "valid_until": held.card.valid_until,
            "verdict": reason or "valid",
        },
        verdict_sentence=str(REFUSALS[reason]) if reason else "",
        advice=str(HOLDER_ADVICE[reason]) if reason else "",
        qr_svg=qr_svg(held.code),
        code39_svg=code39_svg(held.code),
        checked_at=current_time(),
    )


@blueprint.route("/oma/liita", methods=["GET", "POST"])
@public
@limiter.limit(PAIRINGS, methods=["POST"])
def pair() -> ResponseReturnValue:
    """Take a card onto this phone with a single-use code."""
    form = PairingForm()
    if form.validate_on_submit():
        try:
            token = _take_card(form.secret.data or "")
        except RefusedError as refused:
            form.refuse(refused)
        else:
            return keep_phone_token(_to_card(), token)
    return render_template("omakaiku/pair.html", form=form), UNPROCESSABLE if form.is_submitted() else 200


def _take_card(typed_secret: str) -> str:
    return pair_phone(
        register(), typed_secret, now=current_time(), kind=phone_kind(), earlier=phone_token() or ""
    )


@blueprint.post("/oma/unohda")
@requires(Permission.SHOW_OWN_CARD)
def forget_phone() -> ResponseReturnValue:
    """Take the card off this phone; the card itself stays as it is."""
    token = phone_token()
    if token is not None:
        forget(register(), token, now=current_time())
    flash(gettext("The card has been taken off this phone."), "success")
    return drop_phone_token(_to_card())


def _to_card() -> Response:
    return make_response(redirect(url_for("omakaiku.card"), 303))
