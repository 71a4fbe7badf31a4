"""One card's page: its pairing QR, and what can be done with it; then what to write on the cardboard."""

import uuid
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webapp.core.accounts.roles import Permission
from webapp.core.calendar import day_in_finland
from webapp.core.cards.actions import replace_card, stop_card
from webapp.core.cards.at_desk import next_step
from webapp.core.cards.events import CardViewed
from webapp.core.cards.queries import CardInHand, is_on_cardboard, own_card
from webapp.core.cards.rules import check_renewable, check_stoppable
from webapp.core.cards.unused_codes import UNUSABLE_CODES
from webapp.core.cards.validity import CardStatus
from webapp.core.networks.service_numbers import SERVICE
from webapp.core.omakaiku.phones.actions import NewPairing, make_pairing, make_slip
from webapp.core.omakaiku.wishes.actions import open_corrections, open_renewal_wish, renew_as_wished
from webapp.pages.distribution.forms import RenewForm, ReplaceForm, SlipForm
from webapp.pages.distribution.validity import (
    mixed_network_here,
    renewal_or_obstacle,
    waiting_helps_from,
)
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.log_notes import note
from webapp.plumbing.access.staff import staff
from webapp.plumbing.access.tries import NEW_CARD_CODES, by_actor, counting
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.endings import Question, ask, asks_first, asks_itself, is_confirmed
from webapp.plumbing.rendering.pairings import show_pairing
from webapp.plumbing.words.formats import show_code_in_groups
from webapp.plumbing.words.language import current_language, speaking
from webapp.plumbing.words.texts import REFUSALS

blueprint: Final = Blueprint("distribution_card", __name__, url_prefix="/jakaja/kortti/<uuid:card_id>")


@blueprint.get("/")
@requires(Permission.ISSUE_CARDS)
def card(card_id: uuid.UUID) -> str:
    """A card of this distributor's. Right after something was done (`new`) it says what to write on it."""
    held = own_card(db(), staff(), card_id, today=today())
    note(CardViewed(card_id))
    return _page(held)


def _page(held: CardInHand, *, slip: SlipForm | None = None, pairing: NewPairing | None = None) -> str:
    return render_template(
        "distribution/card.html",
        held=held,
        new=_newness(held),
        children_before=_children_before(held),
        on_cardboard=is_on_cardboard(db(), held),
        reason=str(REFUSALS[held.refusal]) if held.refusal else "",
        next_step=next_step(held.card, today()),
        slip_form=slip or SlipForm(formdata=None, language=current_language()),
        pairing=show_pairing(pairing) if pairing else None,
        renewal_wish=open_renewal_wish(db(), held.card.id),
        corrections=open_corrections(db(), held.card.id),
        here=_address(held.card.id),  # answers to a POST cannot be come back to
    )


def _newness(held: CardInHand) -> str:
    """What was just done to the card, so that something has to be written on it; else nothing."""
    new = request.args.get("new", "")
    replaced = [one.replaced_at for one in held.card.codes if one.replaced_at]
    done_on = {
        "issued": held.card.issued_on,
        "renewed": held.card.renewed_on,
        "replaced": day_in_finland(max(replaced)) if replaced else None,
    }
    return new if held.refusal is None and done_on.get(new) == today() else ""


def _children_before(held: CardInHand) -> int | None:
    """How many there were before the renewal that has just changed their number."""
    before = request.args.get("before", type=int)
    return before if before is not None and 0 <= before != held.card.children else None


@blueprint.post("/liita")
@requires(Permission.ISSUE_CARDS)
def pair(card_id: uuid.UUID) -> str:
    """Show a pairing QR. It is on this answer only: nothing that is stored or logged can show it again."""
    pairing = make_pairing(db(), staff(), card_id, now=current_time())
    return _page(own_card(db(), staff(), card_id, today=today()), pairing=pairing)


@blueprint.route("/lipuke", methods=["GET", "POST"])
@requires(Permission.ISSUE_CARDS)
def slip(card_id: uuid.UUID) -> ResponseReturnValue:
    """A slip to print, in the holder's language. Its code is on this answer only, as a pairing's is."""
    if request.method == "GET":  # somebody reloaded the answer by its address
        return redirect(_address(card_id))
    form = SlipForm()
    if form.validate():
        with form.taking_refusals():
            pairing = make_slip(db(), staff(), card_id, now=current_time())
            return _slip_page(card_id, pairing, str(form.language.data))
    db().rollback()  # a refused action may have changed what it loaded
    return _page(own_card(db(), staff(), card_id, today=today()), slip=form), form.status


def _slip_page(card_id: uuid.UUID, pairing: NewPairing, language: str) -> str:
    # What the worker reads on the screen is said in their language, what is printed in the holder's.
    worker = {
        "language": current_language(),
        "back": gettext("Back to the card"),
        "print": gettext("Print the slip"),
        "advice": gettext("Give the slip to the holder. Its code is shown only this once."),
    }
    with speaking(language):
        return render_template(
            "distribution/slip.html",
            worker=worker,
            back_to=_address(card_id),
            slip=show_pairing(pairing),
        )


@blueprint.route("/uusi", methods=["GET", "POST"])
@requires(Permission.ISSUE_CARDS)
def renew(card_id: uuid.UUID) -> ResponseReturnValue:
    """Renew the card: what becomes of its last valid day is told before."""
    held = own_card(db(), staff(), card_id, today=today())
    check_renewable(CardStatus(held.card.status))
    renewal, obstacle = renewal_or_obstacle(held.card)
    until = renewal.until if renewal else held.card.valid_until
    form = RenewForm(children=_children_told(held), valid_until=until)
    form.ask_of(held.card.kind)
    if form.validate_on_submit():
        before = held.card.children
        with form.taking_refusals():
            held = renew_as_wished(db(), staff(), card_id, answers=form.answers(), now=current_time())
            return _to_write(held, "renewed", before=before if before != held.card.children else None)
    held = _read_anew(card_id)
    page = render_template(
        "distribution/renew.html",
        held=held,
        form=form,
        renewal=renewal,
        obstacle=obstacle,
        waiting_helps_from=waiting_helps_from(held.card, renewal),
        mixed=mixed_network_here(),
        most_children=SERVICE.most_children_on_card,
    )
    return page, form.status


def _children_told(held: CardInHand) -> str:
    """How many there are by a form that led here; else by the register."""
    told = request.args.get("children", type=int)
    is_told = told is not None and 0 <= told <= SERVICE.most_children_on_card
    return str(told if is_told else held.card.children)


def _read_anew(card_id: uuid.UUID) -> CardInHand:
    """The card that a form is about, to be shown with it."""
    db().rollback()  # a refused action may have changed what it loaded
    held = own_card(db(), staff(), card_id, today=today())
    note(CardViewed(card_id))
    return held


def _ending(card_id: uuid.UUID) -> Question:
    told = gettext(
        "For when the person no longer needs the card. It stops working at once everywhere, also on the "
        "phone. You can renew it later."
    )
    _check_in_use(card_id)
    act = gettext("End the card")
    return Question(gettext("End the card?"), _told(card_id, told), act, _address(card_id))


def _withdrawing(card_id: uuid.UUID) -> Question:
    told = gettext(
        "For a card that was lost or misused. It stops working at once everywhere, also on the phone. It "
        "cannot be renewed after this, only replaced with a new card."
    )
    _check_in_use(card_id)
    act = gettext("Take the card out of use")
    return Question(gettext("Take the card out of use?"), _told(card_id, told), act, _address(card_id))


def _check_in_use(card_id: uuid.UUID) -> None:
    """Of a card that is out of use already nothing is asked: it is told so."""
    check_stoppable(CardStatus(own_card(db(), staff(), card_id, today=today()).card.status))


def _told(card_id: uuid.UUID, told: str) -> list[str]:
    """Which card it is, and what happens to it."""
    return [show_code_in_groups(own_card(db(), staff(), card_id, today=today()).code), told]


@blueprint.route("/paata", methods=["GET", "POST"])
@requires(Permission.ISSUE_CARDS)
@asks_first(_ending)
def end(card_id: uuid.UUID) -> ResponseReturnValue:
    """End the card: the client's time with this distributor is over."""
    stop_card(db(), staff(), card_id, status=CardStatus.ENDED, now=current_time())
    return _done(card_id, gettext("The card has been ended."))


@blueprint.route("/poista", methods=["GET", "POST"])
@requires(Permission.ISSUE_CARDS)
@asks_first(_withdrawing)
def withdraw(card_id: uuid.UUID) -> ResponseReturnValue:
    """Take the card out of use: lost or misused."""
    stop_card(db(), staff(), card_id, status=CardStatus.WITHDRAWN, now=current_time())
    return _done(card_id, gettext("The card has been taken out of use. It stopped working at once."))


def _replacing(card_id: uuid.UUID) -> Question:
    told = gettext(
        "The old code stops working at once; the last valid day stays the same. A phone with the old code "
        "says that the card was replaced, so put the new one on the holder’s phone here."
    )
    act = gettext("Replace")
    return Question(gettext("Replace with a new card?"), _told(card_id, told), act, _address(card_id))


@blueprint.route("/korvaa", methods=["GET", "POST"])
@requires(Permission.ISSUE_CARDS)
@asks_itself
def replace(card_id: uuid.UUID) -> ResponseReturnValue:
    """Give the card a new code; what is wrong with the code is told before the question."""
    form = ReplaceForm(old_code=own_card(db(), staff(), card_id, today=today()).code)
    if form.validate_on_submit():
        with form.taking_refusals(), counting(by_actor(NEW_CARD_CODES, staff()), wrong=UNUSABLE_CODES):
            held = replace_card(db(), staff(), card_id, replacement=form.replacement(), now=current_time())
            if not is_confirmed():
                db().rollback()
                return ask(_replacing(card_id))
            return _to_write(held, "replaced")
    return render_template("distribution/replace.html", held=_read_anew(card_id), form=form), form.status


def _to_write(held: CardInHand, new: str, *, before: int | None = None) -> ResponseReturnValue:
    """To what has to be written on the cardboard now; of a card that works no longer nothing has."""
    address = url_for("distribution_card.card", card_id=held.card.id, new=new, before=before)
    return redirect(address, 303)


def _done(card_id: uuid.UUID, message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(_address(card_id), 303)


def _address(card_id: uuid.UUID) -> str:
    return url_for("distribution_card.card", card_id=card_id)
