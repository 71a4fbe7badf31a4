"""A sheet to print for the client, in their language: what the card is, and where it works near home."""

import uuid
from typing import Final

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext

from webapp.core.accounts.roles import Permission
from webapp.core.cards.queries import CardInHand, own_card
from webapp.core.errors import NotFoundError
from webapp.core.offers.places import PlacePage, places
from webapp.core.offers.searching import PlaceSearch
from webapp.core.partners.contacts import contacts_of
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.words.language import VARIANT_CODES, VARIANTS, current_language, speaking

blueprint: Final = Blueprint("distribution_handout", __name__, url_prefix="/jakaja/kortti/<uuid:card_id>")


@blueprint.get("/opas")
@requires(Permission.ISSUE_CARDS, reads_only=True)
def handout(card_id: uuid.UUID) -> str:
    """The sheet in the language that the address names; the worker chooses it above."""
    held = own_card(db(), staff(), card_id, today=today())
    asked = request.args.get("language", "")
    variant = asked if asked in VARIANT_CODES else current_language()
    # What the worker reads on the screen is said in their language, what is printed in the client's.
    worker = {
        "language": current_language(),
        "back": gettext("Back to the card"),
        "print": gettext("Print the hand-out"),
        "choose": gettext("Language of the hand-out"),
    }
    with speaking(variant):
        return render_template(
            "distribution/handout.html",
            worker=worker,
            held=held,
            variants=VARIANTS,
            chosen=variant,
            found=_places_near_home(held),
            contacts=contacts_of(db(), held.card.distributor),
            back_to=url_for("distribution_card.card", card_id=card_id),
            more=url_for("places.places", _external=True).partition("://")[2],
        )


def _places_near_home(held: CardInHand) -> PlacePage:
    """The nearest, as many as a list of places shows at once."""
    if held.card.background is None:
        raise NotFoundError
    search = PlaceSearch(postal_code=held.card.background.postal_code)
    return places(db(), search, today=today(), language=current_language())
