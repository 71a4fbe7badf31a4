"""My phones: which ones carry the card, one more, one less; and a card that is lost."""

import uuid
from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.networks.service_numbers import SERVICE
from webapp.core.omakaiku.phones.actions import (
    card_to_stop,
    end_phone,
    make_pairing_by_holder,
    report_card_lost,
)
from webapp.core.omakaiku.phones.models import PhoneKind
from webapp.core.omakaiku.phones.queries import has_space, phones_of_card
from webapp.pages.omakaiku.forms import AddPhoneForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.holder import holder, send_home_if_lost
from webapp.plumbing.access.sign_in import phone_token
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.endings import Question, asks_first
from webapp.plumbing.rendering.forms import UNPROCESSABLE
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.rendering.pairings import show_pairing
from webapp.plumbing.words.formats import show_day, show_time
from webapp.plumbing.words.holders.phones import PHONE_KINDS

blueprint: Final = Blueprint("holder_phones", __name__)
blueprint.before_request(send_home_if_lost)
NAVIGATION: Final = (Link(Role.CARDHOLDER, 70, "holder_phones.phones", lazy_gettext("Phones")),)


def _token() -> str:
    return phone_token() or abort(403)  # the gate lets no phone in without one


@blueprint.get("/oma/puhelimet")
@requires(Permission.SHOW_OWN_CARD)
def phones() -> str:
    """The phones that carry the card."""
    return _phones_page(AddPhoneForm(formdata=None))


def _phones_page(form: AddPhoneForm) -> str:
    found = phones_of_card(db(), _token())
    return render_template(
        "omakaiku/phones.html",
        phones=found,
        form=form,
        card_id=holder().card.id,
        is_valid=holder().refusal is None,
        has_space=has_space([one.phone for one in found], now=current_time()),
        most=SERVICE.most_phones,
        here=url_for("holder_phones.phones"),  # the answer to a POST has no address to come back to
    )


@blueprint.route("/oma/puhelimet/uusi", methods=["GET", "POST"])
@requires(Permission.SHOW_OWN_CARD)
def add_phone() -> ResponseReturnValue:
    """Show the QR for another phone. It is on this answer only: nothing can show it again."""
    if request.method == "GET":  # somebody reloaded, or changed the language of, the answer
        return redirect(url_for("holder_phones.phones"))
    form = AddPhoneForm()
    with form.taking_refusals():
        pairing = make_pairing_by_holder(db(), _token(), now=current_time())
        return render_template("omakaiku/add_phone.html", pairing=show_pairing(pairing))
    return _phones_page(form), UNPROCESSABLE


def _ending(phone_id: uuid.UUID) -> Question:
    others = (one.phone for one in phones_of_card(db(), _token()) if not one.is_this)
    phone = next((one for one in others if one.id == phone_id), None) or abort(404)
    since = gettext(
        "Has carried the card since %(day)s at %(time)s.",
        day=show_day(phone.paired_at), time=show_time(phone.paired_at),
    )  # fmt: skip
    return Question(
        gettext("Take the card off the other phone?"),
        [
            f"{PHONE_KINDS[PhoneKind(phone.kind)]}. {since}",
            gettext("The phone stops showing the card at once. The card itself goes on working."),
            gettext(
                "If somebody else may have the phone, say that the card is lost instead: they may have seen "
                "its code."
            ),
        ],
        gettext("Take the card off"),
        url_for("holder_phones.phones"),
    )


@blueprint.route("/oma/puhelimet/<uuid:phone_id>/poista", methods=["GET", "POST"])
@requires(Permission.SHOW_OWN_CARD)
@asks_first(_ending)
def end(phone_id: uuid.UUID) -> ResponseReturnValue:
    """Take the card off another phone."""
    end_phone(db(), _token(), phone_id, now=current_time())
    flash(gettext("The card is no longer on that phone."), "success")
    return redirect(url_for("holder_phones.phones"), 303)


def _losing() -> Question:
    card_to_stop(db(), _token(), now=current_time())  # of one that another has replaced nothing is asked
    return Question(
        gettext("Stop the card?"),
        [
            gettext("It stops working at once everywhere, on paper and on every phone."),
            gettext("You cannot take it into use again yourself."),
            gettext(
                "The place that gave you the card can give you a new one. Your children’s tickets and the "
                "last valid day stay as they are."
            ),
            gettext(
                "If only a phone is lost and nobody has seen the code of the card, it is enough to take the "
                "card off that phone."
            ),
        ],
        gettext("Stop my card"),
        url_for("holder_phones.phones"),
    )


@blueprint.route("/oma/kadonnut", methods=["GET", "POST"])
@requires(Permission.SHOW_OWN_CARD)
@asks_first(_losing)
def lost() -> ResponseReturnValue:
    """Say what happens to a lost card, and stop it when the holder confirms."""
    report_card_lost(db(), _token(), now=current_time())
    flash(gettext("Your card has been stopped. Nobody can use it any more."), "success")
    return redirect(url_for("omakaiku.card", _anchor="said"), 303)
