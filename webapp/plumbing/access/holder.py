"""The cardholder for whom a view works, behind the gate, and what stands in the portal's menu."""

from collections.abc import Mapping
from typing import Final

from flask import current_app, redirect, request, url_for
from flask_babel import LazyString, lazy_gettext
from werkzeug.wrappers import Response

from webapp.core.cards.queries import CardInHand
from webapp.core.errors import NotAllowedError
from webapp.plumbing.access.sign_in import current_holder_card
from webapp.plumbing.rendering.navigation import NavigationItem

_ = lazy_gettext

_LINKS: Final[Mapping[str, LazyString]] = {
    "omakaiku.card": _("Card"),
    "places.places": _("Places to go"),
    "holder_visits.my_visits": _("Visits"),
    "holder_tips.tips": _("Tips"),
    "holder_outings.outings": _("Outings"),
    "holder_feedback.feedback": _("Feedback"),
    "holder_phones.phones": _("Phones"),
    "holder_data.my_data": _("Data"),
}


def holder() -> CardInHand:
    """The card on the phone that asks; a view that the gate guards always has one."""
    held = current_holder_card()
    if held is None:
        raise NotAllowedError
    return held


def send_home_if_lost() -> Response | None:
    """Before a page about the holder: a phone that may be in other hands sees what the card's page says."""
    held = current_holder_card()
    return redirect(url_for("omakaiku.card")) if held and held.may_be_lost else None


def holder_menu() -> list[NavigationItem]:
    """Where a phone that carries a card can go; nothing on any other."""
    held = current_holder_card()
    if held is None or held.may_be_lost:
        return []
    # The part of the endpoint before the dot: a page below another belongs to it.
    return [
        NavigationItem(str(label), url_for(endpoint), _blueprint(endpoint) == request.blueprint)
        for endpoint, label in _LINKS.items()
        if endpoint in current_app.view_functions
    ]


def _blueprint(endpoint: str) -> str:
    return endpoint.partition(".")[0]
