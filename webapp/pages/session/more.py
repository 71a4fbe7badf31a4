"""More: the pages that an office needs now and then, besides those of its header."""

from typing import Final

from flask import Blueprint, render_template

from webapp.core.accounts.roles import Permission
from webapp.plumbing.access.commitment import own_commitment_warning
from webapp.plumbing.access.gate import requires
from webapp.plumbing.rendering.navigation import rare_places

blueprint: Final = Blueprint("more", __name__)


@blueprint.get("/lisaa")
@requires(Permission.HAVE_ACCOUNT)
def more() -> str:
    """The rest of one's links."""
    return render_template("session/more.html", places=rare_places(), warning=own_commitment_warning())
