"""The coordinator's network: partners and plain figures."""

from typing import Final

from flask import Blueprint, render_template, request
from flask_babel import lazy_gettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.commitments.queries import uncommitted_in
from webapp.core.feedback.queries import count_waiting
from webapp.core.feedback.rules import DAYS_TO_ANSWER
from webapp.core.material.distribution import running_low
from webapp.core.networks.queries import network_with_id, participations_of
from webapp.core.partners.leads import lead_of
from webapp.core.partners.lists import gaps_of_network
from webapp.core.statistics.figures import network_figures
from webapp.core.statistics.partners import partners_of_network
from webapp.core.trials.queries import running_network
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.charts import month_chart
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.rendering.periods import chosen_year, year_before, year_period, years_to_choose
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("coordination", __name__, url_prefix="/alue")
NAVIGATION: Final = (Link(Role.COORDINATOR, 10, "coordination.network", lazy_gettext("Our network")),)


@blueprint.get("/")
@requires(Permission.SEE_NETWORK)
def network() -> str:
    """The network in a year."""
    year = chosen_year(request.args.get("vuosi", ""))
    period = year_period(year)
    network, language = network_with_id(db(), staff().network_id), current_language()
    figures = network_figures(db(), staff(), period, language=language)
    return render_template(
        "coordination/network.html",
        network=network,
        municipalities=participations_of(network, language=language),
        figures=figures,
        before=network_figures(db(), staff(), year_before(period), language=language),
        chart=month_chart(figures.by_month),
        partners=partners_of_network(db(), staff(), period, language=language),
        lacking=gaps_of_network(db(), staff(), network.id, language=language),
        uncommitted=uncommitted_in(db(), network.id, day=today(), language=language),
        lead=lead_of(db(), network.id),
        today=today(),
        running=running_network(db(), staff(), network.id, year=today().year, today=today()),
        material_low=len(running_low(db(), staff(), network.id, language=language)),
        feedback=count_waiting(db(), staff(), today()),
        days_to_answer=DAYS_TO_ANSWER,
        year=year,
        years=years_to_choose(),
    )
