"""Where a card of the desk's own leads: from the field that reads any, and from a form for a new card."""

from contextlib import suppress

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp.core.cards.at_desk import NextStep, OwnCard, own_card_with
from webapp.core.cards.disguises import possible_codes
from webapp.core.errors import RefusedError
from webapp.pages.distribution.forms import CardForm
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.words.formats import show_day


def carrier_in_address() -> dict[str, str]:
    """What is known of a new card's carrier by the address: the code that was read, or that there is none."""
    code = code_in_address()
    if code:
        return {"code": code}
    return {"carrier": "phone"} if request.args.get("carrier") == "phone" else {}


def code_in_address(name: str = "code") -> str:
    """The code after `?code=`, or nothing where that is none."""
    codes = possible_codes(request.args.get(name, ""))
    return codes.pop() if len(codes) == 1 else ""


def lead_to_card(found: OwnCard) -> Response:
    """To the card's page, which begins with what the card most likely came for."""
    _tell_of_replacement(found)
    return redirect(url_for("distribution_card.card", card_id=found.card_id), 303)


def own_card_in(form: CardForm) -> OwnCard | None:
    """The desk's own card whose code stands in a form for a new one; None for the card that the form made."""
    if not form.is_submitted() or form.typed_code is None:
        return None
    with suppress(RefusedError):
        found = own_card_with(db(), staff(), form.typed_code, today=today())
        if found is not None and str(found.card_id) != form.card_id.data:
            return found
    return None


def lead_from_form(found: OwnCard, children: str = "") -> Response:
    """From a form for a new card to renewing the one whose code was read, or to its page."""
    _tell_of_replacement(found)
    if found.next_step is not NextStep.RENEW:
        told = gettext("Your office has given this card to somebody already, so nothing was registered anew.")
        flash(told, "warning")
        return redirect(url_for("distribution_card.card", card_id=found.card_id), 303)
    told = gettext(
        "Your office has given this card before, so it is renewed instead: it keeps its code and its history."
    )
    flash(told, "info")
    address = url_for("distribution_card.renew", card_id=found.card_id, children=children or None)
    return redirect(address, 303)


def _tell_of_replacement(found: OwnCard) -> None:
    if found.replaced_at is not None:
        told = gettext(
            "The code %(code)s was replaced on %(day)s: the card has the code that you see here now. The old "
            "card does not work any more, so throw it away.",
            code=found.code,
            day=show_day(found.replaced_at),
        )
        flash(told, "warning")
