"""Under which terms the program, and what it is made of, may be used."""

from typing import Final

from flask import Blueprint, abort, render_template

from webapp.plumbing.access.gate import public
from webapp.plumbing.third_party import third_party

blueprint: Final = Blueprint("licences", __name__, url_prefix="/lisenssit")


@blueprint.get("")
@public
def licences() -> str:
    """The program's licence, and a list of the packages."""
    return render_template("public/licences.html", parts=third_party())


@blueprint.get("/<key>")
@public
def notice(key: str) -> str:
    """What a package says of itself."""
    part = third_party().get(key)
    if part is None:
        abort(404)
    return render_template("public/notice.html", part=part)
