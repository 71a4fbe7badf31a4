"""Where the card works: search the places of the whole country, look at one. The same for OmaKaiku."""

from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.core.errors import RefusedError
from webapp.core.offers.models import VenueDescription
from webapp.core.offers.places import (
    PlacePage,
    description_of_place,
    municipalities_with_places,
    offers_of_place,
)
from webapp.core.offers.places import place as find_place
from webapp.core.offers.places import places as find_places
from webapp.pages.public.places_form import PlacesForm
from webapp.plumbing.access import public_reading
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.forms import UNPROCESSABLE
from webapp.plumbing.headers import PAGE_MARK
from webapp.plumbing.language import CODES, current_language
from webapp.plumbing.sign_in import current_actor
from webapp.plumbing.templating import without_indentation
from webapp.plumbing.transaction import register

blueprint: Final = Blueprint("places", __name__, url_prefix="/kohteet")


@blueprint.get("")
@public_reading
def places() -> ResponseReturnValue:
    """What there is and where, a page at a time."""
    form = PlacesForm(formdata=request.args)
    form.show_choices(list(municipalities_with_places(register())))
    found: PlacePage | None = None
    if form.validate():
        try:
            found = find_places(register(), form.search(request.args.get("page", 1, type=int)), today=today())
        except RefusedError as refused:
            form.refuse(refused)
    body = render_template(
        "public/places.html",
        form=form,
        found=found,
        pages=_neighbours(found) if found else {},
        made_at=current_time(),
    )
    response = make_response(without_indentation(body), 200 if found else UNPROCESSABLE)
    if current_actor() is None:  # a phone may keep it, unless somebody's name is on it
        response.headers[PAGE_MARK] = "places"
    return response


def _neighbours(found: PlacePage) -> dict[str, str]:
    """The addresses of the page before and the page after, where there are such."""
    asked: dict[str, Any] = {name: request.args[name] for name in PlacesForm.asked if request.args.get(name)}
    places = {"before": found.page - 1, "after": found.page + 1}
    return {
        name: url_for("places.places", **asked, page=page)
        for name, page in places.items()
        if 1 <= page <= found.pages
    }


@dataclass(frozen=True, slots=True)
class Said:
    """What a venue says, and in which language: it need not be the reader's."""

    text: str
    language: str


@blueprint.get("/<int:venue_id>")
@public_reading
def place(venue_id: int) -> str:
    """One place: what is on, how one gets in, what is left out."""
    venue = find_place(register(), venue_id)
    description = description_of_place(register(), venue_id)
    return render_template(
        "public/place.html",
        venue=venue,
        offers=offers_of_place(register(), venue_id, today=today()),
        accessibility=_said(description, "accessibility"),
        left_out=_said(description, "left_out"),
        website=description.website if description else "",
    )


def _said(description: VenueDescription | None, what: str) -> Said | None:
    languages = dict.fromkeys([current_language(), *CODES])
    said = (Said(getattr(description, f"{what}_{language}", ""), language) for language in languages)
    return next((one for one in said if one.text), None)
