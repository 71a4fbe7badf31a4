"""Where the card works: search the places of the whole country, look at one. The same for OmaKaiku."""

from typing import Any, Final

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from webapp.core.accounts.roles import Role
from webapp.core.cards.queries import CardInHand
from webapp.core.languages import UNSAID
from webapp.core.networks.operating_model import BEGUN, ParticipationState
from webapp.core.offers.places import (
    PlacePage,
    description_of_place,
    municipalities_with_places,
    offers_of_place,
    state_at,
)
from webapp.core.offers.places import place as find_place
from webapp.core.offers.places import places as find_places
from webapp.core.omakaiku.own_data.actions import home_postal_code
from webapp.core.partners.contacts import contacts_of
from webapp.pages.public.forms import PlacesForm
from webapp.plumbing.access.gate import public_reading
from webapp.plumbing.access.sign_in import current_actor, current_holder_card
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.http.addresses import page_in_address
from webapp.plumbing.http.headers import PAGE_MARK
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.forms import UNPROCESSABLE
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.rendering.templating import on_one_line
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("places", __name__, url_prefix="/kohteet")
NAVIGATION: Final = (
    Link(None, 20, "places.places", lazy_gettext("Places to go")),
    Link(Role.CARDHOLDER, 20, "places.places", lazy_gettext("Places to go"), icon="place"),
)


@blueprint.get("")
@public_reading
def places() -> ResponseReturnValue:
    """What there is and where, a page at a time."""
    form = PlacesForm(formdata=request.args)
    form.show_choices(list(municipalities_with_places(db(), language=current_language())))
    own = _own_card()
    form.start_from(home_postal_code(db(), own) if own and form.near.data else None)
    found: PlacePage | None = None
    if form.validate():
        with form.taking_refusals():
            search = form.search(page_in_address())
            found = find_places(db(), search, today=today(), language=current_language())
    body = render_template(
        "public/places.html",
        form=form,
        found=found,
        pages=_neighbours(found) if found else {},
        near_me=_address(postal_code=None, near="me", _anchor="found") if own else "",
        made_at=current_time(),
    )
    return _kept(body, "places"), 200 if found else UNPROCESSABLE


def _kept(body: str, mark: str) -> Response:
    """A page that a phone may keep for no network, unless somebody's name is on it."""
    response = make_response(on_one_line(body))
    if current_actor() is None:
        response.headers[PAGE_MARK] = mark
    return response


def _own_card() -> CardInHand | None:
    """The card near whose home this phone may look: in its holder's hands, and nobody is signed in."""
    held = current_holder_card()
    if held is None or held.may_be_lost or held.card.background_id is None or current_actor() is not None:
        return None
    return held


def _neighbours(found: PlacePage) -> dict[str, str]:
    """The addresses of the page before and the page after, where there are such."""
    numbers = {"before": found.page - 1, "after": found.page + 1}
    return {name: _address(page=page) for name, page in numbers.items() if 1 <= page <= found.pages}


def _address(**other: str | int | None) -> str:
    """The same search in another way; None leaves something out."""
    filters: dict[str, Any] = {
        name: request.args[name] for name in PlacesForm.filters if request.args.get(name)
    }
    return url_for("places.places", **{**filters, **other})


@blueprint.get("/<int:venue_id>")
@public_reading
def place(venue_id: int) -> Response:
    """One place: what is on, how one gets in, what is left out."""
    venue = find_place(db(), venue_id)
    state = state_at(db(), venue)
    description = description_of_place(db(), venue_id)
    body = render_template(
        "public/place.html",
        venue=venue,
        card_works=state in BEGUN,
        has_left=state is ParticipationState.LEFT,
        offers=offers_of_place(db(), venue_id, today=today(), language=current_language()),
        description=description,
        contacts=contacts_of(db(), venue),
        accessibility=description.accessibility if description else UNSAID,
        left_out=description.left_out if description else UNSAID,
        website=description.website if description else "",
        made_at=current_time(),
    )
    return _kept(body, "place")
