"""The cardholder for whom a view works, behind the gate."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from webapp.core.cards.queries import CardInHand
from webapp.core.errors import NotAllowedError
from webapp.plumbing.access.sign_in import current_holder_card


def holder() -> CardInHand:
    """The card on the phone that asks; a view that the gate guards always has one.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    held = current_holder_card()
    if held is None:
        raise NotAllowedError
    return held


def send_home_if_lost() -> Response | None:
    """Before a page about the holder: a phone that may be in other hands sees what the card's page says."""
    held = current_holder_card()
    return redirect(url_for("omakaiku.card")) if held and held.may_be_lost else None
