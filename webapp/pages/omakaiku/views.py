"""The mobile card, taking it onto a phone and giving it up."""

from collections.abc import Sequence
from typing import Any, Final

from flask import (
    Blueprint,
    Response,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from markupsafe import Markup

from webapp.core.accounts.roles import Permission, Role
from webapp.core.cards.queries import CardInHand
from webapp.core.omakaiku.phones.actions import forget_phone as forget
from webapp.core.omakaiku.phones.actions import pair_phone
from webapp.core.omakaiku.phones.reasons import PhoneRefusal
from webapp.pages.omakaiku.forms import PairingForm
from webapp.plumbing.access.gate import public, public_reading, requires
from webapp.plumbing.access.sign_in import (
    CarriedCard,
    add_card,
    card_tokens,
    cards_in_order,
    cards_on_phone,
    drop_card,
    keep_cards,
)
from webapp.plumbing.access.tries import PAIRINGS, by_address, counting
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.addresses import next_address
from webapp.plumbing.http.browsers import phone_kind
from webapp.plumbing.http.compression import compressed
from webapp.plumbing.http.headers import FORGET_MARK, PAGE_MARK
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.endings import Question, ask, asks_itself, is_confirmed
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.rendering.pictures import code39_svg, qr_svg
from webapp.plumbing.rendering.templating import on_one_line
from webapp.plumbing.words.formats import show_day, show_time
from webapp.plumbing.words.holders.cards import HOLDER_ADVICE
from webapp.plumbing.words.texts import REFUSALS

blueprint: Final = Blueprint("omakaiku", __name__)
NAVIGATION: Final = (
    Link(None, 30, "omakaiku.card", lazy_gettext("My card")),
    Link(Role.CARDHOLDER, 10, "omakaiku.card", lazy_gettext("Card"), icon="card"),
)

_SENTENCES: Final = {
    "mistyped": REFUSALS[PhoneRefusal.PAIRING_MISTYPED],
    "card_code": REFUSALS[PhoneRefusal.PAIRING_IS_CARD_CODE],
}
"""What a phone says of a code by itself."""


@blueprint.get("/oma")
@public
def card() -> ResponseReturnValue:
    """The cards on this phone, or how to get one."""
    cards = cards_on_phone()
    if not cards:
        return _marked(render_template("omakaiku/start.html"), "no-card")
    has_just_come = "uusi" in request.args
    if has_just_come:
        page = make_response(render_template("omakaiku/card_first.html"))
    else:
        page = _marked(_card_page(cards), "card")
    if has_just_come or cards[0].held.may_be_lost:
        # What was looked for near somebody's home is not for whoever holds the phone now.
        page.headers[FORGET_MARK] = "places"
    return keep_cards(page, [one.token for one in cards])


def _marked(page: str, mark: str) -> Response:
    """The phone keeps what is marked as the card, and clears it away at a page that says there is none."""
    response = make_response(on_one_line(page))
    response.headers[PAGE_MARK] = mark
    return compressed(response)


def _card_page(cards: Sequence[CarriedCard]) -> str:
    shown = [
        _shown(one.held, number, is_about=one is cards[0]) for number, one in enumerate(cards_in_order())
    ]
    return render_template("omakaiku/card.html", cards=shown, **_confirmation(cards))


def _shown(held: CardInHand, number: int, *, is_about: bool) -> dict[str, Any]:
    """One card's facts, sentences and drawings; a drawing's name lets the page show it once more."""
    reason = held.refusal
    return {
        "card": held.card,
        "code": held.code,
        "name": f"card-{number + 1}",
        "is_about": is_about,
        "qr_name": f"qr{number or ''}",
        "bar_name": f"bar{number or ''}",
        "verdict": reason or "valid",
        "verdict_sentence": str(REFUSALS[reason]) if reason else "",
        "advice": str(HOLDER_ADVICE[reason]) if reason else "",
        "qr": _named(qr_svg(held.code), f"qr{number or ''}"),
        "bar": _named(code39_svg(held.code), f"bar{number or ''}"),
    }


def _named(drawing: Markup, name: str) -> Markup:
    return Markup('<svg id="{}"').format(name) + drawing.removeprefix("<svg")


def _confirmation(cards: Sequence[CarriedCard]) -> dict[str, Any]:
    """When the register confirmed the cards, and their facts in a word: another word is another card."""
    now = current_time()
    day, time = show_day(now), show_time(now)
    return {
        "facts": ", ".join(_facts(one.held) for one in cards),
        "checked_at": now,
        "words": {
            "today": gettext("Checked with the register today at %(time)s", time=time),
            "earlier": gettext("Checked with the register %(day)s at %(time)s", day=day, time=time),
            "offline": gettext(
                "No connection. Checked with the register %(day)s at %(time)s.", day=day, time=time
            ),
        },
    }


def _facts(held: CardInHand) -> str:
    last_day = held.card.valid_until.isoformat()
    return " ".join((held.code, held.refusal or "valid", last_day, str(held.card.children)))


@blueprint.get("/oma/tila")
@public_reading
def state() -> Response:
    """What the register says now of the cards on this phone and of no other; their page asks while seen."""
    cards = cards_on_phone()
    if not cards:
        return jsonify(card="", state="no-card")
    held, confirmed = cards[0].held, _confirmation(cards)
    return jsonify(
        card=confirmed["facts"],
        code=held.code,
        state=held.refusal or "valid",
        valid_until=held.card.valid_until.isoformat(),
        checked_at=confirmed["checked_at"].isoformat(),
        words=confirmed["words"],
    )


@blueprint.post("/oma/vaihda")
@requires(Permission.SHOW_OWN_CARD)
def switch() -> ResponseReturnValue:
    """Let the pages be about the other card on this phone; one that is not on it changes nothing."""
    chosen = _chosen(request.form.get("card", ""))
    others = [one.token for one in cards_on_phone() if one is not chosen]
    return keep_cards(make_response(redirect(next_address("omakaiku.card"), 303)), [chosen.token, *others])


def _chosen(code: str) -> CarriedCard:
    """The card of this phone with a code, else the one that the pages are about."""
    cards = cards_on_phone()
    return next((one for one in cards if one.held.code == code), cards[0])


@blueprint.get("/oma/nimi")
@requires(Permission.SHOW_OWN_CARD)
def name() -> str:
    """Where the holder types the name that stands on the card: on this phone, and nowhere else."""
    return render_template("omakaiku/card_name.html")


@blueprint.get("/oma/asenna")
@public_reading
def install() -> str:
    """How to put the card on the phone's home screen, with pictures."""
    return render_template("omakaiku/card_install.html")


@blueprint.route("/oma/liita", methods=["GET", "POST"])
@public
def pair() -> ResponseReturnValue:
    """Take a card onto this phone with a single-use code."""
    form = PairingForm()
    if form.validate_on_submit():
        with form.taking_refusals(), counting(by_address(PAIRINGS), wrong={PhoneRefusal.PAIRING_INVALID}):
            token = _take_card(form.secret.data or "")
            return add_card(_to_card_first_seen(), token)
    return render_template("omakaiku/pair.html", form=form, **_SENTENCES), form.status


def _take_card(typed_secret: str) -> str:
    return pair_phone(db(), typed_secret, now=current_time(), kind=phone_kind(), carried=card_tokens())


def _card_to_take_off() -> CarriedCard | None:
    """The card of this phone that the address or the form names by its id; unnamed, it is the only one."""
    cards, named = cards_on_phone(), request.values.get("card")
    if named is None:
        return cards[0] if len(cards) == 1 else None
    return next((one for one in cards if str(one.held.card.id) == named), None)


def _forgetting(carried: CarriedCard) -> Question:
    code = carried.held.code
    return Question(
        gettext("Take the card off this phone?"),
        [
            gettext("It is the card whose code ends in %(digits)s.", digits=code[-3:]),
            gettext("The card itself goes on working."),
            gettext("To bring it back to a phone you need a new code from the place that gave you the card."),
        ],
        gettext("Take the card off this phone"),
        url_for("omakaiku.card"),
    )


@blueprint.route("/oma/unohda", methods=["GET", "POST"])
@requires(Permission.SHOW_OWN_CARD)
@asks_itself
def forget_phone() -> ResponseReturnValue:
    """Take a card off this phone; the card itself stays as it is. What is asked and done is of one card."""
    carried = _card_to_take_off()
    if carried is None:
        return redirect(url_for("omakaiku.card"), 303)
    if "card" not in request.args and not is_confirmed():  # the question's address names its card
        return redirect(url_for("omakaiku.forget_phone", card=carried.held.card.id), 303)
    if not is_confirmed():
        return ask(_forgetting(carried))
    token = carried.token
    forget(db(), token, now=current_time())
    flash(gettext("The card has been taken off this phone."), "success")
    return drop_card(make_response(redirect(url_for("omakaiku.card", _anchor="said"), 303)), token)


def _to_card_first_seen() -> Response:
    return make_response(redirect(url_for("omakaiku.card", uusi=1), 303))
