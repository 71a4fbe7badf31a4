"""A venue's or distributor's own material: what it got, and one tap to say that it runs low."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.errors import NotFoundError
from webapp.core.material.rules import MaterialKind
from webapp.core.material.stocks import own_stock, say_enough, say_low
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.navigation import Link

blueprint: Final = Blueprint("own_material", __name__, url_prefix="/materiaali")
NAVIGATION: Final = (
    Link(Role.VENUE, 55, "own_material.material", lazy_gettext("Material"), rare=True),
    Link(Role.DISTRIBUTOR, 55, "own_material.material", lazy_gettext("Material"), rare=True),
)


@blueprint.get("")
@requires(Permission.SAY_MATERIAL_IS_LOW)
def material() -> str:
    """What one's own place got of each kind."""
    return render_template("material/own.html", lines=own_stock(db(), staff()))


@blueprint.post("/<material_kind>/vahissa")
@requires(Permission.SAY_MATERIAL_IS_LOW)
def runs_low(material_kind: str) -> ResponseReturnValue:
    """Let the coordinator know."""
    say_low(db(), staff(), _kind(material_kind), now=current_time())
    flash(gettext("Your coordinator now sees that you need more."), "success")
    return redirect(url_for("own_material.material"), 303)


@blueprint.post("/<material_kind>/riittaa")
@requires(Permission.SAY_MATERIAL_IS_LOW)
def is_enough(material_kind: str) -> ResponseReturnValue:
    """Take it back."""
    say_enough(db(), staff(), _kind(material_kind), now=current_time())
    flash(gettext("Your coordinator no longer sees this as running low."), "success")
    return redirect(url_for("own_material.material"), 303)


def _kind(typed: str) -> MaterialKind:
    if typed not in set(MaterialKind):
        raise NotFoundError
    return MaterialKind(typed)
