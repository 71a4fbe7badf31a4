"""The holder's own visits, and hiding them on this phone."""

from typing import Final

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.statistics.results import Persons, UsesOfMonth
from webapp.core.visits.looking_back.holder import HolderYear, holder_year, years_with_visits
from webapp.core.visits.looking_back.moods import visits_to_ask
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.holder import holder, send_home_if_lost
from webapp.plumbing.clock import today
from webapp.plumbing.http.cookies import drop_secret, keep_secret, secret_in
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.charts import MonthChart, month_chart
from webapp.plumbing.rendering.endings import can_be_undone, flash_undoable
from webapp.plumbing.rendering.navigation import Link

_COOKIE: Final = "history"
_HIDDEN: Final = "hidden"

blueprint: Final = Blueprint("holder_visits", __name__, url_prefix="/oma/kaynnit")
blueprint.before_request(send_home_if_lost)
NAVIGATION: Final = (
    Link(Role.CARDHOLDER, 30, "holder_visits.my_visits", lazy_gettext("Visits"), icon="ticket"),
)


@blueprint.get("")
@requires(Permission.SHOW_OWN_CARD)
def my_visits() -> str:
    """A year's visits; nothing of them on a phone whose holder has hidden them."""
    if secret_in(_COOKIE) == _HIDDEN:
        return render_template("omakaiku/visits_hidden.html")
    held = holder()
    years = years_with_visits(db(), held, today=today())
    wanted = request.args.get("vuosi", "")
    shown = holder_year(db(), held, next((one for one in years if str(one) == wanted), years[0]))
    return render_template(
        "omakaiku/visits.html",
        year=shown,
        years=years,
        this_year=today().year,
        chart=_chart(shown),
        asked=next(iter(visits_to_ask(db(), held, today=today())), None),
    )


def _chart(shown: HolderYear) -> MonthChart:
    return month_chart([
        UsesOfMonth(one.month, Persons(one.adults, one.children)) for one in shown.months
    ])  # fmt: skip


@blueprint.post("/piilota")
@requires(Permission.SHOW_OWN_CARD, reads_only=True)
@can_be_undone(by="holder_visits.show")
def hide() -> ResponseReturnValue:
    """Show the visits on this phone no more. Only the phone knows: the register keeps nothing of it."""
    flash_undoable(gettext("Your visits are hidden on this phone."), url_for("holder_visits.show"))
    return keep_secret(_to_visits(), _COOKIE, _HIDDEN)


@blueprint.post("/nayta")
@requires(Permission.SHOW_OWN_CARD, reads_only=True)
def show() -> ResponseReturnValue:
    """Show the visits on this phone again."""
    return drop_secret(_to_visits(), _COOKIE)


def _to_visits() -> Response:
    return make_response(redirect(url_for("holder_visits.my_visits"), 303))
