"""Answering what a holder asks for on their phone; a renewal answers its wish by itself."""

import uuid
from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.cards.events import CardViewed
from webapp.core.cards.queries import own_card
from webapp.core.errors import NotFoundError
from webapp.core.networks.queries import postal_area_of
from webapp.core.networks.service_numbers import SERVICE
from webapp.core.omakaiku.wishes.actions import correct_as_wished, mark_corrected, open_corrections
from webapp.core.omakaiku.wishes.models import CorrectionKind
from webapp.core.tables.values import plain_postal_code
from webapp.pages.distribution.forms import KEEP, CorrectionForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.endings import Question, asks_first
from webapp.plumbing.words.holders.wishes import CORRECTION_KINDS

blueprint: Final = Blueprint("distribution_wishes", __name__, url_prefix="/jakaja/kortti/<uuid:card_id>")


@blueprint.route("/korjaa", methods=["GET", "POST"])
@requires(Permission.ISSUE_CARDS)
def correct(card_id: uuid.UUID) -> ResponseReturnValue:
    """Correct the answers given when the card was issued."""
    held = own_card(db(), staff(), card_id, today=today())
    background = held.card.background
    if background is None:
        raise NotFoundError
    form = CorrectionForm(
        birth_year=str(background.birth_year), postal_code=background.postal_code,
        children=str(held.card.children), mother_tongue=KEEP, gender=KEEP, life_situation=KEEP,
    )  # fmt: skip
    form.offer_categories()
    if form.validate_on_submit():
        with form.taking_refusals():
            correct_as_wished(db(), staff(), card_id, corrected=form.corrected(), now=current_time())
            return _to_card(card_id, gettext("The answers have been corrected."))
    record_act(db(), staff(), CardViewed(card_id), now=current_time())
    page = render_template(
        "distribution/correct.html",
        held=held,
        form=form,
        wishes=open_corrections(db(), card_id),
        most_children=SERVICE.most_children_on_card,
        postal_area=postal_area_of(db(), plain_postal_code(form.postal_code.data or "")),
    )
    return page, form.status


def _kind_called(name: str) -> CorrectionKind:
    kind = next((one for one in CorrectionKind if one == name), None)
    if kind is None:
        raise NotFoundError
    return kind


def _marking(card_id: uuid.UUID, kind: str) -> Question | ResponseReturnValue:
    own_card(db(), staff(), card_id, today=today())
    asked = _kind_called(kind)
    if all(wish.kind != asked for wish in open_corrections(db(), card_id)):
        flash(gettext("Nobody waits for this correction any more."), "info")
        return redirect(_address(card_id), 303)
    return Question(
        gettext("Mark as done?"),
        [
            str(CORRECTION_KINDS[asked]),
            gettext("The cardholder reads on their phone that it is done. It cannot be taken back."),
        ],
        gettext("Mark as done"),
        _address(card_id),
    )


@blueprint.route("/korjattu/<kind>", methods=["GET", "POST"])
@requires(Permission.ISSUE_CARDS)
@asks_first(_marking)
def corrected(card_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    """Mark what the holder asked to be corrected as done; doing it twice changes nothing."""
    mark_corrected(db(), staff(), card_id, kind=_kind_called(kind), now=current_time())
    return _to_card(card_id, gettext("Marked as done. The cardholder sees it on their phone."))


def _to_card(card_id: uuid.UUID, message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(_address(card_id), 303)


def _address(card_id: uuid.UUID) -> str:
    return url_for("distribution_card.card", card_id=card_id)
