"""One card's page: what to write on the cardboard, its pairing QR, and what can be done with it."""

import uuid
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webapp.core.accounts.roles import Permission
from webapp.core.audit.actions import record_event
from webapp.core.audit.events import CardViewed
from webapp.core.cards.actions import renew_card, replace_card, stop_card, validity_today
from webapp.core.cards.queries import CardInHand, own_card
from webapp.core.cards.validity import CardStatus
from webapp.core.errors import RefusedError
from webapp.core.identifiers import new_id
from webapp.core.omakaiku.actions import NewPairing, make_pairing
from webapp.pages.distribution.forms import RenewForm, ReplaceForm
from webapp.plumbing.access import requires
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.forms import UNPROCESSABLE, Form
from webapp.plumbing.pictures import qr_svg
from webapp.plumbing.staff import staff
from webapp.plumbing.texts import REFUSALS
from webapp.plumbing.transaction import register

blueprint: Final = Blueprint("distribution_card", __name__, url_prefix="/jakaja/kortti/<uuid:card_id>")


@blueprint.get("/")
@requires(Permission.ISSUE_CARDS)
def card(card_id: uuid.UUID) -> str:
    """A card of this distributor's. Right after issue (`new`) it says what to write on the cardboard."""
    held = own_card(register(), staff(), card_id, today=today())
    record_event(
        register(), CardViewed(card_id),
        now=current_time(), account_id=staff().account_id, organisation_id=staff().organisation.id,
    )  # fmt: skip
    return _page(held)


def _page(
    held: CardInHand, *, renew: RenewForm | None = None, replace: ReplaceForm | None = None,
    pairing: NewPairing | None = None,
) -> str:  # fmt: skip
    try:
        renewed_until = validity_today(register(), staff(), today())
    except RefusedError:
        renewed_until = None
    address = url_for("omakaiku.pair", _external=True)
    return render_template(
        "distribution/card.html",
        held=held,
        is_new="new" in request.args,
        reason=str(REFUSALS[held.refusal]) if held.refusal else "",
        renewed_until=renewed_until,
        renew_form=renew or RenewForm(formdata=None, children=str(held.card.children)),
        replace_form=replace or ReplaceForm(formdata=None, card_id=str(new_id(current_time()))),
        pairing=pairing,
        pairing_address=f"{address}#{pairing.secret}" if pairing else "",
        pairing_qr=qr_svg.__wrapped__(f"{address}#{pairing.secret}") if pairing else "",
    )


@blueprint.post("/liita")
@requires(Permission.ISSUE_CARDS)
def pair(card_id: uuid.UUID) -> str:
    """Show a pairing QR. It is on this answer only: nothing that is stored or logged can show it again."""
    pairing = make_pairing(register(), staff(), card_id, now=current_time())
    return _page(own_card(register(), staff(), card_id, today=today()), pairing=pairing)


@blueprint.post("/uusi")
@requires(Permission.ISSUE_CARDS)
def renew(card_id: uuid.UUID) -> ResponseReturnValue:
    """Renew the card from today."""
    form = RenewForm()
    if form.validate():
        try:
            renew_card(register(), staff(), card_id, children=form.children.value, now=current_time())
        except RefusedError as refused:
            form.refuse(refused)
        else:
            return _done(card_id, gettext("The card has been renewed."))
    return _refused(card_id, form)


@blueprint.post("/paata")
@requires(Permission.ISSUE_CARDS)
def end(card_id: uuid.UUID) -> ResponseReturnValue:
    """End the card: the client's time with this distributor is over."""
    stop_card(register(), staff(), card_id, status=CardStatus.ENDED, now=current_time())
    return _done(card_id, gettext("The card has been ended."))


@blueprint.post("/poista")
@requires(Permission.ISSUE_CARDS)
def withdraw(card_id: uuid.UUID) -> ResponseReturnValue:
    """Take the card out of use: lost or misused."""
    stop_card(register(), staff(), card_id, status=CardStatus.WITHDRAWN, now=current_time())
    return _done(card_id, gettext("The card has been taken out of use. It stopped working at once."))


@blueprint.post("/korvaa")
@requires(Permission.ISSUE_CARDS)
def replace(card_id: uuid.UUID) -> ResponseReturnValue:
    """Give the card a new code."""
    form = ReplaceForm()
    if form.validate():
        try:
            replace_card(register(), staff(), card_id, typed_code=form.typed_code, now=current_time())
        except RefusedError as refused:
            form.refuse(refused)
        else:
            return _done(card_id, gettext("The card has a new code. The old one stopped working at once."))
    return _refused(card_id, form)


def _done(card_id: uuid.UUID, message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(url_for("distribution_card.card", card_id=card_id), 303)


def _refused(card_id: uuid.UUID, form: Form) -> ResponseReturnValue:
    register().rollback()  # a refused action may have changed what it loaded
    held = own_card(register(), staff(), card_id, today=today())
    renew_form = form if isinstance(form, RenewForm) else None
    replace_form = form if isinstance(form, ReplaceForm) else None
    return _page(held, renew=renew_form, replace=replace_form), UNPROCESSABLE
