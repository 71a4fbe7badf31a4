"""How quickly the networks answer, for the national office: numbers only."""

from typing import Final

from flask import Blueprint, render_template
from flask_babel import lazy_gettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.feedback.queries import waiting_by_network
from webapp.core.feedback.rules import DAYS_TO_ANSWER
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("country_feedback", __name__, url_prefix="/keskus/palaute")
NAVIGATION: Final = (Link(Role.NATIONAL_OFFICE, 30, "country_feedback.feedback", lazy_gettext("Feedback")),)


@blueprint.get("")
@requires(Permission.SEE_COUNTRY)
def feedback() -> str:
    """What waits in each network, and what has waited too long."""
    networks = waiting_by_network(db(), staff(), today(), language=current_language())
    return render_template("administration/feedback.html", networks=networks, days=DAYS_TO_ANSWER)
