"""More: where else a cardholder can go, besides the four places in the bar."""

from typing import Final

from flask import Blueprint, render_template

from webapp.core.accounts.roles import Permission
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.holder import send_home_if_lost

blueprint: Final = Blueprint("holder_more", __name__)
blueprint.before_request(send_home_if_lost)


@blueprint.get("/oma/lisaa")
@requires(Permission.SHOW_OWN_CARD)
def more() -> str:
    """The rest of the menu, how the pages look and in which language, and what the card is."""
    return render_template("omakaiku/more.html")
