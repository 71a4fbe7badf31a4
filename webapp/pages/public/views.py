"""Front page, areas, notices, language and appearance; and whether the service is well."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from webapp.core.networks.models import County, Network, Participation
from webapp.core.networks.operating_model import PUBLIC
from webapp.core.networks.queries import all_networks, network_with_id, participations_of
from webapp.core.outings.queries import SHOWN_AFTER
from webapp.core.partners.contacts import contacts_in_network
from webapp.core.partners.models import OrganisationKind
from webapp.core.partners.queries import organisations_of_network, pop_up_venues
from webapp.core.retention import RETENTION
from webapp.core.statistics.figures import public_figures
from webapp.core.visits.looking_back.moods import DAYS_TO_ASK
from webapp.pages.public.forms import AppearanceForm
from webapp.plumbing.access.gate import public, public_reading
from webapp.plumbing.clock import today
from webapp.plumbing.http.addresses import next_address
from webapp.plumbing.http.appearance import current_appearance, remember
from webapp.plumbing.http.health import is_well
from webapp.plumbing.http.problems import problem
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.forms import UNPROCESSABLE
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.language import COOKIE, VARIANT_CODES, current_language, current_variant

blueprint: Final = Blueprint("public", __name__)
NAVIGATION: Final = (Link(None, 10, "public.areas", lazy_gettext("Where it works")),)


@dataclass(frozen=True, slots=True)
class Area:
    """A network with its county and the municipalities that run it."""

    network: Network
    county: County | None
    municipalities: Sequence[Participation]


def _area(network: Network) -> Area:
    along = participations_of(network, language=current_language())
    return Area(network, network.county, [one for one in along if one.state in PUBLIC])


@blueprint.get("/")
@public
def front() -> str:
    """The front page with the country's figures."""
    return render_template("public/front.html", figures=public_figures(db(), today()))


@blueprint.get("/alueet")
@public
def areas() -> str:
    """Where the card works, by county and municipality."""
    language = current_language()
    known = [_area(network) for network in all_networks(db(), language=language)]
    return render_template(
        "public/areas.html",
        areas=[one for one in known if one.municipalities],
        pop_ups=pop_up_venues(db(), language=language),
    )


@blueprint.get("/alueet/<int:network_id>")
@public
def area(network_id: int) -> str:
    """One network: where to get a card and where to use it."""
    network = network_with_id(db(), network_id)
    partners = organisations_of_network(db(), network_id, language=current_language())
    return render_template(
        "public/area.html",
        area=_area(network),
        venues=[one for one in partners if one.kind == OrganisationKind.VENUE],
        contacts=contacts_in_network(db(), network_id),
        distributors=[one for one in partners if one.kind == OrganisationKind.DISTRIBUTOR],
    )


@blueprint.get("/tietosuoja")
@public
def privacy() -> str:
    """What is recorded and what never is."""
    return render_template(
        "public/privacy.html",
        days_to_ask=DAYS_TO_ASK,
        days_of_joins=SHOWN_AFTER.days,
        retention=RETENTION,
    )


@blueprint.get("/saavutettavuus")
@public
def accessibility() -> str:
    """The accessibility statement."""
    return render_template("public/accessibility.html")


@blueprint.route("/nakyma", methods=["GET", "POST"])
@public_reading
def appearance() -> ResponseReturnValue:
    """Choose language, text size and theme."""
    now = current_appearance()
    form = AppearanceForm(
        data={"language": current_variant(), "text_size": now.text_size, "theme": now.theme}
    )
    if not form.is_submitted():
        return render_template("public/appearance.html", form=form, next=next_address("public.front"))
    if not form.validate():
        return render_template(
            "public/appearance.html", form=form, next=next_address("public.front")
        ), UNPROCESSABLE
    chosen = {"language": form.language.data, "text_size": form.text_size.data, "theme": form.theme.data}
    return remember(_back(), **chosen)


@blueprint.post("/kieli")
@public_reading
def change_language() -> ResponseReturnValue:
    """Change the language and stay on the page."""
    language = request.form.get("language", "")
    response = _back()
    return remember(response, **{COOKIE: language}) if language in VARIANT_CODES else response


def _back() -> Response:
    response = redirect(next_address("public.front"), 303)
    return Response(response.response, response.status_code, response.headers)


@blueprint.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """200 with the register read and written, 503 without."""
    if not is_well():
        title, detail = gettext("The register does not answer"), gettext("Try again in a moment.")
        return problem(503, title=title, detail=detail, code="register_unreachable")
    return jsonify(status="ok")
